import type { EnvironmentRule } from '../rule.ts'
import { longRetiring } from '../vault-secret/long-retiring.ts'
import { webhookKeys } from '../vault-secret/secret-family.ts'

export const staleRetiring: EnvironmentRule = {
  id: 'webhook-key/stale-retiring',
  severity: 'warning',
  summary:
    'An HMAC key retiring for more than 14 days: until it is deleted at Docusign, anyone who has it can forge messages.',
  help: 'Check that every application accepts the new key, delete the old one at Docusign, and remove its entry here.',
  clock: true,
  check: (environment, { now }) => longRetiring(webhookKeys, environment, now),
}
