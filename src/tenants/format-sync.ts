import { table } from '../text/table.ts'
import type { TenantChange, TenantSync } from './plan-sync.ts'

/** What a sync does, for people: how many tenants of each kind, and the first of them by name. */
export function formatSync(sync: TenantSync): string {
  const ids = (changes: readonly { id: string }[]) => list(changes.map(({ id }) => id))
  const details = (changes: readonly TenantChange[]) =>
    list(changes.map(({ id, differences }) => `${id} (${differences.join(', ')})`))
  const rows = [
    ['added', sync.added, ids(sync.added)],
    ['moved', sync.moved, details(sync.moved)],
    ['offboarded', sync.offboarded, ids(sync.offboarded)],
    ['changed', sync.changed, details(sync.changed)],
    ['no row', sync.absent, ids(sync.absent)],
    ['has a row', sync.returned, ids(sync.returned)],
  ] as const
  const lines = table([
    ...rows
      .filter(([, changes]) => changes.length > 0)
      .map(([kind, changes, names]) => [kind, String(changes.length), names]),
    ['unchanged', String(sync.unchanged), ''],
  ])
  const absent =
    sync.absent.length === 0
      ? ''
      : 'Tenants without a row stay as they are: --offboard-absent makes them offboarded.\n'
  const returned =
    sync.returned.length === 0
      ? ''
      : 'Offboarded tenants that have a row stay offboarded, unless the row gives another status.\n'
  return `${lines.join('\n')}\n${absent}${returned}`
}

// --- internal ---

const shown = 5

function list(names: readonly string[]): string {
  const more = names.length - shown
  return names.slice(0, shown).join(', ') + (more > 0 ? ` and ${more} more` : '')
}
