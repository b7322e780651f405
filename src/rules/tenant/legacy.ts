import { canonicalGuid } from '../../config/guid.ts'
import { keyAt, type Problem, valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'

/** It decides who signs for a customer. */
export const legacy: EnvironmentRule = {
  id: 'tenant/legacy',
  severity: 'error',
  summary:
    'A tenant names the integration key of its own that it still logs in with exactly while it is migrating.',
  help: 'A migrating tenant has "legacy" with its old integration key; in every other status there is none. `ikctl tenant cutover` changes both.',
  guard: true,
  *check({ integration, tenants }): Iterable<Problem> {
    const shared = canonicalGuid(integration?.value.integrationKey ?? '')
    for (const tenant of tenants) {
      const { id, value } = tenant
      const { status, legacy } = value
      if (status === 'migrating' && legacy === undefined) {
        yield {
          place: valueAt(tenant, 'status'),
          message: `the tenant "${id}" is migrating, but has no "legacy": nothing says which key it logs in with`,
        }
      } else if (legacy !== undefined && status !== undefined && status !== 'migrating') {
        yield {
          place: keyAt(tenant, 'legacy'),
          message: `the tenant "${id}" is ${status}, but has "legacy": only a migrating tenant logs in with a key of its own`,
        }
      }
      if (legacy?.integrationKey === undefined) continue
      if (canonicalGuid(legacy.integrationKey) !== shared) continue
      yield {
        place: valueAt(tenant, 'legacy', 'integrationKey'),
        message: `the legacy integration key of the tenant "${id}" is the shared one, ${shared}: there is nothing to migrate from`,
      }
    }
  },
}
