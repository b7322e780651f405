import type { EnvironmentRule } from '../rule.ts'
import { clientSecrets } from '../vault-secret/secret-family.ts'
import { timesBesideState } from '../vault-secret/times-beside-state.ts'

export const times: EnvironmentRule = {
  id: 'client-secret/times',
  severity: 'error',
  summary:
    'The times of a client secret go with its state: an active one has been active only, a retiring one was active before.',
  help: 'Correct "state", or the times in "since".',
  check: (environment) => timesBesideState(clientSecrets, environment),
}
