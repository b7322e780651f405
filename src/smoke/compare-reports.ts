import { ReportRefused } from './read-report.ts'
import type { LoginReport, Outcome, SmokeReport, TenantReport } from './smoke-report.ts'

/** A tenant user whose result is worth telling. */
export interface Change {
  tenant: TenantReport
  login: LoginReport
  /** Absent: the earlier report does not know this user. */
  before?: Outcome
}

/** What has changed since an earlier run. */
export interface Comparison {
  /** Could log in, and cannot now. */
  regressed: Change[]
  /** Could not log in, and can now. */
  fixed: Change[]
  /** Could not log in then and cannot now. */
  stillFailing: Change[]
  /** Cannot log in, and there is no earlier verdict. */
  newlyFailing: Change[]
}

/**
 * Compares two reports user by user.
 *
 * @throws {ReportRefused} when they are of different integration keys or platforms.
 */
export function compareReports(before: SmokeReport, after: SmokeReport): Comparison {
  for (const name of ['environment', 'platform', 'integrationKey'] as const) {
    if (before[name] === after[name]) continue
    throw new ReportRefused(
      `the report to compare with is of another ${name} (${before[name]} instead of ${after[name]})`,
    )
  }
  const known = new Map(before.tenants.map(({ id, logins }) => [id, logins]))
  const comparison: Comparison = { regressed: [], fixed: [], stillFailing: [], newlyFailing: [] }
  for (const tenant of after.tenants) {
    for (const login of tenant.logins) {
      const earlier = known.get(tenant.id)?.find(({ role }) => role === login.role)
      const kind = kindOf(earlier?.outcome, login.outcome)
      if (kind === undefined) continue
      comparison[kind].push({ tenant, login, ...(earlier && { before: earlier.outcome }) })
    }
  }
  return comparison
}

// --- internal ---

const good: readonly Outcome[] = ['passed', 'passed_after_retry', 'refused']
const bad: readonly Outcome[] = ['failed', 'known_failure', 'informational']

function kindOf(before: Outcome | undefined, after: Outcome): keyof Comparison | undefined {
  const wasGood = before !== undefined && good.includes(before)
  const wasBad = before !== undefined && bad.includes(before)
  if (wasBad && good.includes(after)) return 'fixed'
  if (after !== 'failed') return undefined
  if (wasGood) return 'regressed'
  return wasBad ? 'stillFailing' : 'newlyFailing'
}
