import type { SourceFile } from './source-file.ts'
import type { Workspace } from './workspace.ts'

/** Where the schemas are in a repository that has ikctl among its packages. */
export const packagedSchemas = 'node_modules/ikctl/schemas/'

/** The comment by which editors find the schema of a file. */
export interface Modeline {
  /** The way to the schema, and where it stands in the text. */
  schema: string
  start: number
  end: number
}

export function readModeline(text: string): Modeline | undefined {
  if (!text.includes('yaml-language-server')) return undefined
  const match = /^# *yaml-language-server: *\$schema=(\S+)/m.exec(text)
  if (match === null) return undefined
  const { 0: whole, 1: schema = '', index } = match
  const end = index + whole.length
  return { schema, start: end - schema.length, end }
}

/**
 * The comment for a file, without a line break.
 *
 * @param folder of the schemas from the start folder on, or their address; ends with a slash.
 */
export function modeline(folder: string, path: string): string {
  return `# yaml-language-server: $schema=${wayToSchema(folder, path)}`
}

/** The way from a file of the configuration to its schema. */
export function wayToSchema(folder: string, path: string): string {
  const start = isAddress.test(folder) ? '' : '../'.repeat(path.split('/').length - 1)
  return `${start}${folder}${schemaOf(path)}`
}

/** The name of a configuration file's schema. */
export function schemaOf(path: string): string {
  if (path === 'config/ikctl.yaml') return 'settings.schema.json'
  if (path.includes('/tenants/')) return 'tenant.schema.json'
  return path.endsWith('/key-pairs.yaml') ? 'key-pairs.schema.json' : 'integration.schema.json'
}

/** The files that have a schema. */
export function* schemaDocuments({
  settings,
  environments,
}: Workspace): Iterable<{ source: SourceFile }> {
  if (settings !== undefined) yield settings
  for (const { integration, keyPairs, tenants } of environments) {
    if (integration !== undefined) yield integration
    if (keyPairs !== undefined) yield keyPairs
    yield* tenants
  }
}

/** Where schemas are, as the first file that names its own schema says; see `namedFolder`. */
export function schemaFolder(workspace: Workspace): string | undefined {
  for (const { source } of schemaDocuments(workspace)) {
    const folder = namedFolder(source)
    if (folder !== undefined) return folder
  }
  return undefined
}

/**
 * The folder of the schema that a file names, if that is its own: `https://.../`, or from the start
 * folder on.
 */
export function namedFolder({ path, text }: SourceFile): string | undefined {
  const named = readModeline(text)?.schema
  const own = `/${schemaOf(path)}`
  if (named?.endsWith(own) !== true) return undefined
  const folder = named.slice(0, -own.length)
  if (isAddress.test(folder)) return `${folder}/`
  const steps = folder.split('/')
  const levels = path.split('/').length - 1
  // Only what leads to the start folder says something for the files of other folders.
  if (steps.length < levels || steps.slice(0, levels).some((step) => step !== '..'))
    return undefined
  return steps
    .slice(levels)
    .map((step) => `${step}/`)
    .join('')
}

// --- internal ---

const isAddress = /^[a-z]+:/
