import { type Place, valueAt } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'
import type { WorkspaceRule } from '../rule.ts'
import { vaultOf } from './vault-of.ts'

export const shared: WorkspaceRule = {
  id: 'vault/shared',
  severity: 'error',
  summary:
    'Each environment has vaults of its own: rights are granted by vault, so anyone who may sign in one environment could sign in the other.',
  help: 'Declare vaults that no other environment uses.',
  guard: true,
  *checkWorkspace({ environments }) {
    const first = new Map<string, { environment: EnvironmentDraft; place: Place }>()
    for (const environment of environments) {
      const { integration } = environment
      if (integration === undefined) continue
      for (const role of ['signing', 'settings'] as const) {
        const address = integration.value.vaults?.[role]
        if (address === undefined) continue
        const vault = vaultOf(address)
        const place = valueAt(integration, 'vaults', role)
        const before = first.get(vault)
        if (before === undefined) first.set(vault, { environment, place })
        // Within one environment, `vault/same` speaks.
        else if (before.environment !== environment) {
          yield {
            place,
            message: `the ${role} vault "${address}" of the environment "${environment.name}" is also used by "${before.environment.name}"`,
            related: [{ place: before.place, message: 'first used here' }],
          }
        }
      }
    }
  },
}
