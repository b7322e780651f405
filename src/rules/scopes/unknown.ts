import { nearest } from '../../config/nearest.ts'
import { valueAt } from '../../config/problem.ts'
import { quoted } from '../../config/quoted.ts'
import type { EnvironmentRule } from '../rule.ts'
import { scopeNames } from './scope-names.ts'

export const unknownScope: EnvironmentRule = {
  id: 'scopes/unknown',
  severity: 'warning',
  summary:
    'A scope is one that Docusign names: with a typo, no user can consent, or every login is answered with "consent_required".',
  help: "Correct the name. If Docusign's page of scopes has it, suppress this finding: the list of ikctl is from November 2026.",
  *check({ integration }) {
    if (integration === undefined) return
    const { login = [], consent = [] } = integration.value.scopes ?? {}
    const known: readonly string[] = scopeNames
    for (const [list, scopes] of [
      ['consent', consent],
      ['login', login],
    ] as const) {
      for (const [index, scope] of scopes.entries()) {
        if (scope === undefined || known.includes(scope)) continue
        // Said once: a login scope that consent asks for is the same word.
        if (list === 'login' && consent.includes(scope)) continue
        const near = nearest(scope, known)
        yield {
          place: valueAt(integration, 'scopes', list, index),
          message: `${quoted(scope)} is not a scope that Docusign names${near === undefined ? '' : `, did you mean "${near}"?`}`,
        }
      }
    }
  },
}
