import { canonicalGuid } from '../../config/guid.ts'
import { type Place, valueAt } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'
import { usersOf } from '../tenant/users-of.ts'

/** Takes an id in canonical form; `where` says whose it is and where it stands, when that is asked. */
type Visitor = (id: string, where: () => Whereabouts) => void

/** Whether an id, in canonical form, is to be visited: nearly none is, of tens of thousands. */
type Wanted = (id: string) => boolean

export interface Whereabouts {
  what: string
  place: Place
}

/** Visits the ids of all users of an environment: the canary user and those of the tenants. */
export function visitUsers(
  { integration, tenants }: EnvironmentDraft,
  wanted: Wanted,
  visit: Visitor,
): void {
  const canary = integration?.value.managementAccount?.canaryUser
  if (integration !== undefined && canary !== undefined && wanted(canonicalGuid(canary))) {
    visit(canonicalGuid(canary), () => ({
      what: 'the canary user',
      place: valueAt(integration, 'managementAccount', 'canaryUser'),
    }))
  }
  for (const tenant of tenants) {
    for (const { role, user } of usersOf(tenant)) {
      if (!wanted(user)) continue
      visit(user, () => ({
        what: `the user "${role}" of the tenant "${tenant.id}"`,
        place: valueAt(tenant, 'users', role),
      }))
    }
  }
}

/** Visits the ids of all accounts of an environment: the management account and the tenants'. */
export function visitAccounts(
  { integration, tenants }: EnvironmentDraft,
  wanted: Wanted,
  visit: Visitor,
): void {
  const management = integration?.value.managementAccount?.id
  if (integration !== undefined && management !== undefined && wanted(canonicalGuid(management))) {
    visit(canonicalGuid(management), () => ({
      what: 'the management account',
      place: valueAt(integration, 'managementAccount', 'id'),
    }))
  }
  for (const tenant of tenants) {
    const { account } = tenant.value
    if (account === undefined || !wanted(canonicalGuid(account))) continue
    visit(canonicalGuid(account), () => ({
      what: `the account of the tenant "${tenant.id}"`,
      place: valueAt(tenant, 'account'),
    }))
  }
}
