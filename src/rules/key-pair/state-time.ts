import { keyAt } from '../../config/problem.ts'
import { impossibleTimes } from '../../key-pair/state-times.ts'
import type { EnvironmentRule } from '../rule.ts'
import { declaredKeyPairs } from './declared-key-pairs.ts'

export const stateTime: EnvironmentRule = {
  id: 'key-pair/state-time',
  severity: 'error',
  summary:
    'A key pair has a time for the state that it is in, and none for one that it cannot have been in: ages and overlaps are counted from these times.',
  help: 'Let `ikctl rotate` change the states: it writes the time along with each.',
  *check(environment) {
    for (const { id, keyPair, document, pointer } of declaredKeyPairs(environment)) {
      const { state, since } = keyPair
      if (state === undefined || since === undefined) continue
      if (since[state] === undefined) {
        yield {
          place: keyAt(document, ...pointer, 'since'),
          message: `the key pair "${id}" is ${state}, but "since" has no time for "${state}"`,
        }
      }
      for (const final of impossibleTimes(state, since)) {
        yield {
          place: keyAt(document, ...pointer, 'since', final),
          message: `the key pair "${id}" is ${state}, but has a time for "${final}", from which no way leads back`,
        }
      }
    }
  },
}
