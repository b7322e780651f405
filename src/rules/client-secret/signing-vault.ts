import type { EnvironmentRule } from '../rule.ts'
import { clientSecrets } from '../vault-secret/secret-family.ts'
import { secretOutsideSigningVault } from '../vault-secret/secret-outside-signing-vault.ts'

export const signingVault: EnvironmentRule = {
  id: 'client-secret/signing-vault',
  severity: 'error',
  summary:
    'Client secrets are in the signing vault of their environment: anyone who may read the settings vault must not get them.',
  help: 'Move the secret to the signing vault, and correct its id here.',
  guard: true,
  check: (environment) => secretOutsideSigningVault(clientSecrets, environment),
}
