import { valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'
import { vaultOf } from '../vault/vault-of.ts'
import { declaredClientSecrets } from './declared-client-secrets.ts'

export const signingVault: EnvironmentRule = {
  id: 'client-secret/signing-vault',
  severity: 'error',
  summary:
    'Client secrets are in the signing vault of their environment: whoever may read the settings vault must not get them.',
  help: 'Move the secret to the signing vault, and correct its id here.',
  guard: true,
  *check(environment) {
    const { integration } = environment
    const signing = integration?.value.vaults?.signing
    if (integration === undefined || signing === undefined) return
    for (const { id, clientSecret, document, pointer } of declaredClientSecrets(environment)) {
      if (clientSecret.secret === undefined) continue
      const vault = vaultOf(clientSecret.secret)
      if (vault === vaultOf(signing)) continue
      yield {
        place: valueAt(document, ...pointer, 'secret'),
        message: `the client secret "${id}" is in the vault "${vault}", not in the signing vault "${vaultOf(signing)}"`,
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
