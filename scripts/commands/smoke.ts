import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createOAuthClient } from '../../src/docusign/oauth-client.ts'
import { replaceFile } from '../../src/files/replace-file.ts'
import { compareReports } from '../../src/smoke/compare-reports.ts'
import { exitCode } from '../../src/smoke/exit-code.ts'
import { reportFormats } from '../../src/smoke/formats/formats.ts'
import { createProgressWriter } from '../../src/smoke/progress-writer.ts'
import { readReport } from '../../src/smoke/read-report.ts'
import { runSmoke, smokeDefaults } from '../../src/smoke/run-smoke.ts'
import { parseShard } from '../../src/smoke/shard.ts'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { version } from '../../src/version.ts'
import { chooseSigner } from '../choose-signer.ts'
import { type ExitCode, UsageError } from '../exit-codes.ts'
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
  shard?: string
  resume?: boolean
  compare?: string
  failOn?: 'any' | 'regressed'
  proveOffboarded?: boolean
  quiet?: boolean
  verbose?: boolean
}

export async function smokeCommand(
  name: string,
  options: SmokeCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const { directory } = options
  const formats = chooseFormats(options.format, reportFormats, 'human')
  const shard =
    options.shard === undefined ? undefined : parseShard(options.shard, io.env.JOB_COMPLETION_INDEX)
  const before = readEarlier(options)
  const open = await openEnvironment(name, directory, io)
  try {
    const signer = await chooseSigner(open, options, io)
    const concurrency = options.concurrency ?? smokeDefaults(open.platform.name).concurrency
    const client = createOAuthClient({
      origin: open.platform.origin,
      connections: concurrency,
      ...(open.ca !== undefined && { ca: open.ca }),
    })
    const progress = createProgressWriter(io.stderr)
    const file = join('reports', shard ? `${name}.${shard.index}-of-${shard.count}` : name)
    try {
      const report = await runSmoke({
        environment: open.environment,
        signer,
        client,
        platform: open.platform,
        concurrency,
        shard,
        depth: options.depth,
        rate: options.rate,
        sample: options.sample,
        seed: options.seed,
        deadlineMs: options.deadline === undefined ? undefined : options.deadline * 1000,
        selection: {
          ...(options.tenant && { tenants: options.tenant }),
          ...(options.label && { labels: options.label }),
        },
        proveOffboarded: options.proveOffboarded,
        journal: { path: resolve(directory, `${file}.ndjson`), resume: options.resume ?? false },
        onProgress: options.quiet ? undefined : progress.show,
        signal: io.signal,
        toolVersion: version,
      })
      if (!options.quiet) progress.clear()
      printReport(report, `${file}.json`, formats, options, io)
      const comparison = before && compareReports(before, report)
      return exitCode(report, options.failOn === 'regressed' ? comparison : undefined)
    } finally {
      await client.close()
      await signer.close?.()
    }
  } finally {
    await open.close()
  }
}

/** Writes the report to its file, and in the chosen formats. */
export function printReport(
  report: SmokeReport,
  file: string,
  formats: ReturnType<typeof chooseFormats<keyof typeof reportFormats>>,
  { directory, verbose = false }: Pick<SmokeCommandOptions, 'directory' | 'verbose'>,
  io: Io,
): void {
  replaceFile(resolve(directory, file), reportFormats.json(report, { colour: false, columns: 80 }))
  emitFormats(
    formats,
    (format, toTerminal) =>
      reportFormats[format](report, {
        colour: toTerminal && wantsColour(io, io.stdout),
        columns: (toTerminal && io.stdout.columns) || 80,
        verbose,
      }),
    io,
    directory,
  )
  io.stderr.write(`report: ${file}\n`)
}

// --- internal ---

function readEarlier({ compare, failOn, directory }: SmokeCommandOptions): SmokeReport | undefined {
  if (compare === undefined) {
    if (failOn !== 'regressed') return undefined
    throw new UsageError('--fail-on regressed needs an earlier report: name it with --compare FILE')
  }
  let text: string
  try {
    text = readFileSync(resolve(directory, compare), 'utf8')
  } catch {
    throw new UsageError(`cannot read the report ${compare}`)
  }
  return readReport(text, compare)
}
