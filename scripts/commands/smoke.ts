import { join, resolve } from 'node:path'
import { createOAuthClient } from '../../src/docusign/oauth-client.ts'
import { replaceFile } from '../../src/files/replace-file.ts'
import { exitCode } from '../../src/smoke/exit-code.ts'
import { reportFormats } from '../../src/smoke/formats/formats.ts'
import { runSmoke, smokeDefaults } from '../../src/smoke/run-smoke.ts'
import { version } from '../../src/version.ts'
import { chooseSigner } from '../choose-signer.ts'
import type { ExitCode } from '../exit-codes.ts'
import { chooseFormats, emitFormats } from '../formats.ts'
import { type Io, wantsColour } from '../io.ts'
import { openEnvironment } from '../open-environment.ts'

export interface SmokeCommandOptions {
  directory: string
  format: string[]
  keyFile?: string
  tenant?: string[]
  label?: Record<string, string>
  sample?: number | 'all'
  seed?: number
  rate?: number
  concurrency?: number
  depth?: 'token' | 'userinfo'
  deadline?: number
  verbose?: boolean
}

export async function smokeCommand(
  name: string,
  options: SmokeCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const formats = chooseFormats(options.format, reportFormats, 'human')
  const open = await openEnvironment(name, options.directory, io)
  try {
    const signer = await chooseSigner(open, options, io)
    const concurrency = options.concurrency ?? smokeDefaults(open.platform.name).concurrency
    const client = createOAuthClient({
      origin: open.platform.origin,
      connections: concurrency,
      ...(open.ca !== undefined && { ca: open.ca }),
    })
    try {
      const report = await runSmoke({
        environment: open.environment,
        signer,
        client,
        platform: open.platform,
        concurrency,
        depth: options.depth,
        rate: options.rate,
        sample: options.sample,
        seed: options.seed,
        deadlineMs: options.deadline === undefined ? undefined : options.deadline * 1000,
        selection: {
          ...(options.tenant && { tenants: options.tenant }),
          ...(options.label && { labels: options.label }),
        },
        signal: io.signal,
        toolVersion: version,
      })
      const file = join('reports', `${name}.json`)
      replaceFile(resolve(options.directory, file), reportFormats.json(report, plain))
      const colour = wantsColour(io, io.stdout)
      emitFormats(
        formats,
        (format, toTerminal) =>
          reportFormats[format](report, {
            colour: toTerminal && colour,
            columns: (toTerminal && io.stdout.columns) || 80,
            verbose: options.verbose ?? false,
          }),
        io,
        options.directory,
      )
      io.stderr.write(`report: ${file}\n`)
      return exitCode(report)
    } finally {
      await client.close()
      await signer.close?.()
    }
  } finally {
    await open.close()
  }
}

// --- internal ---

const plain = { colour: false, columns: 80, verbose: false }
