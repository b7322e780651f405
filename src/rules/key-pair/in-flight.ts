import { valueAt } from '../../config/problem.ts'
import { inFlightStates } from '../../key-pair/states.ts'
import type { EnvironmentRule } from '../rule.ts'
import { type DeclaredKeyPair, declaredKeyPairs } from './declared-key-pairs.ts'

export const inFlight: EnvironmentRule = {
  id: 'key-pair/in-flight',
  severity: 'error',
  summary:
    'One rotation is in flight at a time: at most one key pair is pending, one staged (the standby) and one retiring.',
  help: 'Finish the rotation that is under way, or `ikctl rotate withdraw` its key pair.',
  *check(environment) {
    const first = new Map<string, DeclaredKeyPair>()
    for (const declared of declaredKeyPairs(environment)) {
      const { id, keyPair, document, pointer } = declared
      const { state } = keyPair
      if (state === undefined || !inFlightStates.includes(state)) continue
      const before = first.get(state)
      if (before === undefined) {
        first.set(state, declared)
        continue
      }
      yield {
        place: valueAt(document, ...pointer, 'state'),
        message: `the key pair "${id}" is ${state} beside "${before.id}": one at a time`,
        related: [
          {
            place: valueAt(before.document, ...before.pointer, 'state'),
            message: `"${before.id}" is ${state} here`,
          },
        ],
      }
    }
  },
}
