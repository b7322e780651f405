import type { Judgement } from '../judgement.ts'
import { type Case, only, place } from './case.ts'

/** Login scopes that not every user has consented to. */
export function judgeScopes(subject: Case): Judgement[] {
  const { base, head, draft } = subject
  if (base.environment === undefined || !hasCustomers(subject)) return []
  const asked = base.environment.integration.scopes.consent
  return only(subject, 'login-scope-added').map(({ after = '' }) => {
    const at = place(draft?.integration, [
      'scopes',
      'login',
      head.environment?.integration.scopes.login.indexOf(after) ?? 0,
    ])
    return asked.includes(after)
      ? {
          weight: 'danger',
          code: 'plan/login-scope-added',
          message: `the login scope "${after}" is new: every user who has not consented again since it is asked for is locked out`,
          wayForward: 'log in as every tenant with the new scopes before the merge',
          ...at,
        }
      : {
          weight: 'refused',
          code: 'plan/login-scope-not-consented',
          message: `the login scope "${after}" was never asked for at consent: every login would fail with consent_required`,
          wayForward: `add it to "scopes.consent" alone and merge that, let every user consent again, then use it for logins in a change of its own`,
          ...at,
        }
  })
}

// --- internal ---

/** Whether somebody could be locked out. */
function hasCustomers({ base }: Case): boolean {
  return (base.environment?.tenants ?? []).some(
    ({ status }) => status === 'live' || status === 'suspended',
  )
}
