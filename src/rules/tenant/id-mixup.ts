import { canonicalGuid } from '../../config/guid.ts'
import { type Place, valueAt } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'
import type { EnvironmentRule } from '../rule.ts'
import { usersOf } from './users-of.ts'

/** The most frequent cause of Docusign's `user_not_found`. */
export const idMixup: EnvironmentRule = {
  id: 'tenant/id-mixup',
  severity: 'error',
  summary:
    'A user id is the id of a user and an account id that of an account: Docusign shows several GUIDs on one page, and none can be told from another.',
  help: 'Copy the id again from the Apps and Keys page of that account: "User ID" and "API Account ID" stand side by side.',
  *check(environment) {
    const others = ownIds(environment)
    const integrationKey = others.get(
      canonicalGuid(environment.integration?.value.integrationKey ?? ''),
    )
    for (const tenant of environment.tenants) {
      const account = canonicalGuid(tenant.value.account ?? '')
      for (const { role, user } of usersOf(tenant)) {
        const other =
          user === account
            ? { what: "the tenant's account", place: valueAt(tenant, 'account') }
            : others.get(user)
        if (other === undefined) continue
        yield {
          place: valueAt(tenant, 'users', role),
          message: `the user "${role}" of the tenant "${tenant.id}" has the id of ${other.what}: ${user}`,
          related: [{ place: other.place, message: other.what }],
        }
      }
      if (integrationKey === undefined || others.get(account) !== integrationKey) continue
      yield {
        place: valueAt(tenant, 'account'),
        message: `the account of the tenant "${tenant.id}" has the id of ${integrationKey.what}: ${account}`,
        related: [{ place: integrationKey.place, message: integrationKey.what }],
      }
    }
  },
}

// --- internal ---

interface Whereabouts {
  what: string
  place: Place
}

/** The ids of an environment that are nobody's user id. */
function ownIds({ integration }: EnvironmentDraft): Map<string, Whereabouts> {
  const ids = new Map<string, Whereabouts>()
  if (integration === undefined) return ids
  const { integrationKey, managementAccount } = integration.value
  const add = (id: string | undefined, what: string, ...pointer: string[]): void => {
    if (id !== undefined)
      ids.set(canonicalGuid(id), { what, place: valueAt(integration, ...pointer) })
  }
  add(managementAccount?.id, 'the management account', 'managementAccount', 'id')
  add(integrationKey, 'the integration key', 'integrationKey')
  return ids
}
