import { valueAt } from '../../config/problem.ts'
import { timeOrder as orderOfTimes } from '../../key-pair/state-times.ts'
import type { EnvironmentRule } from '../rule.ts'
import { readTime } from '../time/read-time.ts'
import { declaredKeyPairs } from './declared-key-pairs.ts'

export const timeOrder: EnvironmentRule = {
  id: 'key-pair/time-order',
  severity: 'error',
  summary:
    'The times of a key pair are in the order of its states, and no time is later than that of the state it is in.',
  help: 'Correct the times in "since". After a rollback the latest time of each state stands, so `ikctl rotate rollback` may leave an older time of a later state.',
  *check(environment) {
    for (const { id, keyPair, document, pointer } of declaredKeyPairs(environment)) {
      const { state, since } = keyPair
      if (state === undefined || since === undefined) continue
      for (const [earlier, later] of orderOfTimes(state, since)) {
        const from = readTime(since[earlier])
        const to = readTime(since[later])
        if (from === undefined || to === undefined || from <= to) continue
        yield {
          place: valueAt(document, ...pointer, 'since', later),
          message: `the key pair "${id}" is ${later} since ${since[later]}, before it was ${earlier} (${since[earlier]})`,
          related: [
            {
              place: valueAt(document, ...pointer, 'since', earlier),
              message: `${earlier} since ${since[earlier]}`,
            },
          ],
        }
      }
    }
  },
}
