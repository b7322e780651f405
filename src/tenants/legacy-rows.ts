import { quoted } from '../config/quoted.ts'
import type { Row, RowProblem, Table } from './read-rows.ts'
import { type ColumnOptions, nameColumns } from './tenant-columns.ts'

/** The rows of an inventory, as those of migrating tenants. */
export interface LegacyRows {
  rows: Row[]
  /** PEM files in the folder of keys, by the id of their tenant. */
  pems: Map<string, { place: string; file: string }>
  problems: RowProblem[]
}

/**
 * Reads the inventory of customers that have an integration key of their own: the columns of a tenant,
 * and `integrationKey` and `key`. `key` is the id of a vault key or secret, or the name of a PEM file in
 * the folder of keys; empty: `<id>.pem` there.
 *
 * @param source the name of the table, for messages.
 * @param options `hasKeys`: whether there is such a folder.
 */
export function legacyRows(
  source: string,
  table: Table,
  { hasKeys, columns = {}, ignoreOthers }: ColumnOptions & { hasKeys: boolean },
): LegacyRows {
  const given = new Set(table.columns.map((column) => columns[column] ?? column))
  const short = table.columns.flatMap((column) => {
    const name = columns[column] ?? column
    return name === 'integrationKey' || name === 'key' ? [[column, `legacy.${name}`]] : []
  })
  const named = nameColumns(table, {
    columns: { ...columns, ...Object.fromEntries(short) },
    ignoreOthers,
  })
  const problems: RowProblem[] = [
    ...named.columnProblems.map((message) => ({ place: source, message })),
    ...named.problems,
  ]
  if (!given.has('integrationKey') && !given.has('legacy.integrationKey')) {
    problems.push({
      place: source,
      message: 'there is no column "integrationKey": the old integration key of each customer',
    })
  }
  const pems: LegacyRows['pems'] = new Map()
  const rows = named.rows.map(({ place, cells }): Row => {
    const id = cells.get('id') ?? ''
    const status = cells.get('status')
    const key = cells.get('legacy.key') ?? ''
    const fail = (column: string, message: string) => problems.push({ place, id, column, message })
    if (status && status !== 'migrating') {
      fail('status', `${quoted(status)}: what is imported is migrating; leave the column out`)
    }
    if (!cells.get('legacy.integrationKey')) fail('integrationKey', 'the cell is empty')
    const full = new Map([...cells, ['status', 'migrating']])
    if (/^https:/i.test(key)) return { place, cells: full }
    const file = key === '' ? `${id}.pem` : key
    if (!hasKeys) {
      fail(
        'key',
        'must be the id of a vault key or secret with its version; for PEM files name their folder with --keys',
      )
    } else if (/[/\\]/.test(file) || file.startsWith('.')) {
      fail('key', `${shownCell(file)}: must be the name of a file in the folder of --keys`)
    } else {
      pems.set(id, { place, file })
    }
    return { place, cells: new Map([...full, ['legacy.key', notImported]]) }
  })
  return { rows, pems, problems }
}

/** Until the key is in the vault: of the form that a tenant's file wants. */
export const notImported = `https://not-imported.invalid/keys/docusign/${'0'.repeat(32)}`

// --- internal ---

/** A whole PEM in the cell is not repeated. */
function shownCell(cell: string): string {
  return cell.length > 100 || cell.includes('-----') ? 'the text in the cell' : quoted(cell)
}
