import type { Judgement } from './judgement.ts'
import type { Case } from './judges/case.ts'
import { judgeConsentRedirectUri } from './judges/judge-consent-redirect-uri.ts'
import { judgeCutover } from './judges/judge-cutover.ts'
import { judgeEnvironmentRemoved } from './judges/judge-environment-removed.ts'
import { judgeIdentity } from './judges/judge-identity.ts'
import { judgeKeyPairs } from './judges/judge-key-pairs.ts'
import { judgeKnownFailures } from './judges/judge-known-failures.ts'
import { judgeLimits } from './judges/judge-limits.ts'
import { judgeMixture } from './judges/judge-mixture.ts'
import { judgePolicies } from './judges/judge-policies.ts'
import { judgeScopes } from './judges/judge-scopes.ts'
import { judgeTenants } from './judges/judge-tenants.ts'

/** What there is to say about a change, the most severe first. */
export function judge(subject: Case): Judgement[] {
  const removed = judgeEnvironmentRemoved(subject)
  if (removed.length > 0) return removed
  const order = ['refused', 'danger', 'warning']
  return judges
    .flatMap((about) => about(subject))
    .sort((a, b) => order.indexOf(a.weight) - order.indexOf(b.weight))
}

// --- internal ---

const judges = [
  judgeKeyPairs,
  judgeScopes,
  judgeConsentRedirectUri,
  judgeIdentity,
  judgeLimits,
  judgeKnownFailures,
  judgeTenants,
  judgeCutover,
  judgePolicies,
  judgeMixture,
]
