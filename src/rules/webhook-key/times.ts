import type { EnvironmentRule } from '../rule.ts'
import { webhookKeys } from '../vault-secret/secret-family.ts'
import { timesBesideState } from '../vault-secret/times-beside-state.ts'

export const times: EnvironmentRule = {
  id: 'webhook-key/times',
  severity: 'error',
  summary: 'Times of an HMAC key that contradict its state.',
  help: 'Correct "state", or the times in "since".',
  check: (environment) => timesBesideState(webhookKeys, environment),
}
