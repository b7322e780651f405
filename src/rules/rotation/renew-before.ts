import { valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'
import { policyOf } from './policy-of.ts'

export const renewBefore: EnvironmentRule = {
  id: 'rotation/renew-before',
  severity: 'error',
  summary:
    '"renewBefore" is shorter than "maxAge": else each key pair would be due for rotation on the day of its promotion.',
  help: 'Shorten "renewBefore", or lengthen "maxAge": 180d and 30d are a good start.',
  *check(environment) {
    const { integration } = environment
    const policy = policyOf(environment)
    if (policy.maxAge === undefined || policy.renewBefore === undefined) return
    if (integration === undefined || policy.renewBefore < policy.maxAge) return
    const { maxAge, renewBefore: given } = integration.value.rotation ?? {}
    yield {
      place: valueAt(integration, 'rotation', 'renewBefore'),
      message: `"renewBefore" (${given}) is not shorter than "maxAge" (${maxAge})`,
      related: [{ place: valueAt(integration, 'rotation', 'maxAge'), message: 'the maximum age' }],
    }
  },
}
