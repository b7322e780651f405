import { valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'
import { policyOf } from './policy-of.ts'

export const endlessRenewal: EnvironmentRule = {
  id: 'rotation/endless-renewal',
  severity: 'warning',
  summary:
    '"renewBefore" is at most half of "maxAge": with more, key pairs spend most of their time being replaced.',
  help: 'Shorten "renewBefore", or lengthen "maxAge": 180d and 30d are a good start.',
  *check(environment) {
    const { integration } = environment
    const { maxAge, renewBefore } = policyOf(environment)
    if (integration === undefined || maxAge === undefined || renewBefore === undefined) return
    // From "maxAge" on, `rotation/renew-before` speaks.
    if (renewBefore <= maxAge / 2 || renewBefore >= maxAge) return
    const policy = integration.value.rotation ?? {}
    yield {
      place: valueAt(integration, 'rotation', 'renewBefore'),
      message: `"renewBefore" (${policy.renewBefore}) is more than half of "maxAge" (${policy.maxAge})`,
      related: [{ place: valueAt(integration, 'rotation', 'maxAge'), message: 'the maximum age' }],
    }
  },
}
