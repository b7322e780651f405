import { diskTree } from '../../src/config/config-tree.ts'
import type { Environment } from '../../src/config/environment.ts'
import { packagedSchemas, schemaFolder } from '../../src/config/modeline.ts'
import { nearest } from '../../src/config/nearest.ts'
import { withFiles } from '../../src/config/with-files.ts'
import { human } from '../../src/findings/formats/human.ts'
import { type Validation, validateEnvironment } from '../../src/rules/validate.ts'
import { type TenantDocument, tenantPath } from '../../src/tenants/tenant-file.ts'
import { UsageError } from '../exit-codes.ts'
import { type Io, wantsColour } from '../io.ts'
import { requireEnvironments } from './require-environments.ts'

/** What of an environment a command needs. */
export interface LoadOptions {
  /**
   * Ids of the tenants that the command is about: the environment has no others then, and what others'
   * files say stands in nothing's way. What a command changes is judged among all, by `checkChange`.
   * Absent: all tenants.
   */
  tenants?: readonly string[]
}

/**
 * Loads one environment for a command that works with it.
 *
 * @throws {UsageError} when it or a tenant does not exist, or there are error findings, which are printed.
 */
export function loadEnvironment(
  name: string,
  directory: string,
  io: Io,
  options?: LoadOptions,
): Environment {
  return loadValidated(name, directory, io, options).environment
}

/** An environment without error findings. */
export interface ValidatedEnvironment {
  environment: Environment
  /** What the rules say of it. */
  validation: Validation
  /** The text of `key-pairs.yaml`, as it was read. */
  keyPairsText: string
  /** The tenants as their files have them. */
  tenantFiles: readonly TenantDocument[]
  /** Where its files find their schemas. */
  schemas: string
}

/** Like {@link loadEnvironment}, for a command that edits the files. */
export function loadValidated(
  name: string,
  directory: string,
  io: Io,
  { tenants }: LoadOptions = {},
): ValidatedEnvironment {
  const disk = diskTree(directory)
  const tree = withFiles(disk, disk.files())
  requireEnvironments(tree, [name], directory)
  const about = tenants?.map((id) => tenantFile(tree.files(), name, id))
  const part = about === undefined ? {} : { about, alone: true }
  const validation = validateEnvironment(tree, name, new Date(io.now()), part)
  const { environment, workspace } = validation
  const draft = workspace.environments.find((candidate) => candidate.name === name)
  if (environment !== undefined && draft?.keyPairs !== undefined) {
    // Without error findings there are no holes in it.
    const tenantFiles = draft.tenants as TenantDocument[]
    const schemas = schemaFolder(workspace) ?? packagedSchemas
    const keyPairsText = draft.keyPairs.source.text
    return { environment, validation, keyPairsText, tenantFiles, schemas }
  }
  const errors = validation.findings.filter(({ severity }) => severity === 'error')
  io.stderr.write(
    human(
      { ...validation, findings: errors },
      { colour: wantsColour(io, io.stderr), columns: io.stderr.columns || 80 },
    ),
  )
  throw new UsageError(`the configuration of "${name}" has errors: fix them first`)
}

// --- internal ---

/** @throws {UsageError} when there is no such tenant. */
function tenantFile(files: readonly string[], environment: string, id: string): string {
  const file = tenantPath(`config/${environment}`, id)
  if (files.includes(file)) return file
  const folder = file.slice(0, -`${id}.yaml`.length)
  const ids = files
    .filter((other) => other.startsWith(folder) && other.endsWith('.yaml'))
    .map((other) => other.slice(folder.length, -'.yaml'.length))
  const near = nearest(id, ids)
  const hint = near === undefined ? '' : `, did you mean "${near}"?`
  throw new UsageError(`"${environment}" has no tenant "${id}"${hint}`)
}
