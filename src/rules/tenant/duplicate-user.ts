import { valueAt } from '../../config/problem.ts'
import type { DraftUser } from '../../config/workspace.ts'
import type { EnvironmentRule } from '../rule.ts'
import { usersOf } from './users-of.ts'

export const duplicateUser: EnvironmentRule = {
  id: 'tenant/duplicate-user',
  severity: 'error',
  summary:
    'The roles of a tenant are different users: an id that stands twice was usually copied and never replaced, and the product acts with rights that were meant for another role.',
  help: 'Correct the id of one of the two, or leave the role away that has no user of its own.',
  *check({ tenants }) {
    for (const tenant of tenants) {
      const users = usersOf(tenant)
      if (areDifferent(users)) continue
      const first = new Map<string, string>()
      for (const { role, user } of users) {
        const before = first.get(user)
        if (before === undefined) {
          first.set(user, role)
          continue
        }
        yield {
          place: valueAt(tenant, 'users', role),
          message: `the tenant "${tenant.id}" has the user ${user} for the roles "${before}" and "${role}"`,
          related: [{ place: valueAt(tenant, 'users', before), message: `the role "${before}"` }],
        }
      }
    }
  },
}

// --- internal ---

/** There are a handful, of each of thousands of tenants. */
function areDifferent(users: readonly DraftUser[]): boolean {
  return users.every(({ user }, index) => {
    for (let other = 0; other < index; other++) {
      if (users[other]?.user === user) return false
    }
    return true
  })
}
