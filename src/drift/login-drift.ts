import type { ReportedFailureClass, SmokeReport } from '../smoke/smoke-report.ts'
import type { Drift } from './drift.ts'

/** What a login's failure says about the YAML, rather than about the network or the key. */
const aboutConfiguration: readonly ReportedFailureClass[] = [
  'user_not_found',
  'user_mismatch',
  'account_mismatch',
  'base_uri_mismatch',
  'consent_required',
  'scope_missing',
]

/** Where logins contradict the YAML: users, accounts, base URIs, consents. */
export function loginDrift({ tenants, stopped, verdict }: SmokeReport): Drift[] {
  const drifts: Drift[] = []
  for (const { id, logins } of tenants) {
    for (const { role, outcome, failure } of logins) {
      if (outcome !== 'failed' || failure === undefined) continue
      const differs = aboutConfiguration.includes(failure.class)
      drifts.push({
        area: 'logins',
        kind: differs ? 'differs' : 'unseen',
        subject: `${id}/${role}`,
        message: failure.message,
        help: failure.action,
      })
    }
  }
  if (stopped !== undefined || verdict === 'incomplete' || verdict === 'integration_key') {
    drifts.push(noLogins(stopped?.message ?? 'the logins prove nothing'))
  }
  return drifts
}

/** That logins do not tell anything, and why. */
export function noLogins(message: string): Drift {
  const help = '`ikctl smoke` shows more.'
  return { area: 'logins', kind: 'unseen', subject: 'all tenants', message, help }
}
