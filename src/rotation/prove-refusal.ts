import type { LoginFailure } from '../docusign/login-failure.ts'
import type { TriedLogin } from '../session/try-login.ts'
import type { RetireEvidence } from './evidence.ts'

/** What came of the attempt to prove that Docusign refuses a key pair. */
export type RefusalProof =
  | { outcome: 'refused'; refusal: RetireEvidence['refusal'] }
  /** Docusign took it: it is not deleted, or not everywhere yet. */
  | { outcome: 'accepted'; attempt: number }
  /** Something is wrong with the active key pair, the canary user or the way to Docusign. */
  | { outcome: 'unproven'; with: 'active' | 'candidate'; failure: LoginFailure }

/** How to try. */
export interface ProveRefusalOptions {
  /** A login of the canary user with each of the key pairs. */
  login: (keyPair: 'active' | 'candidate') => Promise<TriedLogin>
  /** Logins with the candidate, at least `minRefusals`. */
  attempts: number
  /** Waits between two attempts. */
  pause: () => Promise<void>
}

/**
 * Tries the candidate several times, each time after the active key pair was accepted, and the active
 * one once more at the end. `no_valid_keys_or_signatures` alone may also mean a wrong clock or a wrong
 * audience; here everything but the key is the same as in the logins that are accepted. Several times,
 * because how fast Docusign forgets a deleted key pair is not known.
 */
export async function proveRefusal({
  login,
  attempts,
  pause,
}: ProveRefusalOptions): Promise<RefusalProof> {
  let activeAccepted = 0
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (attempt > 1) await pause()
    const active = await login('active')
    if (!active.ok) return { outcome: 'unproven', with: 'active', failure: active.failure }
    activeAccepted += 1
    const candidate = await login('candidate')
    if (candidate.ok) return { outcome: 'accepted', attempt }
    if (candidate.failure.class !== 'key_rejected') {
      return { outcome: 'unproven', with: 'candidate', failure: candidate.failure }
    }
  }
  const last = await login('active')
  if (!last.ok) return { outcome: 'unproven', with: 'active', failure: last.failure }
  return {
    outcome: 'refused',
    refusal: { attempts, refused: attempts, activeAccepted: activeAccepted + 1 },
  }
}
