import type { SmokeReport } from '../smoke/smoke-report.ts'
import { compareLogins, type LoginComparison } from './compare-logins.ts'
import { comparedLogins } from './compared-logins.ts'

/**
 * What a comparison of two key pairs means.
 *
 * - `passed`: nobody who can log in today would be locked out.
 * - `regressed`: somebody would, or Docusign refuses the candidate.
 * - `unproven`: network, clock or throttling came in between.
 * - `active_failed`: the key pair that signs today does not work.
 */
export type CandidateVerdict = 'passed' | 'regressed' | 'unproven' | 'active_failed'

/** Judges two runs over the same tenants, one with the key pair that signs and one with the candidate. */
export function judgeCandidate(
  active: SmokeReport,
  candidate: SmokeReport,
): { verdict: CandidateVerdict; comparison: LoginComparison } {
  const comparison = compareLogins(comparedLogins(active, candidate))
  return { verdict: verdict(active, candidate, comparison), comparison }
}

// --- internal ---

function verdict(
  active: SmokeReport,
  candidate: SmokeReport,
  { regressed, unproven }: LoginComparison,
): CandidateVerdict {
  if (active.verdict === 'integration_key') return 'active_failed'
  if (active.verdict === 'incomplete') return 'unproven'
  if (candidate.verdict === 'integration_key' || regressed.length > 0) return 'regressed'
  if (candidate.verdict === 'incomplete' || unproven.length > 0) return 'unproven'
  // Evidence counts only when the canary user can log in with the candidate.
  return candidate.canary.outcome.startsWith('passed') ? 'passed' : 'regressed'
}
