import type { ExitCode } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import {
  createReportOutput,
  type ReportOutputOptions,
  readReportFile,
} from '../output/report-output.ts'

/** A report that an earlier run wrote, in other formats. */
export function reportCommand(file: string, options: ReportOutputOptions, io: Io): ExitCode {
  const output = createReportOutput(options, io)
  return output.write(readReportFile(file, options.directory))
}
