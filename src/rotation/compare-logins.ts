import type { LoginFailure } from '../docusign/login-failure.ts'

/** How one login ended. */
export type LoginOutcome =
  | { ok: true }
  | { ok: false; failure: Pick<LoginFailure, 'class' | 'proof' | 'error'> }

/** One tenant user's logins in one pass. */
export interface ComparedLogin {
  tenant: string
  /** The user's role in the product. */
  role: string
  /** With the key pair that signs today. */
  active: LoginOutcome
  /** With the one that is to sign. */
  candidate: LoginOutcome
}

/** Logins, `tenant/role`, by what a promotion would mean for them; sorted. */
export interface LoginComparison {
  /** Can log in, and still could. */
  passing: string[]
  /** Can log in, and could not any more: these forbid the promotion. */
  regressed: string[]
  /** Cannot log in, but could afterwards. */
  fixed: string[]
  /** Cannot log in, and still could not. */
  failing: string[]
  /** Network, clock or throttling came in between: nothing is known. */
  unproven: string[]
}

/**
 * Compares the logins with both key pairs. What counts is the difference: some tenant is always
 * broken, and that must not stop a rotation.
 */
export function compareLogins(logins: readonly ComparedLogin[]): LoginComparison {
  const comparison: LoginComparison = {
    passing: [],
    regressed: [],
    fixed: [],
    failing: [],
    unproven: [],
  }
  for (const login of logins) {
    comparison[verdict(login)].push(`${login.tenant}/${login.role}`)
  }
  for (const names of Object.values(comparison)) names.sort()
  return comparison
}

// --- internal ---

function verdict({ active, candidate }: ComparedLogin): keyof LoginComparison {
  // Who can log in with the candidate is not locked out, whatever happened to the other login.
  if (candidate.ok) return active.ok || isUnproven(active) ? 'passing' : 'fixed'
  if (isUnproven(candidate) || isUnproven(active)) return 'unproven'
  if (active.ok) return 'regressed'
  // An answer that nobody expects may have hit a login that works, and hide that it would be lost.
  const isDoubtful = active.failure.proof === 'unexpected' && !isSame(active, candidate)
  return isDoubtful ? 'unproven' : 'failing'
}

/** Failures of the way to Docusign, or of the vault, say nothing about a login. */
function isUnproven(outcome: LoginOutcome): boolean {
  return !outcome.ok && outcome.failure.proof === 'nothing'
}

function isSame(a: LoginOutcome, b: LoginOutcome): boolean {
  if (a.ok || b.ok) return a.ok === b.ok
  return a.failure.class === b.failure.class && a.failure.error === b.failure.error
}
