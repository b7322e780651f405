import type { EnvironmentRule } from '../rule.ts'
import { webhookKeys } from '../vault-secret/secret-family.ts'
import { secretOutsideSigningVault } from '../vault-secret/secret-outside-signing-vault.ts'

export const signingVault: EnvironmentRule = {
  id: 'webhook-key/signing-vault',
  severity: 'error',
  summary:
    'An HMAC key outside the signing vault: anyone who may read the settings vault could forge messages.',
  help: 'Move the secret to the signing vault, and correct its id here.',
  guard: true,
  check: (environment) => secretOutsideSigningVault(webhookKeys, environment),
}
