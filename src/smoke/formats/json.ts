import type { ReportFormatter } from './formatter.ts'

/** The report as it is: see `schemas/report.schema.json`. */
export const json: ReportFormatter = (report) => `${JSON.stringify(report, null, 2)}\n`
