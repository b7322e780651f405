import { checkValue } from '../config/check-value.ts'
import { configNameWords, isConfigName } from '../config/config-name.ts'
import { unconfused } from '../config/confused-value.ts'
import type { TenantFile } from '../config/generated/tenant.ts'
import { canonicalGuid } from '../config/guid.ts'
import type { Json } from '../config/json.ts'
import { quoted } from '../config/quoted.ts'
import type { Row, RowProblem } from './read-rows.ts'
import { columnTarget } from './tenant-columns.ts'
import { type TenantDocument, withStatus } from './tenant-file.ts'

/** What a sync would do to one tenant. */
export interface TenantChange {
  id: string
  /** The row that says so; absent for a tenant without one. */
  row?: Row
  /** As its file has it; absent for a new tenant. */
  before?: TenantDocument
  after: TenantFile
  /** Properties that differ: `account`, `users.hr`. */
  differences: string[]
}

/** What the rows of the product's database mean for the tenants of an environment. */
export interface TenantSync {
  added: TenantChange[]
  /** Another account, or a user of a role is another one or gone. */
  moved: TenantChange[]
  /** No longer served from now on. */
  offboarded: TenantChange[]
  changed: TenantChange[]
  /** Rows whose tenant is as they say. */
  unchanged: number
  /** Tenants that are not offboarded and have no row; left as they are. */
  absent: TenantDocument[]
  /** Offboarded ones with a row that gives no status: maybe a customer came back. */
  returned: TenantDocument[]
  problems: RowProblem[]
}

/**
 * Compares rows with tenants. What has no column is left as it is; an empty cell removes an optional
 * value, and only an optional one.
 *
 * @param offboardAbsent tenants without a row become offboarded.
 */
export function planSync(
  rows: readonly Row[],
  tenants: readonly TenantDocument[],
  { offboardAbsent }: { offboardAbsent: boolean },
): TenantSync {
  const sync: TenantSync = {
    ...{ added: [], moved: [], offboarded: [], changed: [] },
    ...{ unchanged: 0, absent: [], returned: [], problems: [] },
  }
  const known = new Map(tenants.map((tenant) => [tenant.id, tenant]))
  const first = new Map<string, Row>()
  for (const row of rows) {
    const id = row.cells.get('id') ?? ''
    const before = first.get(id)
    const problem = !isConfigName(id)
      ? `${id === '' ? 'the cell is empty' : quoted(id, { ids: true })}: an id must be ${configNameWords}`
      : before && `the tenant "${id}" has a row already: ${before.place}`
    if (problem !== undefined) {
      sync.problems.push({
        ...{ place: row.place, column: 'id', message: problem },
        ...(before !== undefined && { id }),
      })
      continue
    }
    first.set(id, row)
    const tenant = known.get(id)
    if (tenant?.value.status === 'offboarded' && !row.cells.get('status')) {
      sync.returned.push(tenant)
    }
    const change = compare(id, row, tenant)
    if ('problems' in change) sync.problems.push(...change.problems)
    else file(change, sync)
  }
  for (const before of tenants) {
    const { id, value } = before
    if (first.has(id) || value.status === 'offboarded') continue
    if (!offboardAbsent) sync.absent.push(before)
    else file({ id, before, after: withStatus(value, 'offboarded'), differences: ['status'] }, sync)
  }
  return sync
}

/** A sync without the changes of some tenants: what is wrong with one row need not stop all others. */
export function withoutTenants(sync: TenantSync, ids: ReadonlySet<string>): TenantSync {
  const rest = (changes: readonly TenantChange[]) => changes.filter(({ id }) => !ids.has(id))
  const { added, moved, offboarded, changed } = sync
  return {
    ...sync,
    ...{ added: rest(added), moved: rest(moved) },
    ...{ offboarded: rest(offboarded), changed: rest(changed) },
  }
}

/** Whether a change brings in a user who was not the tenant's before, and so may have to consent. */
export function bringsUsers({ before, after }: TenantChange): boolean {
  if (after.status === 'offboarded' || after.status === 'suspended') return false
  const known = new Set(Object.values(before?.value.users ?? {}).map(canonicalGuid))
  return Object.values(after.users).some((user) => !known.has(canonicalGuid(user)))
}

// --- internal ---

const isGuid = /^[\da-f-]{36}$/i

/** A change belongs to the most serious kind that it is of. */
function file(change: TenantChange, sync: TenantSync): void {
  const { before, after, differences } = change
  if (before === undefined) sync.added.push(change)
  else if (differences.length === 0) sync.unchanged += 1
  else if (after.status === 'offboarded' && before.value.status !== 'offboarded') {
    sync.offboarded.push(change)
  } else if (isMove(before.value, after)) sync.moved.push(change)
  else sync.changed.push(change)
}

function isMove(before: TenantFile, after: TenantFile): boolean {
  return (
    before.account !== after.account ||
    Object.entries(before.users).some(([role, user]) => after.users[role] !== user)
  )
}

function compare(
  id: string,
  row: Row,
  before: TenantDocument | undefined,
): TenantChange | { problems: RowProblem[] } {
  const after = structuredClone(before?.value ?? { status: 'onboarding' }) as Record<string, Json>
  const differences: string[] = []
  const problems: RowProblem[] = []
  const columns = new Map<string, string>()
  for (const [column, cell] of row.cells) {
    const target = columnTarget(column)
    if (target === undefined || column === 'id') continue
    const [property = '', name] = target.map(String)
    columns.set(target.join('.'), column)
    const isEmpty = cell === ''
    // No status: a new tenant is onboarding, another one stays what it is.
    if (isEmpty && property === 'status') continue
    if (name !== undefined) after[property] ??= {}
    const group = (name === undefined ? after : after[property]) as Record<string, Json>
    const key = name ?? property
    const isId = property === 'account' || property === 'users' || name === 'integrationKey'
    const meant = unconfused(target, cell)
    // Anything else stays as it is, so that what is said of it can tell a secret.
    const value = isId && isGuid.test(meant) ? canonicalGuid(meant) : meant
    const present = group[key]
    const isSame =
      isId && typeof present === 'string' ? canonicalGuid(present) === value : present === value
    if (isEmpty ? present === undefined : isSame) continue
    differences.push(target.join('.'))
    if (isEmpty) delete group[key]
    else group[key] = value
  }
  if (Object.keys(after.labels ?? {}).length === 0) delete after.labels
  const checked = structuredClone(after)
  for (const { pointer, message } of checkValue('tenant', checked)) {
    const column = columns.get(pointer.join('.'))
    problems.push({ place: row.place, id, ...(column !== undefined && { column }), message })
  }
  if (problems.length > 0) return { problems }
  return {
    id,
    row,
    ...(before !== undefined && { before }),
    after: after as unknown as TenantFile,
    differences,
  }
}
