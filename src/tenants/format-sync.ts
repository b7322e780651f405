import { table } from '../text/table.ts'
import { wrap } from '../text/wrap.ts'
import type { TenantChange, TenantSync } from './plan-sync.ts'

/**
 * What a sync does, for people: how many tenants of each kind, and the first of them by name.
 *
 * @param columns width of the terminal.
 */
export function formatSync(sync: TenantSync, columns: number): string {
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
  const shown = rows.filter(([, changes]) => changes.length > 0)
  const counts = table([
    ...shown.map(([kind, changes]) => [kind, String(changes.length)]),
    ['unchanged', String(sync.unchanged)],
  ])
  const indent = Math.max(...counts.map((line) => line.length)) + 2
  const lines = counts.map((line, index) => {
    const names = wrap(shown[index]?.[2] ?? '', columns - indent)
    return `${line.padEnd(indent)}${names.join(`\n${' '.repeat(indent)}`)}`.trimEnd()
  })
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

const most = 5

function list(names: readonly string[]): string {
  const more = names.length - most
  return names.slice(0, most).join(', ') + (more > 0 ? ` and ${more} more` : '')
}
