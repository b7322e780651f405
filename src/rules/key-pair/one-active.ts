import { keyAt, valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'
import { declaredKeyPairs } from './declared-key-pairs.ts'

export const oneActive: EnvironmentRule = {
  id: 'key-pair/one-active',
  severity: 'error',
  summary:
    'Exactly one key pair is active, the one that signs every assertion; none only before the first activation.',
  help: 'Let `ikctl rotate` change the states: `promote` makes a staged pair active and the active one retiring in one change.',
  guard: true,
  *check(environment) {
    const keyPairs = declaredKeyPairs(environment)
    const [first, ...others] = keyPairs.filter(({ keyPair }) => keyPair.state === 'active')
    if (first !== undefined) {
      for (const { id, document, pointer } of others) {
        yield {
          place: valueAt(document, ...pointer, 'state'),
          message: `the key pair "${id}" is active beside "${first.id}": only one signs`,
          related: [
            {
              place: valueAt(first.document, ...first.pointer, 'state'),
              message: `"${first.id}" is active here`,
            },
          ],
        }
      }
      return
    }
    // A state that could not be read may be "active".
    if (keyPairs.some(({ keyPair }) => keyPair.state === undefined)) return
    const replaced = keyPairs.find(({ keyPair }) => keyPair.since?.active !== undefined)
    if (replaced === undefined) return
    yield {
      place: keyAt(replaced.document, 'keyPairs'),
      message: `no key pair is active, but "${replaced.id}" was: nobody can log in`,
      related: [
        {
          place: keyAt(replaced.document, ...replaced.pointer),
          message: `"${replaced.id}" is ${replaced.keyPair.state}`,
        },
      ],
    }
  },
}
