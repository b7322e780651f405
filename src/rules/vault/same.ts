import { valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'
import { vaultOf } from './vault-of.ts'

export const same: EnvironmentRule = {
  id: 'vault/same',
  severity: 'error',
  summary:
    'The signing vault and the settings vault are two: who may read the settings or sign evidence must not be able to log in as every tenant.',
  help: 'Declare a second vault for the settings.',
  guard: true,
  *check({ integration }) {
    const { signing, settings } = integration?.value.vaults ?? {}
    if (integration === undefined || signing === undefined || settings === undefined) return
    if (vaultOf(signing) !== vaultOf(settings)) return
    yield {
      place: valueAt(integration, 'vaults', 'settings'),
      message: `the settings vault "${settings}" is the signing vault too`,
      related: [{ place: valueAt(integration, 'vaults', 'signing'), message: 'the signing vault' }],
    }
  },
}
