import type { EnvironmentRule } from '../rule.ts'
import { webhookKeys } from '../vault-secret/secret-family.ts'
import { twoActive } from '../vault-secret/two-active.ts'

export const oneActive: EnvironmentRule = {
  id: 'webhook-key/one-active',
  severity: 'error',
  summary: 'Two active HMAC keys: with two, nobody knows which one is being replaced.',
  help: 'Set the older one to "retiring", with the time of the change.',
  check: (environment) => twoActive(webhookKeys, environment),
}
