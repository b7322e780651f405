import { canonicalGuid } from '../../config/guid.ts'
import type { TenantDraft } from '../../config/workspace.ts'

/** The users of a tenant, as far as they could be read; ids in canonical form. */
export function usersOf({ value }: TenantDraft): { role: string; user: string }[] {
  return Object.entries(value.users ?? {}).flatMap(([role, user]) =>
    user === undefined ? [] : [{ role, user: canonicalGuid(user) }],
  )
}
