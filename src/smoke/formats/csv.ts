import { byteOrderMark } from '../../text/byte-order-mark.ts'
import { inertCell } from '../../text/inert-cell.ts'
import { printable } from '../../text/printable.ts'
import { type Entry, entriesOf } from './entries.ts'
import type { ReportFormatter } from './formatter.ts'

/**
 * RFC 4180: a head, then a line for each login. No text can become a formula in a spreadsheet.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export const csv: ReportFormatter = (report) => {
  const { environment, run } = report
  const names = ['environment', ...Object.keys(columns), 'run', 'endedAt']
  const rows = entriesOf(report).map((entry) => [
    environment,
    ...Object.values(columns).map((read) => read(entry)),
    run.id,
    run.endedAt,
  ])
  return (
    byteOrderMark + [names, ...rows].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')
  )
}

// --- internal ---

type Value = string | number | undefined

const columns: Readonly<Record<string, (entry: Entry) => Value>> = {
  tenant: ({ tenant }) => tenant.id,
  name: ({ tenant }) => tenant.name,
  status: ({ tenant }) => tenant.status,
  account: ({ tenant }) => tenant.account,
  labels: ({ tenant: { labels = {} } }) =>
    Object.entries(labels)
      .map(([name, value]) => `${name}=${value}`)
      .join(' '),
  role: ({ login }) => login.role,
  user: ({ login }) => login.user,
  outcome: ({ login }) => login.outcome,
  class: ({ login }) => login.failure?.class,
  change: ({ change }) => change?.kind,
  failingSince: ({ change }) => change?.since,
  attempts: ({ login }) => login.attempts,
  durationMs: ({ login }) => login.durationMs,
  message: ({ login }) => login.failure?.message,
  action: ({ login }) => login.failure?.action,
  consentLink: ({ login }) => login.consentLink,
  httpStatus: ({ login }) => login.failure?.status,
  error: ({ login }) => login.failure?.error,
  networkCode: ({ login }) => login.failure?.networkCode,
  traceToken: ({ login }) => login.failure?.traceToken,
  warnings: ({ login }) =>
    login.warnings?.map(({ class: name, message }) => `${name}: ${message}`).join('; '),
}

function cell(value: Value): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const safe = inertCell(printable(value))
  return /[",\s]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}
