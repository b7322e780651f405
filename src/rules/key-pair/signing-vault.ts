import { valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'
import { vaultOf } from '../vault/vault-of.ts'
import { declaredKeyPairs } from './declared-key-pairs.ts'

/** A retired pair may have stayed in a vault that is no longer used. */
export const signingVault: EnvironmentRule = {
  id: 'key-pair/signing-vault',
  severity: 'error',
  summary:
    'Key pairs are in the signing vault of their environment: nothing else grants the applications the right to sign.',
  help: 'Correct the id, or "vaults.signing" in integration.yaml.',
  guard: true,
  *check(environment) {
    const { integration } = environment
    const signing = integration?.value.vaults?.signing
    if (integration === undefined || signing === undefined) return
    for (const { id, keyPair, document, pointer } of declaredKeyPairs(environment)) {
      if (keyPair.key === undefined || keyPair.state === 'retired') continue
      const vault = vaultOf(keyPair.key)
      if (vault === vaultOf(signing)) continue
      yield {
        place: valueAt(document, ...pointer, 'key'),
        message: `the key pair "${id}" is in the vault "${vault}", not in the signing vault "${vaultOf(signing)}"`,
        related: [
          {
            place: valueAt(integration, 'vaults', 'signing'),
            message: 'the signing vault is declared here',
          },
        ],
      }
    }
  },
}
