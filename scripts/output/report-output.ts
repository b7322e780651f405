import { resolve } from 'node:path'
import { FileNotWritten } from '../../src/files/file-not-written.ts'
import { ownersOnly, writeOutput } from '../../src/files/write-output.ts'
import {
  type Comparable,
  compareReports,
  requireComparable,
} from '../../src/smoke/compare-reports.ts'
import { exitCode } from '../../src/smoke/exit-code.ts'
import { reportFormats } from '../../src/smoke/formats/formats.ts'
import { readReport } from '../../src/smoke/read-report.ts'
import { redactReport } from '../../src/smoke/redact-report.ts'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { type ExitCode, UsageError } from '../exit-codes.ts'
import { maxInputSize, readNamedFile } from '../input/read-named-file.ts'
import type { Io } from '../io.ts'
import { emitAutoFormats } from './emit-auto-formats.ts'
import { chooseFormats } from './formats.ts'
import { runPage } from './run-page.ts'

/** What `smoke`, `merge` and `report` take about their report. */
export interface ReportOutputOptions {
  directory: string
  format: string[]
  compare?: string
  failOn?: 'any' | 'regressed' | 'warning'
  redact?: boolean
  metricsByTenant?: boolean
  link?: string
  verbose?: boolean
}

/** Where a report goes. */
export interface ReportOutput {
  /**
   * Tells before a long run that its report could not be compared with the earlier one.
   *
   * @throws {ReportRefused}
   */
  requireComparable(after: Comparable): void
  /**
   * Compares the report, writes it to its file and in the chosen formats; gives the exit code.
   *
   * @param file absent: only in the chosen formats.
   * @param otherwise says what to do when the file cannot be written.
   * @throws {UsageError} when a file cannot be written, after everything else was.
   */
  write(report: SmokeReport, file?: string, otherwise?: () => string): ExitCode
}

/**
 * Makes the output of a command; mistakes in the options are found before anything runs.
 *
 * @throws {UsageError} for formats that do not go together, and a report that cannot be read.
 * @throws {ReportRefused} when the file to compare with is no report.
 */
export function createReportOutput(options: ReportOutputOptions, io: Io): ReportOutput {
  const { directory, compare, failOn, redact = false, verbose, metricsByTenant } = options
  const link = options.link ?? runPage(io.env)
  const formats = chooseFormats(options.format, { auto: undefined, ...reportFormats }, 'auto')
  if (failOn === 'regressed' && compare === undefined) {
    throw new UsageError('--fail-on regressed needs an earlier report: name it with --compare FILE')
  }
  const before = compare === undefined ? undefined : readReportFile(compare, directory)
  const write: ReportOutput['write'] = (found, file, otherwise) => {
    const whole =
      before === undefined ? found : { ...found, comparison: compareReports(before, found) }
    const report = redact ? redactReport(whole) : whole
    const plain = { colour: false, columns: 80 }
    const notWritten: FileNotWritten[] = []
    const isSaved = file !== undefined && save(report, resolve(directory, file), notWritten)
    emitAutoFormats(
      formats,
      {
        known: reportFormats,
        render: (name, look) =>
          reportFormats[name](report, { ...look, verbose, metricsByTenant, link }),
        summary: () => reportFormats.markdown(report, plain),
        // Another user collects metrics.
        isPrivate: (name) => name !== 'openmetrics',
        // A run that took an hour is not lost because of a file.
        onNotWritten: (error) => notWritten.push(error),
      },
      io,
      directory,
    )
    if (isSaved) io.stderr.write(`report: ${file}\n`)
    const [first] = notWritten
    if (first !== undefined) {
      const next = isSaved ? `\`ikctl report ${file}\` makes every format of it` : otherwise?.()
      throw new UsageError([first.message, next].filter(Boolean).join(': '), { cause: first })
    }
    const countsWarnings = failOn === 'warning'
    if (countsWarnings && report.summary.warnings !== undefined) {
      io.stderr.write('warnings count as failed (--fail-on warning)\n')
    }
    return exitCode(report, {
      countsWarnings,
      comparison: failOn === 'regressed' ? report.comparison : undefined,
    })
  }
  return {
    requireComparable(after) {
      if (before !== undefined) requireComparable(before, after)
    },
    write,
  }
}

/**
 * Reads a report that an earlier run wrote.
 *
 * @throws {UsageError} when there is none.
 * @throws {ReportRefused} when it is something else.
 */
export function readReportFile(name: string, directory: string): SmokeReport {
  const bytes = readNamedFile(name, directory, 'the report', maxInputSize)
  return readReport(bytes.toString('utf8'), name)
}

// --- internal ---

/** Writes the report to its file. @returns whether it could be. */
function save(report: SmokeReport, path: string, notWritten: FileNotWritten[]): boolean {
  try {
    const text = reportFormats.json(report, { colour: false, columns: 80 })
    writeOutput(path, text, { mode: ownersOnly })
    return true
  } catch (error) {
    if (!(error instanceof FileNotWritten)) throw error
    notWritten.push(error)
    return false
  }
}
