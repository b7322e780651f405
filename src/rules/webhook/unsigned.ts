import { valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'

export const unsigned: EnvironmentRule = {
  id: 'webhook/unsigned',
  severity: 'warning',
  summary:
    'Webhooks without HMAC: anyone who knows the URL can send your product a forged message.',
  help: 'Set "hmac: integrator", and declare the keys in "hmacKeys": one key signs the messages of all tenants.',
  *check({ integration }) {
    if (integration?.value.webhooks?.hmac !== 'none') return
    yield {
      place: valueAt(integration, 'webhooks', 'hmac'),
      message: 'the messages of all tenants arrive without a signature',
    }
  },
}
