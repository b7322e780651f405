import type { SmokeReport } from '../smoke-report.ts'

export interface ReportFormatOptions {
  /** ANSI colours. */
  colour: boolean
  /** Width of the terminal, in columns. */
  columns: number
  /** Everything, not only what matters. */
  verbose?: boolean
}

/** Data in, text out, nothing else. */
export type ReportFormatter = (report: SmokeReport, options: ReportFormatOptions) => string
