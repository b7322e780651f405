import { tenantHash } from '../text/short-hash.ts'
import { ReportRefused } from './read-report.ts'
import { redactReport } from './redact-report.ts'
import type { ChangedLogin, ChangeKind, Comparison, Outcome, SmokeReport } from './smoke-report.ts'

/**
 * What has changed since an earlier run, user by user. One or both reports may be redacted:
 * tenants are then found by the hashes that stand for them.
 *
 * @throws {ReportRefused} when the reports are of different environments, integration keys or platforms.
 */
export function compareReports(earlier: SmokeReport, after: SmokeReport): Comparison {
  requireComparable(earlier, after)
  const before = after.redacted ? redactReport(earlier) : earlier
  const knownId = (id: string) => (before.redacted && !after.redacted ? tenantHash(id) : id)
  const known = new Map(before.tenants.map(({ id, logins }) => [id, logins]))
  const failingSince = new Map(
    before.comparison?.stillFailing.map(({ tenant, role, since }) => [`${tenant}/${role}`, since]),
  )
  const comparison: Comparison = {
    runId: before.run.id,
    endedAt: before.run.endedAt,
    ...{ regressed: [], fixed: [], stillFailing: [], newlyFailing: [] },
  }
  for (const { id, logins } of after.tenants) {
    const earlier = known.get(knownId(id))
    for (const { role, outcome } of logins) {
      const was = earlier?.find((login) => login.role === role)?.outcome
      const kind = kindOf(was, outcome)
      if (kind === undefined) continue
      const changed: ChangedLogin = { tenant: id, role, ...(was && { before: was }) }
      if (kind === 'stillFailing') {
        changed.since = failingSince.get(`${knownId(id)}/${role}`) ?? before.run.endedAt
      }
      comparison[kind].push(changed)
    }
  }
  return comparison
}

/**
 * Makes sure that a report can be compared with what is yet to be found out.
 *
 * @throws {ReportRefused} when it is of another environment, integration key or platform.
 */
export function requireComparable(before: SmokeReport, after: Comparable): void {
  for (const [name, word] of comparable) {
    if (before[name] === after[name]) continue
    throw new ReportRefused(
      `the report to compare with is of another ${word} (${before[name]} instead of ${after[name]}): leave --compare out, or name a report of this one`,
    )
  }
}

/** What reports that are compared share. */
export type Comparable = Pick<SmokeReport, 'environment' | 'platform' | 'integrationKey'>

// --- internal ---

const comparable = [
  ['environment', 'environment'],
  ['platform', 'platform'],
  ['integrationKey', 'integration key'],
] as const

const good: readonly Outcome[] = ['passed', 'passed_after_retry', 'refused']
const bad: readonly Outcome[] = ['failed', 'known_failure', 'informational']

function kindOf(before: Outcome | undefined, after: Outcome): ChangeKind | undefined {
  const wasGood = before !== undefined && good.includes(before)
  const wasBad = before !== undefined && bad.includes(before)
  if (wasBad && good.includes(after)) return 'fixed'
  if (after !== 'failed') return undefined
  if (wasGood) return 'regressed'
  return wasBad ? 'stillFailing' : 'newlyFailing'
}
