import { canonicalGuid } from '../../config/guid.ts'
import { type Place, valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'
import { usersOf } from './users-of.ts'

/** The most frequent cause of Docusign's `user_not_found`. */
export const idMixup: EnvironmentRule = {
  id: 'tenant/id-mixup',
  severity: 'error',
  summary:
    'A user id is the id of a user and an account id that of an account: Docusign shows several GUIDs on one page, and none can be told from another.',
  help: 'Copy the id again from the Apps and Keys page of that account: "User ID" and "API Account ID" stand side by side.',
  *check({ integration, tenants }) {
    const { integrationKey, managementAccount } = integration?.value ?? {}
    const known = new Map<string, { what: string; place: Place }>()
    const add = (id: string | undefined, what: string, ...pointer: string[]): void => {
      if (id === undefined || integration === undefined) return
      known.set(canonicalGuid(id), { what, place: valueAt(integration, ...pointer) })
    }
    add(managementAccount?.id, 'the management account', 'managementAccount', 'id')
    add(integrationKey, 'the integration key', 'integrationKey')

    for (const tenant of tenants) {
      const { account } = tenant.value
      for (const { role, user } of usersOf(tenant)) {
        const other =
          account !== undefined && canonicalGuid(account) === user
            ? { what: "the tenant's account", place: valueAt(tenant, 'account') }
            : known.get(user)
        if (other === undefined) continue
        yield {
          place: valueAt(tenant, 'users', role),
          message: `the user "${role}" of the tenant "${tenant.id}" has the id of ${other.what}: ${user}`,
          related: [{ place: other.place, message: other.what }],
        }
      }
      if (account === undefined || integrationKey === undefined) continue
      if (canonicalGuid(account) !== canonicalGuid(integrationKey)) continue
      const other = known.get(canonicalGuid(account))
      yield {
        place: valueAt(tenant, 'account'),
        message: `the account of the tenant "${tenant.id}" has the id of the integration key: ${canonicalGuid(account)}`,
        ...(other && { related: [{ place: other.place, message: other.what }] }),
      }
    }
  },
}
