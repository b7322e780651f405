import {
  applyKeyChange,
  type KeyChange,
  keyReader,
  planKeySync,
} from '../../src/keys/sync-key-pairs.ts'
import { formatVaultObjectId } from '../../src/keys/vault-object-id.ts'
import { loadEnvironment } from '../environment/load-environment.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'

export interface KeySyncCommandOptions {
  directory: string
  yes?: boolean
}

/** Shows how the vault's enabled flags and tags differ from the YAML; with `--yes`, makes them follow. */
export async function keySyncCommand(
  name: string,
  { directory, yes = false }: KeySyncCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const { environment, azure, close } = await openEnvironment(
    loadEnvironment(name, directory, io),
    io,
  )
  try {
    const access = await azure()
    const changes = await planKeySync(environment, keyReader(access))
    if (changes.length === 0) {
      io.stdout.write(`the vault follows ${environment.path}/key-pairs.yaml: nothing to do\n`)
      return exitCodes.good
    }
    for (const change of changes) {
      if (yes) await applyKeyChange(change, access)
      io.stdout.write(`${yes ? 'done' : 'would'}  ${describe(change)}\n`)
    }
    if (!yes) io.stdout.write('\nNothing was changed: --yes does it.\n')
    return exitCodes.good
  } finally {
    await close()
  }
}

// --- internal ---

function describe({ id, key, enabled, tags }: KeyChange): string {
  const what = [
    ...(enabled === undefined ? [] : [enabled ? 'enable' : 'disable']),
    ...(tags === undefined ? [] : [enabled === undefined ? 'set the tags of' : 'and tag']),
  ]
  return `${what.join(' ')} ${formatVaultObjectId(key)} (key pair ${id})`
}
