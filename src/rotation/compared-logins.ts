import { failureClasses } from '../failure/failure-classes.ts'
import type { LoginReport, SmokeReport } from '../smoke/smoke-report.ts'
import type { ComparedLogin, LoginOutcome } from './compare-logins.ts'

/**
 * The logins of two runs over the same tenants, one with the key pair that signs today and one with
 * the one that is to: what `compareLogins` works on. Who was tried in neither run is left out.
 */
export function comparedLogins(active: SmokeReport, candidate: SmokeReport): ComparedLogin[] {
  const others = new Map(candidate.tenants.map(({ id, logins }) => [id, logins]))
  return active.tenants.flatMap(({ id, logins }) =>
    logins.flatMap((login) => {
      const other = others.get(id)?.find(({ role }) => role === login.role)
      if (isUntried(login) && (other === undefined || isUntried(other))) return []
      return [
        { tenant: id, role: login.role, active: outcomeOf(login), candidate: outcomeOf(other) },
      ]
    }),
  )
}

// --- internal ---

function isUntried({ outcome, reason }: LoginReport): boolean {
  return outcome === 'not_tried' && reason !== 'stopped'
}

function outcomeOf(login: LoginReport | undefined): LoginOutcome {
  if (login?.outcome === 'passed' || login?.outcome === 'passed_after_retry') return { ok: true }
  const { class: failureClass, error } = login?.failure ?? {}
  // Stopped before its turn, or refused for another reason than a login's: nothing is known.
  if (failureClass === undefined || failureClass === 'not_refused') {
    return { ok: false, failure: { class: 'transient', proof: 'nothing' } }
  }
  const proof = login?.outcome === 'incomplete' ? 'nothing' : failureClasses[failureClass].proof
  return { ok: false, failure: { class: failureClass, proof, ...(error && { error }) } }
}
