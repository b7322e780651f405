import { keyAt } from '../../config/problem.ts'
import { wasRegistered } from '../../key-pair/states.ts'
import type { EnvironmentRule } from '../rule.ts'
import { declaredKeyPairs } from './declared-key-pairs.ts'

/** In production, `key-pair/missing-part` makes an error of it. */
export const outsideVault: EnvironmentRule = {
  id: 'key-pair/outside-vault',
  severity: 'warning',
  summary:
    'On the demo platform a key pair may do without a vault key for a while: somebody has its PEM, and signs with `--key-file`.',
  help: 'Take it into the vault with `ikctl key import`, or start a rotation to a key that is made there.',
  *check(environment) {
    if (environment.integration?.value.platform !== 'demo') return
    for (const { id, keyPair, document, pointer } of declaredKeyPairs(environment)) {
      if (keyPair.key !== undefined || keyPair.thumbprint !== undefined) continue
      if (!wasRegistered(keyPair)) continue
      yield {
        place: keyAt(document, ...pointer),
        message: `the ${keyPair.state} key pair "${id}" is in no vault: it signs only with a PEM given by hand`,
      }
    }
  },
}
