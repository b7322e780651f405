import type { EnvironmentRule } from '../rule.ts'
import { longRetiring } from '../vault-secret/long-retiring.ts'
import { clientSecrets } from '../vault-secret/secret-family.ts'

export const staleRetiring: EnvironmentRule = {
  id: 'client-secret/stale-retiring',
  severity: 'warning',
  summary:
    'A client secret is retiring for at most 14 days: until it is deleted at Docusign, anyone who has it can pass as your application.',
  help: 'Check that nothing uses it, and take its entry out: `ikctl plan` lists what is to be deleted by hand.',
  clock: true,
  check: (environment, { now }) => longRetiring(clientSecrets, environment, now),
}
