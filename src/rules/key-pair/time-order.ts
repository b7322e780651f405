import type { KeyPair } from '../../config/environment.ts'
import { valueAt } from '../../config/problem.ts'
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
      for (const [earlier, later] of orderedStates(state, since)) {
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

// --- internal ---

type State = KeyPair['state']

/** The way of a planned rotation. A rollback leads back from retiring to active, or active to staged. */
const way: State[] = ['pending', 'staged', 'active', 'retiring', 'retired']

/** What is sure of a compromised key pair, which may have been staged again after a rollback. */
const begin: State[] = ['pending', 'staged']

/**
 * Which states come before which. States that lie ahead of the present one were left again by a
 * rollback, so their times are only known to be no later than its own.
 */
function orderedStates(
  state: State,
  since: Partial<Record<State, string>>,
): [earlier: State, later: State][] {
  const settled = since.compromised === undefined ? way.slice(0, way.indexOf(state) + 1) : begin
  const behind = settled.filter((earlier) => since[earlier] !== undefined)
  const others = [...way, 'compromised' as const].filter((other) => !settled.includes(other))
  return [
    ...behind.slice(1).map((later, index): [State, State] => [behind[index] ?? later, later]),
    ...others.filter((other) => other !== state).map((other): [State, State] => [other, state]),
  ]
}
