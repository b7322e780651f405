import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readReport } from '../../src/smoke/read-report.ts'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'

/** A folder of `test/cases/reports`: a report, and what each format makes of it. */
export interface ReportCase {
  name: string
  report: SmokeReport
  /** The file of an expectation. */
  file(name: string): string
}

const folder = join(import.meta.dirname, '../cases/reports')

export const reportCases: readonly ReportCase[] = readdirSync(folder).map(reportCase)

export function reportCase(name: string): ReportCase {
  const file = (path: string) => join(folder, name, path)
  return { name, file, report: readReport(readFileSync(file('report.json'), 'utf8'), name) }
}
