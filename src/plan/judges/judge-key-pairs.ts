import { activeKeyPair } from '../../config/environment.ts'
import type { KeyPairViolation } from '../../rotation/key-pair-change.ts'
import type { Judgement } from '../judgement.ts'
import { overrideOptions } from '../overrides.ts'
import { type Case, place } from './case.ts'

/** What the rotation's own check refuses, what was allowed by name, and who signs from now on. */
export function judgeKeyPairs(subject: Case): Judgement[] {
  const { keyPairs, draft } = subject
  const option = overrideOptions.unprovenKeyPairs
  const about = ({ id }: Pick<KeyPairViolation, 'id'>) =>
    place(draft?.keyPairs, id === undefined ? ['keyPairs'] : ['keyPairs', id], 'key')
  return [
    ...keyPairs.violations.map((violation): Judgement => {
      const { code, id, message, wayForward, unproven } = violation
      return {
        weight: 'refused',
        code,
        message,
        wayForward: unproven
          ? `${wayForward}; where no proof can be had, ${option} ${id} lets it pass, named for review`
          : wayForward,
        ...about(violation),
      }
    }),
    ...keyPairs.allowed.map((violation): Judgement => {
      const { code, id, message, wayForward } = violation
      return {
        weight: 'danger',
        code,
        message: `${message} (allowed by ${option} ${id})`,
        wayForward,
        ...about(violation),
      }
    }),
    ...signerChange(subject),
  ]
}

// --- internal ---

/** Anyone who signs logs in as every tenant: that it changes is looked at, whatever its proof. */
function signerChange({ base, head, keyPairs, draft }: Case): Judgement[] {
  if (head.environment === undefined) return []
  const before = base.environment && activeKeyPair(base.environment)
  const after = activeKeyPair(head.environment)
  const isSame =
    before?.id === after?.id && before?.keyPair.thumbprint === after?.keyPair.thumbprint
  if (isSame || after === undefined) return []
  const proofs = keyPairs.proven.filter(({ id }) => id === after.id).map(({ summary }) => summary)
  return [
    {
      weight: 'danger',
      code: 'plan/signing-key-pair-changed',
      message: `key pair ${after.id} signs from now on${before === undefined ? '' : `, instead of ${before.id}`}; ${proofs.join('; ') || 'no proof comes with it'}`,
      wayForward: 'every tenant logs in with it: check that this is what was decided',
      ...place(draft?.keyPairs, ['keyPairs', after.id], 'key'),
    },
  ]
}
