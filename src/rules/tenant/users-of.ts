import { canonicalGuid } from '../../config/guid.ts'
import type { DraftUser, TenantDraft } from '../../config/workspace.ts'

/** The users of a tenant, as far as they could be read. */
export function usersOf(tenant: TenantDraft): readonly DraftUser[] {
  tenant.users ??= read(tenant)
  return tenant.users
}

// --- internal ---

function read({ value: { users = {} } }: TenantDraft): DraftUser[] {
  const found: DraftUser[] = []
  for (const role of Object.keys(users)) {
    const user = users[role]
    if (user !== undefined) found.push({ role, user: canonicalGuid(user) })
  }
  return found
}
