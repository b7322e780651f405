import type { Tenant } from '../../config/environment.ts'
import type { Case } from './case.ts'

/** The tenants that somebody logs in as today: what limits count. */
export interface LiveTenants {
  /** How many there are; a tenant whose file cannot be read may be one. */
  population: number
  /** The id in the base of a tenant that is live there, by its id in the head, else in the base. */
  baseId(tenant: string): string | undefined
  /** A tenant as the base has it, whatever its status. */
  before(tenant: string): Tenant | undefined
}

/** Whether customers log in: with the shared key, or still with their own. */
export function isServed({ status }: { status: string }): boolean {
  return status === 'live' || status === 'migrating'
}

/** The live tenants of the base; those that were renamed are found by either name. */
export function liveTenants({ base, allChanges }: Pick<Case, 'base' | 'allChanges'>): LiveTenants {
  const tenants = new Map((base.environment?.tenants ?? []).map((tenant) => [tenant.id, tenant]))
  const unreadable = base.unreadable ?? new Set()
  const renamed = new Map(
    allChanges.flatMap(({ kind, tenant = '', before = '' }) =>
      kind === 'tenant-id' ? [[tenant, before] as const] : [],
    ),
  )
  const idIn = (tenant: string) => renamed.get(tenant) ?? tenant
  const live = [...tenants.values()].filter(isServed)
  return {
    population: live.length + unreadable.size,
    baseId(tenant) {
      const id = idIn(tenant)
      const before = tenants.get(id)
      return unreadable.has(id) || (before && isServed(before)) ? id : undefined
    },
    before: (tenant) => tenants.get(idIn(tenant)),
  }
}
