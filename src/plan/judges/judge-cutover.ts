import type { Tenant } from '../../config/environment.ts'
import { cutoverFileName } from '../../rotation/evidence.ts'
import { cutoverProof } from '../../rotation/proofs.ts'
import { plural } from '../../text/plural.ts'
import { tenantHash } from '../../text/short-hash.ts'
import type { Judgement } from '../judgement.ts'
import { overrideOptions } from '../overrides.ts'
import { type Case, only } from './case.ts'
import { listed } from './listed.ts'

/** Tenants that log in with another key than before: who is not proven to be able to is refused by name. */
export function judgeCutover(subject: Case): Judgement[] {
  const { cutover, base, head, redacted } = subject
  const name = head.environment?.name ?? base.environment?.name ?? ''
  const names = (tenants: readonly Tenant[]) =>
    tenants.map(({ id }) => (redacted ? tenantHash(id) : id))
  const { proven, unproven, allowed, refusals } = cutover
  const option = overrideOptions.unprovenCutovers
  const found: Judgement[] = []
  if (unproven.length > 0) {
    const why = refusals.map(({ message }) => ` (${message})`).join('')
    found.push({
      weight: 'refused',
      code: 'plan/cutover-unproven',
      message: `nothing proves that these tenants can log in with the shared key${why}: ${names(unproven).join(', ')}`,
      wayForward: `let their users consent, then \`${cutoverProof.command(name, '')}\` and \`ikctl tenant cutover ${name}\`, which moves only those in evidence/${cutoverFileName}, also before one is suspended; where no proof can be had, ${option} TENANT lets one pass, named for review`,
    })
  }
  if (allowed.length > 0) {
    found.push({
      weight: 'danger',
      code: 'plan/cutover-unproven',
      message: `cut over without proof (allowed by ${option}): ${names(allowed).join(', ')}`,
      wayForward: 'if a user of theirs has not consented, its next login fails',
    })
  }
  if (proven.length > 0) {
    found.push({
      weight: 'danger',
      code: 'plan/cutover',
      message: `${plural(proven.length, 'tenant')} ${cutover.isProofWanted ? 'proven to log in with the shared key' : 'cut over to the shared key, with no proof asked for by rotation.evidence'}: ${listed(names(proven))}`,
      wayForward:
        'switch them in your product too; the old keys are deleted only after every process has followed',
    })
  }
  const changed = only(subject, 'tenant-legacy').filter(({ after }) => after !== undefined)
  if (changed.length > 0) {
    found.push({
      weight: 'danger',
      code: 'plan/legacy-key-changed',
      message: `tenants that log in with another old key than before, or with one again: ${listed(changed.map(({ tenant = '' }) => tenant))}`,
      wayForward: `check each of them: \`ikctl smoke ${name}\` logs in with it`,
    })
  }
  return found
}
