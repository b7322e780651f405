import { IkctlError } from '../ikctl-error.ts'
import { report as isReport } from './generated/validators.js'
import type { SmokeReport } from './smoke-report.ts'

/** Thrown for a file that is not a smoke report, and for reports that do not belong together. */
export class ReportRefused extends IkctlError {
  static readonly code = 'ERR_REPORT_REFUSED'
  readonly code = ReportRefused.code
}

/**
 * Reads a report that `ikctl smoke --format json` wrote.
 *
 * @param name of the file, for messages.
 * @throws {ReportRefused} when it is something else, or of another schema version.
 */
export function readReport(text: string, name: string): SmokeReport {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ReportRefused(`${name} is not JSON: give a report of ikctl smoke --format json`)
  }
  const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion
  if (typeof version === 'number' && version !== 1) {
    throw new ReportRefused(`${name} has schema version ${version}, this ikctl reads version 1`)
  }
  if (!isReport(value)) {
    const [error] = isReport.errors ?? []
    throw new ReportRefused(
      `${name} is not a smoke report: ${error?.instancePath || 'it'} ${error?.message ?? 'is wrong'}`,
    )
  }
  return value as SmokeReport
}
