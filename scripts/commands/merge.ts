import { join } from 'node:path'
import { mergeReports } from '../../src/smoke/merge-reports.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import {
  createReportOutput,
  type ReportOutputOptions,
  readReportFile,
} from '../output/report-output.ts'

export interface MergeCommandOptions extends ReportOutputOptions {
  partial?: boolean
}

/** One report from those of all shards. */
export function mergeCommand(files: string[], options: MergeCommandOptions, io: Io): ExitCode {
  const output = createReportOutput(options, io)
  const reports = files.map((name) => ({ name, report: readReportFile(name, options.directory) }))
  const report = mergeReports(reports, { partial: options.partial ?? false })
  return output.write(report, join('reports', `${report.environment}.json`))
}
