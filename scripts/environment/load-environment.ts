import { diskTree } from '../../src/config/config-tree.ts'
import type { Environment } from '../../src/config/environment.ts'
import { packagedSchemas, schemaFolder } from '../../src/config/modeline.ts'
import { human } from '../../src/findings/formats/human.ts'
import { type Validation, validateEnvironment } from '../../src/rules/validate.ts'
import type { TenantDocument } from '../../src/tenants/tenant-file.ts'
import { UsageError } from '../exit-codes.ts'
import { type Io, wantsColour } from '../io.ts'
import { requireEnvironments } from './require-environments.ts'

/**
 * Loads one environment for a command that works with it.
 *
 * @throws {UsageError} when it does not exist or has error findings, which are printed.
 */
export function loadEnvironment(name: string, directory: string, io: Io): Environment {
  return loadValidated(name, directory, io).environment
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
export function loadValidated(name: string, directory: string, io: Io): ValidatedEnvironment {
  const tree = diskTree(directory)
  requireEnvironments(tree, [name], directory)
  const validation = validateEnvironment(tree, name, new Date(io.now()))
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
