import { canonicalGuid } from '../../config/guid.ts'
import { type Place, type Problem, valueAt } from '../../config/problem.ts'
import type { EnvironmentDraft, Workspace } from '../../config/workspace.ts'
import { pairsOfPlatforms } from '../pairs-of-platforms.ts'
import { usersOf } from '../tenant/users-of.ts'

/** Ids of users or accounts that stand in demo and in production of one product. */
export function* sharedIds(workspace: Workspace, kind: 'user' | 'account'): Iterable<Problem> {
  for (const { demo, production } of pairsOfPlatforms(workspace)) {
    const taken = new Map<string, Identifier>()
    for (const identifier of identifiers(production, kind)) taken.set(identifier.id, identifier)
    for (const { id, what, place } of identifiers(demo, kind)) {
      const other = taken.get(id)
      if (other === undefined) continue
      yield {
        place,
        message: `${what} in "${demo.name}" has the same id as ${other.what} in "${production.name}": ${id}`,
        related: [{ place: other.place, message: `${other.what} in "${production.name}"` }],
      }
    }
  }
}

// --- internal ---

interface Identifier {
  id: string
  what: string
  place: Place
}

function* identifiers(
  { integration, tenants }: EnvironmentDraft,
  kind: 'user' | 'account',
): Iterable<Identifier> {
  const property = kind === 'user' ? 'canaryUser' : 'id'
  const id = integration?.value.managementAccount?.[property]
  if (integration !== undefined && id !== undefined) {
    const what = kind === 'user' ? 'the canary user' : 'the management account'
    const place = valueAt(integration, 'managementAccount', property)
    yield { id: canonicalGuid(id), what, place }
  }
  for (const tenant of tenants) {
    const { account } = tenant.value
    if (kind === 'account') {
      if (account === undefined) continue
      const what = `the account of the tenant "${tenant.id}"`
      yield { id: canonicalGuid(account), what, place: valueAt(tenant, 'account') }
      continue
    }
    for (const { role, user } of usersOf(tenant)) {
      const what = `the user "${role}" of the tenant "${tenant.id}"`
      yield { id: user, what, place: valueAt(tenant, 'users', role) }
    }
  }
}
