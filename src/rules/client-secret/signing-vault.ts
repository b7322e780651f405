import { valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'
import { outsideSigningVault } from '../vault/outside-signing-vault.ts'
import { declaredClientSecrets } from './declared-client-secrets.ts'

export const signingVault: EnvironmentRule = {
  id: 'client-secret/signing-vault',
  severity: 'error',
  summary:
    'Client secrets are in the signing vault of their environment: whoever may read the settings vault must not get them.',
  help: 'Move the secret to the signing vault, and correct its id here.',
  guard: true,
  check: (environment) =>
    outsideSigningVault(
      environment,
      declaredClientSecrets(environment).flatMap(({ id, clientSecret, document, pointer }) =>
        clientSecret.secret === undefined
          ? []
          : {
              subject: `the client secret "${id}"`,
              address: clientSecret.secret,
              place: valueAt(document, ...pointer, 'secret'),
            },
      ),
    ),
}
