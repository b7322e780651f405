import type { SmokeReport } from '../smoke-report.ts'

export interface ReportFormatOptions {
  /** ANSI colours. */
  colour: boolean
  /** Width of the terminal, in columns. */
  columns: number
  /** Everything, not only what matters. */
  verbose?: boolean
  /** Metrics by tenant as well: as many series as there are tenant users. */
  metricsByTenant?: boolean
  /** Address of the run, for messages. */
  link?: string
}

/** Data in, text out, nothing else. */
export type ReportFormatter = (report: SmokeReport, options: ReportFormatOptions) => string
