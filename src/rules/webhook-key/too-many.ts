import { keyAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'
import { webhookKeys } from '../vault-secret/secret-family.ts'

export const tooMany: EnvironmentRule = {
  id: 'webhook-key/too-many',
  severity: 'warning',
  summary: 'More than two HMAC keys: one replaces another, so a third was forgotten.',
  help: 'Delete the oldest one in Connect Keys when every application verifies with another, then remove its entry here.',
  *check(environment) {
    const keys = webhookKeys.declared(environment)
    const [third] = keys.slice(2)
    if (third === undefined) return
    yield {
      place: keyAt(third.document, ...third.pointer),
      message: `the HMAC key "${third.id}" is declared beside ${keys.length - 1} others`,
    }
  },
}
