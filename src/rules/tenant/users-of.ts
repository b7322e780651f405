import { canonicalGuid } from '../../config/guid.ts'
import type { TenantDraft } from '../../config/workspace.ts'

/** A user that the product impersonates. */
export interface TenantUser {
  role: string
  /** In canonical form. */
  user: string
}

/** The users of a tenant, as far as they could be read. */
export function usersOf(tenant: TenantDraft): readonly TenantUser[] {
  let users = known.get(tenant)
  if (users === undefined) {
    users = read(tenant)
    known.set(tenant, users)
  }
  return users
}

// --- internal ---

/** Half a dozen rules ask for the users of each of thousands of tenants. */
const known = new WeakMap<TenantDraft, TenantUser[]>()

function read({ value: { users = {} } }: TenantDraft): TenantUser[] {
  const found: TenantUser[] = []
  for (const role of Object.keys(users)) {
    const user = users[role]
    if (user !== undefined) found.push({ role, user: canonicalGuid(user) })
  }
  return found
}
