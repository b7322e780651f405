import type { EnvironmentRule } from '../rule.ts'
import { webhookKeys } from '../vault-secret/secret-family.ts'
import { secretOverdue } from '../vault-secret/secret-overdue.ts'

export const overdue: EnvironmentRule = {
  id: 'webhook-key/overdue',
  severity: 'warning',
  summary: 'An active HMAC key older than "maxAge".',
  help: 'Add another HMAC key in the account that owns the integration key, let the applications accept both, then delete the old one.',
  clock: true,
  check: (environment, { now }) => secretOverdue(webhookKeys, environment, now),
}
