import { type InspectedKeyPair, inspectKeyPairs } from '../../src/keys/inspect-key-pairs.ts'
import { jsonOutput } from '../../src/text/json.ts'
import { style } from '../../src/text/style.ts'
import { table } from '../../src/text/table.ts'
import { loadEnvironment } from '../environment/load-environment.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { chooseFormats, emitFormats } from '../output/formats.ts'

export interface KeyListCommandOptions {
  directory: string
  format: string[]
}

export async function keyListCommand(
  name: string,
  options: KeyListCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const formats = chooseFormats(options.format, keyListFormats, 'human')
  const { environment, azure, close } = await openEnvironment(
    loadEnvironment(name, options.directory, io, { tenants: [] }),
    io,
  )
  try {
    const keyPairs = await inspectKeyPairs(environment, await azure())
    emitFormats(
      formats,
      (format, { colour }) => keyListFormats[format](keyPairs, colour),
      io,
      options.directory,
    )
    return keyPairs.some(isWrong) ? exitCodes.problems : exitCodes.good
  } finally {
    await close()
  }
}

// --- internal ---

/** Whether the vault contradicts the configuration. */
function isWrong({ state, vault: { status } }: InspectedKeyPair): boolean {
  if (status === 'other key' || status === 'missing') return true
  return status === 'disabled' && state !== 'retired' && state !== 'compromised'
}

const keyListFormats = {
  human: (keyPairs: readonly InspectedKeyPair[], colour: boolean): string => {
    const paint = style(colour)
    const head = ['id', 'state', 'vault', 'thumbprint'].map((title) => paint('bold', title))
    const rows = keyPairs.map((keyPair) => [
      keyPair.id,
      keyPair.state,
      isWrong(keyPair) ? paint('red', keyPair.vault.status) : keyPair.vault.status,
      keyPair.thumbprint ?? '-',
    ])
    return `${table([head, ...rows]).join('\n')}\n`
  },
  json: (keyPairs: readonly InspectedKeyPair[]): string => jsonOutput({ keyPairs }),
}
