import type { LoginReport, ReportedFailureClass, SmokeReport } from '../smoke/smoke-report.ts'
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

/** Where logins contradict the YAML: users, accounts, base URIs, consents, webhooks. */
export function loginDrift({
  tenants,
  stopped,
  verdict,
  canary,
  unknownUser,
}: Pick<SmokeReport, 'tenants' | 'stopped' | 'verdict' | 'canary' | 'unknownUser'>): Drift[] {
  const drifts: Drift[] = []
  for (const { id, logins } of tenants) {
    for (const { role, outcome, failure } of logins) {
      if (outcome !== 'failed' || failure === undefined || isAboutWebhooks(failure.class)) continue
      const differs = aboutConfiguration.includes(failure.class)
      drifts.push({
        area: 'logins',
        kind: differs ? 'differs' : 'unseen',
        subject: `${id}/${role}`,
        message: failure.message,
        help: failure.action,
      })
    }
    drifts.push(...webhookDrift(id, logins))
  }
  const logins = [canary, unknownUser, ...tenants.flatMap((tenant) => tenant.logins)]
  const isUnproven = logins.some(
    ({ outcome, failure }) => outcome === 'incomplete' && !isAboutWebhooks(failure?.class ?? ''),
  )
  if (stopped !== undefined || isUnproven || verdict === 'integration_key') {
    drifts.push(noLogins(stopped?.message ?? 'the logins prove nothing'))
  }
  return drifts
}

/** That logins do not tell anything, and why. */
export function noLogins(message: string): Drift {
  const help = '`ikctl smoke` shows more.'
  return { area: 'logins', kind: 'unseen', subject: 'all tenants', message, help }
}

// --- internal ---

function isAboutWebhooks(name: string): boolean {
  return name.startsWith('webhook_')
}

/** What is wrong with the webhooks of a tenant's account, once, whichever users have read them. */
function webhookDrift(tenant: string, logins: readonly LoginReport[]): Drift[] {
  const drifts = new Map<string, Drift>()
  for (const { outcome, failure, warnings = [] } of logins) {
    const isUnread = failure?.class === 'webhook_not_read'
    const counts = outcome === 'failed' || (outcome === 'incomplete' && isUnread)
    for (const one of [...(failure !== undefined && counts ? [failure] : []), ...warnings]) {
      if (!isAboutWebhooks(one.class)) continue
      drifts.set(one.message, {
        area: 'webhooks',
        kind: isUnread && one === failure ? 'unseen' : 'differs',
        subject: tenant,
        message: one.message,
        help: one.action,
      })
    }
  }
  return [...drifts.values()]
}
