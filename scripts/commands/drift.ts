import { join } from 'node:path'
import { checkDrift } from '../../src/drift/check-drift.ts'
import type { Drift } from '../../src/drift/drift.ts'
import { readFileIfThere } from '../../src/files/read-file-if-there.ts'
import { evidenceKeyFile } from '../../src/rotation/evidence-key-file.ts'
import { jsonOutput } from '../../src/text/json.ts'
import { style } from '../../src/text/style.ts'
import { wrap } from '../../src/text/wrap.ts'
import { chooseSigner } from '../environment/choose-signer.ts'
import { loadValidated } from '../environment/load-environment.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { chooseFormats, emitFormats } from '../output/formats.ts'

export interface DriftCommandOptions {
  directory: string
  format: string[]
  sample?: number | 'all'
}

export async function driftCommand(
  name: string,
  options: DriftCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const formats = chooseFormats(options.format, driftFormats, 'human')
  const { environment, validation } = loadValidated(name, options.directory, io)
  const { findings } = validation
  const session = await openEnvironment(environment, io)
  try {
    const drifts = await checkDrift(session, {
      findings,
      evidenceKey: readFileIfThere(join(options.directory, evidenceKeyFile(environment))),
      sample: options.sample,
      signer: () => chooseSigner(session, { directory: options.directory }, io),
    })
    emitFormats(
      formats,
      (format, look) => driftFormats[format](name, drifts, look),
      io,
      options.directory,
    )
    if (drifts.some(({ kind }) => kind === 'differs')) return exitCodes.problems
    return drifts.length > 0 ? exitCodes.incomplete : exitCodes.good
  } finally {
    await session.close()
  }
}

// --- internal ---

const driftFormats = {
  human: (
    name: string,
    drifts: readonly Drift[],
    { colour, columns }: { colour: boolean; columns: number },
  ): string => {
    const paint = style(colour)
    const lines = drifts.flatMap(({ area, kind, subject, message, help }) => [
      `${paint(kind === 'differs' ? 'red' : 'yellow', kind)}  ${area}: ${paint('bold', subject)}`,
      ...wrap(message, columns - 2).map((line) => `  ${line}`),
      ...wrap(help, columns - 2).map((line) => `  ${line}`),
      '',
    ])
    const differing = drifts.filter(({ kind }) => kind === 'differs').length
    const unseen = drifts.length - differing
    const verdict =
      drifts.length === 0
        ? 'vault, settings, evidence key, logins, webhooks, redirect URIs as the YAML says, none overdue'
        : `${differing} ${differing === 1 ? 'differs' : 'differ'}, ${unseen} could not be read`
    return `${lines.map((line) => `${line}\n`).join('')}${name}: ${verdict}\n`
  },
  json: (environment: string, drifts: readonly Drift[]): string =>
    jsonOutput({ environment, drifts }),
}
