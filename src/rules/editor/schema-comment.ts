import type { Problem } from '../../config/problem.ts'
import type { SourceFile } from '../../config/source-file.ts'
import type { Workspace } from '../../config/workspace.ts'
import type { WorkspaceRule } from '../rule.ts'

/**
 * The comment is nobody's duty: only where some files have it, the others are told. Where the schemas
 * lie is known from those that have it. `ikctl rotate` writes key-pairs.yaml, so that may do without.
 */
export const schemaComment: WorkspaceRule = {
  id: 'editor/schema-comment',
  severity: 'info',
  summary:
    'When files name their schema in a comment, all do, and each names its own: editors check and complete by it.',
  help: 'Write "# yaml-language-server: $schema=" and the way to its schema into the first line.',
  fix: 'Writes the comment, with the same place of the schemas as in the other files.',
  *checkWorkspace(workspace) {
    const folder = schemaFolder(workspace)
    if (folder === undefined) return
    for (const { source } of documents(workspace)) {
      const named = readComment(source.text)
      if (named === undefined) {
        if (!source.path.endsWith('/key-pairs.yaml')) yield missing(source, folder)
      } else if (isOtherSchema(named.schema, source.path)) yield wrong(source, named, folder)
    }
  },
}

// --- internal ---

interface SchemaComment {
  schema: string
  start: number
  end: number
}

function readComment(text: string): SchemaComment | undefined {
  if (!text.includes('yaml-language-server')) return undefined
  const match = /^# *yaml-language-server: *\$schema=(\S+)/m.exec(text)
  if (match === null) return undefined
  const { 0: whole, 1: schema = '', index } = match
  const end = index + whole.length
  return { schema, start: end - schema.length, end }
}

function* documents({ settings, environments }: Workspace): Iterable<{ source: SourceFile }> {
  if (settings !== undefined) yield settings
  for (const { integration, keyPairs, tenants } of environments) {
    if (integration !== undefined) yield integration
    if (keyPairs !== undefined) yield keyPairs
    yield* tenants
  }
}

/** `https://.../`, or a folder from the start folder on, of the first file that names its own schema. */
function schemaFolder(workspace: Workspace): string | undefined {
  for (const { source } of documents(workspace)) {
    const named = readComment(source.text)?.schema
    const own = `/${schemaOf(source.path)}`
    if (named?.endsWith(own) !== true) continue
    const folder = named.slice(0, -own.length)
    if (isAddress.test(folder)) return `${folder}/`
    const steps = folder.split('/')
    const levels = source.path.split('/').length - 1
    // Only what leads to the start folder says something for the files of other folders.
    if (steps.length < levels || steps.slice(0, levels).some((step) => step !== '..')) continue
    return steps
      .slice(levels)
      .map((step) => `${step}/`)
      .join('')
  }
  return undefined
}

const isAddress = /^[a-z]+:/

function wayToSchema(folder: string, path: string): string {
  const start = isAddress.test(folder) ? '' : '../'.repeat(path.split('/').length - 1)
  return `${start}${folder}${schemaOf(path)}`
}

function schemaOf(path: string): string {
  if (path === 'config/ikctl.yaml') return 'settings.schema.json'
  if (path.includes('/tenants/')) return 'tenant.schema.json'
  return path.endsWith('/key-pairs.yaml') ? 'key-pairs.schema.json' : 'integration.schema.json'
}

function isOtherSchema(named: string, path: string): boolean {
  if (named.endsWith(schemaOf(path))) return false
  const [, file] = /\/((?:settings|tenant|key-pairs|integration)\.schema\.json)$/.exec(named) ?? []
  return file !== undefined
}

function missing(source: SourceFile, folder: string): Problem {
  const { text } = source
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n'
  const comment = `# yaml-language-server: $schema=${wayToSchema(folder, source.path)}${lineBreak}`
  // Where there is a byte order mark it stays the first character.
  const start = text.startsWith('\ufeff') ? 1 : 0
  const firstBreak = text.search(/\r?\n/)
  return {
    place: { source, start: 0, end: firstBreak < 0 ? text.length : firstBreak },
    message: 'the file has no comment that names its schema',
    suggest: [
      { title: 'write the comment', edit: { start, end: start, text: comment }, safe: true },
    ],
  }
}

function wrong(source: SourceFile, { start, end }: SchemaComment, folder: string): Problem {
  const wanted = wayToSchema(folder, source.path)
  return {
    place: { source, start, end },
    message: 'the comment names the schema of another kind of file',
    suggest: [{ title: `name ${wanted}`, edit: { start, end, text: wanted }, safe: true }],
  }
}
