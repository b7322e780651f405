import { configNameWords, isConfigName } from '../config/config-name.ts'
import { nearest } from '../config/nearest.ts'
import type { Pointer } from '../config/problem.ts'
import { quoted } from '../config/quoted.ts'
import type { Row, RowProblem, Table } from './read-rows.ts'

/** What a column says of a tenant: the way to a property of its file, or `id`. */
export function columnTarget(column: string): Pointer | undefined {
  if (simpleColumns.includes(column)) return [column]
  if (column === 'user') return ['users', 'default']
  if (column === 'legacy.integrationKey' || column === 'legacy.key') return column.split('.')
  const [, group, name] = /^(user|label)s?\.(.+)$/.exec(column) ?? []
  if (group === undefined || name === undefined) return undefined
  return [`${group}s`, name]
}

/** How the columns of a table are read. */
export interface ColumnOptions {
  /** Columns of a tenant by the names that the table has for them: `{"API Account ID": "account"}`. */
  columns?: Readonly<Record<string, string>> | undefined
  /** Columns that say nothing of a tenant are left out. */
  ignoreOthers?: boolean | undefined
}

/** Rows by the columns of a tenant. */
export interface NamedRows {
  rows: Row[]
  problems: RowProblem[]
  /** What is wrong with the columns, as sentences. */
  columnProblems: string[]
}

/** Gives the columns of a table the names that they have here, and says what is wrong with them. */
export function nameColumns(
  { columns, rows, problems }: Table,
  { columns: given = {}, ignoreOthers = false }: ColumnOptions = {},
): NamedRows {
  const known = new Map<string, string>()
  for (const column of columns) {
    const name = (Object.hasOwn(given, column) ? given[column] : undefined) ?? column
    if (columnTarget(name) !== undefined) known.set(column, name)
  }
  const missing = Object.keys(given).filter((column) => !columns.includes(column))
  const unknown = ignoreOthers ? [] : columns.filter((column) => !known.has(column))
  const isRenamed = [...known].some(([column, name]) => column !== name)
  const named = (cells: Row['cells']) =>
    new Map(
      [...cells].flatMap(([column, cell]): [string, string][] => {
        const name = known.get(column)
        return name === undefined ? [] : [[name, cell]]
      }),
    )
  return {
    rows:
      isRenamed || known.size < columns.length
        ? rows.map(({ place, cells }) => ({ place, cells: named(cells) }))
        : rows,
    problems: problems.filter(({ column }) => column === undefined || known.has(column)),
    columnProblems: [
      ...missing.map((column) => missingColumn(column, columns)),
      ...unknown.map(unknownColumn),
      ...wrongColumns(known, unknown),
    ],
  }
}

// --- internal ---

const simpleColumns = ['id', 'name', 'account', 'status', 'baseUri']
const columnWords = `${simpleColumns.join(', ')}, user, user.ROLE, label.NAME`

/** What Docusign and customer databases call them, without case and punctuation. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  id: ['tenant', 'tenantid', 'customerid', 'clientid', 'slug', 'key'],
  name: ['accountname', 'company', 'companyname', 'customer', 'customername', 'tenantname'],
  account: ['apiaccountid', 'accountid', 'docusignaccountid', 'accountguid', 'docusignaccount'],
  user: ['userid', 'apiusername', 'docusignuserid', 'userguid', 'apiuserid', 'impersonateduser'],
  baseUri: ['accountbaseuri', 'baseurl', 'basepath'],
  status: ['state', 'tenantstatus', 'customerstatus'],
}

function unknownColumn(column: string): string {
  const bare = column.toLowerCase().replace(/[^a-z0-9]/g, '')
  const meant =
    Object.keys(otherNames).find((name) => otherNames[name]?.includes(bare)) ??
    nearest(column, [...simpleColumns, 'user'])
  return meant === undefined
    ? `unknown column ${quoted(column)} (known: ${columnWords}); --ignore-columns leaves it out`
    : `unknown column ${quoted(column)}, did you mean "${meant}"? Read it so with --column ${quoted(`${column}=${meant}`)}`
}

function missingColumn(column: string, columns: readonly string[]): string {
  const near = nearest(column, columns)
  const hint = near === undefined ? '' : `, did you mean ${quoted(near)}?`
  return `there is no column ${quoted(column)}, which --column names${hint}`
}

function wrongColumns(names: ReadonlyMap<string, string>, unknown: readonly string[]): string[] {
  const problems: string[] = []
  const seen = new Map<string, string>()
  for (const [column, given] of names) {
    const target = columnTarget(given) ?? []
    const [group, name] = target
    if (name !== undefined && group !== 'legacy' && !isConfigName(String(name))) {
      problems.push(`the name in the column ${quoted(column)} must be ${configNameWords}`)
    }
    const before = seen.get(target.join('.'))
    if (before !== undefined) {
      problems.push(`the columns ${quoted(before)} and ${quoted(column)} mean the same`)
    }
    seen.set(target.join('.'), column)
  }
  if (!seen.has('id') && !unknown.some((column) => nearest(column, ['id']) === 'id')) {
    problems.push('there is no column "id"')
  }
  return problems
}
