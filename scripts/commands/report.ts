import { postMessage } from '../../src/notify/post-message.ts'
import { systemTimers } from '../../src/pace/timers.ts'
import { reportFormats } from '../../src/smoke/formats/formats.ts'
import { redactReport } from '../../src/smoke/redact-report.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import {
  createReportOutput,
  type ReportOutputOptions,
  readReportFile,
} from '../output/report-output.ts'
import { runPage } from '../output/run-page.ts'

export interface ReportCommandOptions extends ReportOutputOptions {
  post?: string
}

/** A report that an earlier run wrote, in other formats, or posted to a chat. */
export async function reportCommand(
  file: string,
  options: ReportCommandOptions,
  io: Io,
): Promise<ExitCode> {
  if (options.post !== undefined) return post(file, options.post, options, io)
  const output = createReportOutput(options, io)
  return output.write(readReportFile(file, options.directory))
}

// --- internal ---

async function post(
  file: string,
  variable: string,
  { format, directory, redact, link }: ReportCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const [chat] = format
  if (format.length !== 1 || (chat !== 'slack' && chat !== 'teams')) {
    throw new UsageError('--post needs one format: --format slack or --format teams')
  }
  const address = io.env[variable]
  if (address === undefined || address === '') {
    throw new UsageError(
      `the environment variable ${variable} is not set: it holds the address to post to, such as a secret of the pipeline`,
    )
  }
  const report = readReportFile(file, directory)
  await postMessage({
    address,
    body: reportFormats[chat](redact ? redactReport(report) : report, {
      colour: false,
      columns: 80,
      link: link ?? runPage(io.env),
    }),
    timers: systemTimers,
    signal: io.signal,
  })
  io.stderr.write(`posted to ${chat}\n`)
  return exitCodes.good
}
