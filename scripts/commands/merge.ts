import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { exitCode } from '../../src/smoke/exit-code.ts'
import { reportFormats } from '../../src/smoke/formats/formats.ts'
import { mergeReports } from '../../src/smoke/merge-reports.ts'
import { readReport } from '../../src/smoke/read-report.ts'
import { type ExitCode, UsageError } from '../exit-codes.ts'
import { chooseFormats } from '../formats.ts'
import type { Io } from '../io.ts'
import { printReport } from './smoke.ts'

export interface MergeCommandOptions {
  directory: string
  format: string[]
  partial?: boolean
  verbose?: boolean
}

/** One report from those of all shards. */
export function mergeCommand(files: string[], options: MergeCommandOptions, io: Io): ExitCode {
  const formats = chooseFormats(options.format, reportFormats, 'human')
  const reports = files.map((name) => {
    try {
      return {
        name,
        report: readReport(readFileSync(resolve(options.directory, name), 'utf8'), name),
      }
    } catch (error) {
      if (error instanceof Error && 'syscall' in error) {
        throw new UsageError(`cannot read the report ${name}`)
      }
      throw error
    }
  })
  const report = mergeReports(reports, { partial: options.partial ?? false })
  printReport(report, join('reports', `${report.environment}.json`), formats, options, io)
  return exitCode(report)
}
