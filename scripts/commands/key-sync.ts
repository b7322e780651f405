import { legacyKeyChanges } from '../../src/keys/legacy-key-changes.ts'
import {
  applyKeyChange,
  type KeyChange,
  keyReader,
  planKeySync,
} from '../../src/keys/sync-key-pairs.ts'
import { formatVaultObjectId } from '../../src/keys/vault-object-id.ts'
import { checkDeployed } from '../../src/plan/check-deployed.ts'
import { deployedCommit, parseDeployed } from '../../src/plan/deployed-commit.ts'
import { loadEnvironment } from '../environment/load-environment.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { runProgram } from '../environment/run-program.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { refused } from '../output/refused.ts'

export interface KeySyncCommandOptions {
  directory: string
  yes?: boolean
  /** The commit that is deployed, as the stack's output has it; Pulumi is asked without. */
  deployed?: string
  /** Whether imported keys of tenants that were cut over are disabled. */
  disableLegacy?: boolean
  /** Ids of key pairs whose disabled key may be enabled. */
  enable?: string[]
}

/**
 * Shows how the vault's enabled flags and tags differ from the YAML; with `--yes`, makes them follow. A
 * run that comes late must not bring back what a newer commit took away: the commit has to be the deployed
 * one or newer, and a disabled key is enabled only by its id.
 */
export async function keySyncCommand(
  name: string,
  { directory, yes = false, deployed, enable = [], disableLegacy = false }: KeySyncCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const declared = loadEnvironment(name, directory, io)
  for (const id of enable) {
    if (!declared.keyPairs.has(id)) {
      throw new UsageError(`${declared.path}/key-pairs.yaml has no key pair "${id}" to enable`)
    }
  }
  if (yes) {
    const wrong = checkDeployed(directory, readDeployed(name, { directory, deployed }, io))
    if (wrong !== undefined) return refused(wrong.message, wrong.wayForward, io)
  }
  const { environment, azure, openSigningVault, close } = await openEnvironment(declared, io)
  try {
    const access = await azure()
    const changes = await planKeySync(environment, keyReader(access))
    if (disableLegacy)
      changes.push(...(await legacyKeyChanges(environment, await openSigningVault())))
    if (changes.length === 0) {
      io.stdout.write(`the vault follows ${environment.path}/key-pairs.yaml: nothing to do\n`)
      return exitCodes.good
    }
    const isHeld = ({ id, enabled }: KeyChange) => enabled === true && !enable.includes(id)
    const held = changes.filter(isHeld)
    for (const change of changes) {
      if (yes && isHeld(change)) continue
      if (yes) await applyKeyChange(change, access)
      const needs = isHeld(change) ? `, with --enable ${change.id}` : ''
      io.stdout.write(`${yes ? 'done' : 'would'}  ${describe(change)}${needs}\n`)
    }
    if (!yes) io.stdout.write('\nNothing was changed: --yes does it.\n')
    if (!yes || held.length === 0) return exitCodes.good
    return refused(
      `${held.map(({ id }) => id).join(', ')}: disabled in the vault, and not enabled again without being named`,
      `find out in the audit log who disabled it, and why; if it should sign, add ${held.map(({ id }) => `--enable ${id}`).join(' ')}`,
      io,
    )
  } finally {
    await close()
  }
}

// --- internal ---

function readDeployed(
  name: string,
  { directory, deployed }: Pick<KeySyncCommandOptions, 'directory' | 'deployed'>,
  io: Io,
): string {
  if (deployed === undefined) {
    return deployedCommit(name, '--deployed', runProgram(directory, io)).commit
  }
  const { commit } = parseDeployed(deployed) ?? {}
  if (commit !== undefined) return commit
  throw new UsageError(
    `--deployed ${JSON.stringify(deployed)} is not the full id of a commit: name it as \`pulumi stack output commit\` prints it`,
  )
}

function describe({ id, key, enabled, tags }: KeyChange): string {
  const what = [
    ...(enabled === undefined ? [] : [enabled ? 'enable' : 'disable']),
    ...(tags === undefined ? [] : [enabled === undefined ? 'set the tags of' : 'and tag']),
  ]
  return `${what.join(' ')} ${formatVaultObjectId(key)} (key pair ${id})`
}
