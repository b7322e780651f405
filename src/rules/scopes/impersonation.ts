import { keyAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'

export const impersonation: EnvironmentRule = {
  id: 'scopes/impersonation',
  severity: 'error',
  summary:
    'Consent asks for the scope "impersonation": without it every login by JWT grant is answered with "consent_required".',
  help: 'Add "impersonation" to "scopes.consent", and let the users consent again.',
  *check({ integration }) {
    const consent = integration?.value.scopes?.consent
    if (integration === undefined || consent === undefined) return
    // An item that could not be read may be it.
    if (consent.includes('impersonation') || consent.includes(undefined)) return
    yield {
      place: keyAt(integration, 'scopes', 'consent'),
      message: `the consent scopes (${consent.join(', ')}) lack "impersonation"`,
    }
  },
}
