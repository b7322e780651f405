import { nearest } from '../../config/nearest.ts'
import { keyAt, valueAt } from '../../config/problem.ts'
import { withoutSecrets } from '../../config/quoted.ts'
import type { EnvironmentRule } from '../rule.ts'

export const beyondConsent: EnvironmentRule = {
  id: 'scopes/beyond-consent',
  severity: 'error',
  summary:
    'Logins use scopes that consent asked for: with any other, every login is answered with "consent_required".',
  help: 'Add the scope to "scopes.consent", let all users consent again, and only then add it to "scopes.login".',
  *check({ integration }) {
    const { login, consent } = integration?.value.scopes ?? {}
    if (integration === undefined || login === undefined || consent === undefined) return
    if (consent.includes(undefined)) return
    const asked = consent.filter((scope) => scope !== undefined)
    for (const [index, scope] of login.entries()) {
      if (scope === undefined || asked.includes(scope)) continue
      const near = nearest(scope, asked)
      yield {
        place: valueAt(integration, 'scopes', 'login', index),
        message: `the login scope "${scope}" is none of the consent scopes${
          near === undefined
            ? `: ${asked.map((each) => withoutSecrets(each)).join(', ')}`
            : `, did you mean "${near}"?`
        }`,
        related: [
          { place: keyAt(integration, 'scopes', 'consent'), message: 'the consent scopes' },
        ],
      }
    }
  },
}
