import { valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'
import { outsideSigningVault } from '../vault/outside-signing-vault.ts'
import { declaredKeyPairs } from './declared-key-pairs.ts'

/** A retired pair may have stayed in a vault that is no longer used. */
export const signingVault: EnvironmentRule = {
  id: 'key-pair/signing-vault',
  severity: 'error',
  summary:
    'Key pairs are in the signing vault of their environment: nothing else grants the applications the right to sign.',
  help: 'Correct the id, or "vaults.signing" in integration.yaml.',
  guard: true,
  check: (environment) =>
    outsideSigningVault(
      environment,
      declaredKeyPairs(environment).flatMap(({ id, keyPair, document, pointer }) =>
        keyPair.key === undefined || keyPair.state === 'retired'
          ? []
          : {
              subject: `the key pair "${id}"`,
              address: keyPair.key,
              place: valueAt(document, ...pointer, 'key'),
            },
      ),
    ),
}
