import type { Judgement } from '../judgement.ts'
import { type Case, place } from './case.ts'

/** What the rotation's own check refuses. */
export function judgeKeyPairs({ keyPairViolations, draft }: Case): Judgement[] {
  return keyPairViolations.map(({ code, id, message, wayForward }) => ({
    weight: 'refused',
    code,
    message,
    wayForward,
    ...place(draft?.keyPairs, id === undefined ? ['keyPairs'] : ['keyPairs', id], 'key'),
  }))
}
