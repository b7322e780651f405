import { type Place, valueAt } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'
import { declaredKeyPairs } from '../key-pair/declared-key-pairs.ts'
import { readTime } from '../time/read-time.ts'
import { policyOf } from './policy-of.ts'

/** How long the active key pair has been signing, beside what the policy allows. In milliseconds. */
export interface ActiveAge {
  id: string
  age: number
  maxAge: number
  /** From this age on a rotation is due. */
  dueAge: number
  /** Of the time from which the age counts. */
  place: Place
  /** Whether a key pair stands ready to be promoted. */
  staged: boolean
}

/**
 * Counted from the promotion, not from the making: a standby may wait long before it is used.
 * `undefined` when there is no active key pair, or its time or the policy is not known.
 */
export function activeAge(environment: EnvironmentDraft, now: Date): ActiveAge | undefined {
  const { maxAge, renewBefore } = policyOf(environment)
  const keyPairs = declaredKeyPairs(environment)
  const active = keyPairs.find(({ keyPair }) => keyPair.state === 'active')
  const since = readTime(active?.keyPair.since?.active)
  if (active === undefined || since === undefined) return undefined
  if (maxAge === undefined || renewBefore === undefined) return undefined
  return {
    id: active.id,
    age: now.getTime() - since,
    maxAge,
    dueAge: maxAge - renewBefore,
    place: valueAt(active.document, ...active.pointer, 'since', 'active'),
    staged: keyPairs.some(({ keyPair }) => keyPair.state === 'staged'),
  }
}
