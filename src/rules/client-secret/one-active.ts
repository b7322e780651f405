import type { EnvironmentRule } from '../rule.ts'
import { clientSecrets } from '../vault-secret/secret-family.ts'
import { twoActive } from '../vault-secret/two-active.ts'

export const oneActive: EnvironmentRule = {
  id: 'client-secret/one-active',
  severity: 'error',
  summary: 'At most one client secret is active: with two, nobody knows which one is in use.',
  help: 'Set the replaced one to "retiring", with the time of the change.',
  check: (environment) => twoActive(clientSecrets, environment),
}
