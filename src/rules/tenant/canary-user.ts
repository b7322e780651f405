import { canonicalGuid } from '../../config/guid.ts'
import { valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'
import { usersOf } from './users-of.ts'

export const canaryUser: EnvironmentRule = {
  id: 'tenant/canary-user',
  severity: 'warning',
  summary:
    'The canary user belongs to no tenant: it logs in first so that a broken key is found before any customer is touched.',
  help: 'Make a user of its own for the canary in the management account, and give it consent.',
  *check({ integration, tenants }) {
    const { canaryUser: declared } = integration?.value.managementAccount ?? {}
    if (integration === undefined || declared === undefined) return
    const canary = canonicalGuid(declared)
    for (const tenant of tenants) {
      for (const { role, user } of usersOf(tenant)) {
        if (user !== canary) continue
        yield {
          place: valueAt(tenant, 'users', role),
          message: `the user "${role}" of the tenant "${tenant.id}" is the canary user ${user}`,
          related: [
            {
              place: valueAt(integration, 'managementAccount', 'canaryUser'),
              message: 'the canary user',
            },
          ],
        }
      }
    }
  },
}
