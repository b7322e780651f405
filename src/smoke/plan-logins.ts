import type { Environment, Tenant } from '../config/environment.ts'
import { nearest } from '../config/nearest.ts'
import { IkctlError } from '../ikctl-error.ts'
import type { Legacy } from './legacy-logins.ts'
import { isInShard, type Shard } from './shard.ts'
import { stratifiedOrder } from './stratified-order.ts'

/** Which tenants to try; each member narrows. */
export interface Selection {
  tenants?: readonly string[]
  statuses?: readonly Tenant['status'][]
  /** A tenant needs all of these. */
  labels?: Readonly<Record<string, string>>
}

/** What a plan depends on. */
export interface PlanOptions {
  selection?: Selection
  /** How many tenants to draw; absent: all. */
  sample?: number | 'all'
  /** Of the draw and the order. */
  seed: number
  shard?: Shard
  /** Also try users of `offboarded` tenants, who must be refused. */
  proveOffboarded?: boolean
}

/** One user of one tenant. */
export interface Target {
  tenant: Tenant
  role: string
  /** Whether a migrating tenant could log in with the shared key: for information. */
  isTrial?: true
}

/** One login, and whom it speaks for: a user may belong to several tenants. */
export interface PlannedLogin {
  userId: string
  /** The old key that signs; absent: the shared one. */
  legacy?: Legacy
  targets: Target[]
}

/** What a run does. */
export interface LoginPlan {
  /** In the order in which they start; every beginning is a stratified sample. */
  logins: PlannedLogin[]
  /** The tenants that the run speaks about, by id, those included that are not tried. */
  tenants: Tenant[]
}

/** There is no tenant to try: a mistake in the selection or an empty environment. */
export class NothingToCheck extends IkctlError {
  static readonly code = 'ERR_NOTHING_TO_CHECK'
  readonly code = NothingToCheck.code
}

/**
 * Decides which users log in, once for each distinct user: the scopes are the same for all.
 *
 * @throws {NothingToCheck} when nobody would.
 */
export function planLogins(environment: Environment, options: PlanOptions): LoginPlan {
  const { selection = {}, sample = 'all', seed, shard, proveOffboarded = false } = options
  const selected = select(environment, selection)
  const isTried = ({ status }: Tenant) =>
    ['live', 'onboarding', 'migrating'].includes(status) ||
    (status === 'offboarded' && proveOffboarded)
  const tried = selected.filter(isTried)
  if (tried.length === 0) throw new NothingToCheck(whyNothing(environment, selected))

  const drawn = stratifiedOrder(tried, stratumOf, seed).slice(
    0,
    sample === 'all' ? undefined : sample,
  )
  const isMine = ({ id }: Tenant) => shard === undefined || isInShard(id, shard)
  const ordered = drawn.filter(isMine)
  const untried = sample === 'all' ? selected.filter((t) => !isTried(t) && isMine(t)) : []
  return {
    logins: distinctLogins(ordered),
    tenants: [...ordered, ...untried].sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

/** A login is the same whose user and key are. */
export function loginId({ userId, legacy }: Pick<PlannedLogin, 'userId' | 'legacy'>): string {
  return legacy === undefined ? userId : `${userId} ${legacy.integrationKey} ${legacy.key}`
}

// --- internal ---

function distinctLogins(tenants: readonly Tenant[]): PlannedLogin[] {
  const logins = new Map<string, PlannedLogin>()
  const add = (userId: string, target: Target, legacy?: Legacy) => {
    const id = loginId({ userId, ...(legacy && { legacy }) })
    const login = logins.get(id)
    if (login !== undefined) login.targets.push(target)
    else logins.set(id, { userId, ...(legacy && { legacy }), targets: [target] })
  }
  for (const tenant of tenants) {
    const { legacy } = tenant
    for (const [role, userId] of Object.entries(tenant.users)) {
      if (legacy === undefined) add(userId, { tenant, role })
      else {
        add(userId, { tenant, role }, legacy)
        add(userId, { tenant, role, isTrial: true })
      }
    }
  }
  return [...logins.values()]
}

function select(environment: Environment, { tenants, statuses, labels = {} }: Selection): Tenant[] {
  const ids = tenants === undefined ? undefined : new Set(tenants)
  for (const { id } of environment.tenants) ids?.delete(id)
  for (const id of ids ?? []) throw new NothingToCheck(unknownTenant(id, environment))
  const asked = new Set(tenants)
  return environment.tenants.filter(
    (tenant) =>
      (tenants === undefined || asked.has(tenant.id)) &&
      (statuses?.includes(tenant.status) ?? true) &&
      Object.entries(labels).every(([name, value]) => tenant.labels?.[name] === value),
  )
}

/** Tenants in one region or on one base URI fail alike. */
function stratumOf({ labels, baseUri }: Tenant): string {
  return `${labels?.region ?? ''} ${baseUri ?? ''}`
}

function unknownTenant(id: string, { name, tenants }: Environment): string {
  const near = nearest(
    id,
    tenants.map((tenant) => tenant.id),
  )
  return `"${name}" has no tenant "${id}"${near === undefined ? '' : `: did you mean "${near}"?`}`
}

function whyNothing({ name, tenants }: Environment, selected: readonly Tenant[]): string {
  if (tenants.length === 0) return `nothing to check: "${name}" has no tenants`
  if (selected.length === 0) {
    return `nothing to check: none of the ${tenants.length} tenants of "${name}" is selected`
  }
  const statuses = [...new Set(selected.map(({ status }) => status))].join(' or ')
  return `nothing to check: only live, migrating and onboarding tenants log in, and all that are selected in "${name}" are ${statuses}`
}
