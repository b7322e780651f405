import { valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'
import { declaredKeyPairs } from './declared-key-pairs.ts'

export const custody: EnvironmentRule = {
  id: 'key-pair/custody',
  severity: 'error',
  summary:
    'The custody "key" goes with the id of a vault key (/keys/), which signs inside the vault; "secret" with that of a vault secret (/secrets/), which holds a PEM.',
  help: 'Correct "custody", or copy the id of the object that was meant.',
  guard: true,
  *check(environment) {
    for (const { id, keyPair, document, pointer } of declaredKeyPairs(environment)) {
      if (keyPair.key === undefined || keyPair.custody === undefined) continue
      const found = keyPair.key.split('/')[3]
      const expected = keyPair.custody === 'key' ? 'keys' : 'secrets'
      if (found === expected) continue
      yield {
        place: valueAt(document, ...pointer, 'key'),
        message: `the key pair "${id}" has the custody "${keyPair.custody}", but its id is one of /${found}/, not /${expected}/`,
      }
    }
  },
}
