import { keyAt, valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'

export const missingKey: EnvironmentRule = {
  id: 'webhook/missing-key',
  severity: 'warning',
  summary:
    'HMAC keys that do not fit "hmac": integrator keys that nobody declared, or declared keys that nothing uses.',
  help: 'With "hmac: integrator", declare the HMAC keys of the account that owns the integration key in "hmacKeys"; otherwise leave "hmacKeys" out.',
  *check({ integration }) {
    const { hmac, hmacKeys } = integration?.value.webhooks ?? {}
    if (integration === undefined || hmac === undefined) return
    const isActive = Object.values(hmacKeys ?? {}).some((key) => key?.state === 'active')
    // The emulators need no vault, so there is nothing to declare.
    const isDeclarable = integration.value.vaults !== undefined
    if (hmac === 'integrator' && !isActive && isDeclarable) {
      yield {
        place: valueAt(integration, 'webhooks', 'hmac'),
        message:
          'messages are signed with the HMAC keys of the integrator, but no key is active in "hmacKeys"',
      }
    } else if (hmac !== 'integrator' && hmacKeys !== undefined) {
      yield {
        place: keyAt(integration, 'webhooks', 'hmacKeys'),
        message: `"hmacKeys" are those of the integrator, but "hmac" is "${hmac}"`,
      }
    }
  },
}
