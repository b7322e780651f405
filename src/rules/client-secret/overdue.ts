import type { EnvironmentRule } from '../rule.ts'
import { clientSecrets } from '../vault-secret/secret-family.ts'
import { secretOverdue } from '../vault-secret/secret-overdue.ts'

export const overdue: EnvironmentRule = {
  id: 'client-secret/overdue',
  severity: 'warning',
  summary:
    'The active client secret is not older than "maxAge". Only a warning, since time alone must not block the change that fixes it: `rotate status` and `drift` fail on it.',
  help: 'Add another one at Docusign, and store it with `ikctl key client-secret`.',
  clock: true,
  check: (environment, { now }) => secretOverdue(clientSecrets, environment, now),
}
