import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { quoted } from '../config/quoted.ts'
import { readText } from '../config/read-text.ts'
import { IkctlError } from '../ikctl-error.ts'

/** One tenant as the product's database has it. */
export interface Row {
  /** `tenants.csv:12`, or `tenants.json: item 3`. */
  place: string
  /** Texts by column; an empty one says that there is nothing. */
  cells: ReadonlyMap<string, string>
}

/** Something wrong with a row. */
export interface RowProblem {
  place: string
  /** Of the tenant, where it is known. */
  id?: string
  column?: string
  message: string
}

/** The rows of a table, and what is wrong with others. */
export interface Table {
  /** As the table names them. */
  columns: string[]
  rows: Row[]
  problems: RowProblem[]
}

/** Thrown by {@link readRows}: there are no rows to be had. */
export class RowsUnreadable extends IkctlError {
  static readonly code = 'ERR_ROWS_UNREADABLE'
  readonly code = RowsUnreadable.code
}

/** The largest table that is read, in bytes: more than a million tenants. */
export const maxTableSize = 256 * 1024 * 1024

/** The bytes of a table, as they come. */
export type TableBytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/**
 * Rows out of CSV (RFC 4180; commas, semicolons, tabs or bars, by the first line, or as a line `sep=;`
 * before it says) or JSON (an array of objects, whose members may be objects themselves:
 * `{"users": {"hr": ...}}` is the column `users.hr`). What databases print for nothing, such as `NULL`,
 * is an empty cell.
 *
 * @param name of the source, for messages.
 * @param chunks at most 256 MiB.
 * @throws {RowsUnreadable} when it is neither, or has no rows.
 */
export async function readRows(name: string, chunks: TableBytes): Promise<Table> {
  const texts = textsOf(name, chunks)
  const { value: first = '' } = await texts.next()
  const read = /^\s*[[{]/.test(first)
    ? await readJson(name, first, texts)
    : await readCsv(name, first, texts)
  if (read.rows.length === 0 && read.problems.length === 0) {
    throw new RowsUnreadable(`${name} has no rows: nothing was compared`)
  }
  return read
}

// --- internal ---

/** The text in pieces of whole lines: no character of UTF-8 is cut in two there. */
async function* textsOf(name: string, chunks: TableBytes): AsyncGenerator<string, undefined> {
  let rest: Uint8Array[] = []
  let size = 0
  let lines = 0
  let isFirst = true
  const text = (bytes: Uint8Array): string => {
    // Spreadsheets begin their CSV with a byte order mark.
    const hasMark = isFirst && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    isFirst = false
    const read = checkedText(name, hasMark ? bytes.subarray(3) : bytes, lines)
    lines += read.split('\n').length - 1
    return read
  }
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > maxTableSize) {
      const most = maxTableSize / 1024 / 1024
      throw new RowsUnreadable(
        `${name} has more than ${most} MiB, the most that is read of a table`,
      )
    }
    const end = chunk.lastIndexOf(lineFeed) + 1
    if (end > 0) {
      yield text(Buffer.concat([...rest, chunk.subarray(0, end)]))
      rest = []
    }
    rest.push(chunk.subarray(end))
  }
  const last = Buffer.concat(rest)
  if (last.length > 0) yield text(last)
  return undefined
}

const lineFeed = 0x0a

/** @param before lines before these bytes. */
function checkedText(name: string, bytes: Uint8Array, before: number): string {
  const { source, problems } = readText(name, bytes, maxTableSize)
  const [problem] = problems
  if (source !== undefined && problem === undefined) return source.text
  const place = problem?.place
  const line =
    place && 'start' in place ? `:${before + place.source.position(place.start).line}` : ''
  const fix = source === undefined ? ': export it as UTF-8' : ''
  throw new RowsUnreadable(`${name}${line}: ${problem?.message ?? 'the file is no text'}${fix}`)
}

interface CsvRecord {
  record: string[]
  info: { lines: number }
}

async function readCsv(name: string, first: string, more: AsyncGenerator<string>): Promise<Table> {
  const [mark = '', separator] = /^"?sep=([^"\r\n])"?\r?\n/i.exec(first) ?? []
  const begin = first.slice(mark.length)
  const before = mark === '' ? 0 : 1
  const [head = ''] = begin.split(/\r?\n/, 1)
  const delimiter =
    separator ?? [',', ';', '\t', '|'].find((candidate) => head.includes(candidate)) ?? ','
  const parser = parse({
    ...{ delimiter, info: true, trim: true },
    // Spreadsheets leave rows of commas behind.
    ...{ skip_records_with_empty_values: true, relax_column_count: true },
  })
  const problems: RowProblem[] = []
  const rows: Row[] = []
  let columns: string[] | undefined
  const take = ({ record, info }: CsvRecord): void => {
    const place = `${name}:${info.lines + before}`
    if (columns === undefined) columns = record
    else if (record.length === columns.length) {
      rows.push({
        place,
        cells: new Map(columns.map((column, i) => [column, cellText(record[i])])),
      })
    } else {
      const message = `the row has ${record.length} cells, the first line names ${columns.length} columns`
      problems.push({ place, message })
    }
  }
  async function* all() {
    yield begin
    yield* more
  }
  try {
    await pipeline(Readable.from(all()), parser, async (records: AsyncIterable<CsvRecord>) => {
      for await (const record of records) take(record)
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = Number(error.lines) + before
    throw new RowsUnreadable(`${name}:${line}: the line is not CSV: a quote is out of place`)
  }
  return { columns: columns ?? [], rows, problems }
}

async function readJson(name: string, first: string, more: AsyncGenerator<string>): Promise<Table> {
  const texts = [first]
  for await (const text of more) texts.push(text)
  let value: unknown
  try {
    value = JSON.parse(texts.join(''))
  } catch {
    // The error's own message quotes the text.
    throw new RowsUnreadable(
      `${name} begins like JSON and is none: it has to be an array of objects`,
    )
  }
  if (!Array.isArray(value)) {
    throw new RowsUnreadable(`${name} has to be an array with an object for each tenant`)
  }
  const problems: RowProblem[] = []
  const rows: Row[] = []
  for (const [index, item] of value.entries()) {
    const place = `${name}: item ${index + 1}`
    if (!isObject(item)) {
      problems.push({ place, message: 'it has to be an object' })
      continue
    }
    const cells = new Map<string, string>()
    for (const [column, cell] of flatten(item)) {
      cells.set(column, isPlain(cell) ? cellText(cell === null ? '' : String(cell)) : '')
      if (isPlain(cell)) continue
      problems.push({ place, column, message: `must be a string, not ${kind(cell)}` })
    }
    rows.push({ place, cells })
  }
  const columns = new Set<string>()
  for (const { cells } of rows) for (const column of cells.keys()) columns.add(column)
  return { columns: [...columns], rows, problems }
}

/** What the tools of databases print for nothing. */
const nothing: ReadonlySet<string> = new Set(['NULL', 'null', '\\N', '(null)', '<null>', '[NULL]'])

function cellText(cell = ''): string {
  const text = cell.trim()
  return nothing.has(text) ? '' : text
}

/** Members of members as `outer.inner`. */
function flatten(item: object): [string, unknown][] {
  return Object.entries(item).flatMap(([name, value]) =>
    isObject(value)
      ? Object.entries(value).map(([inner, cell]): [string, unknown] => [`${name}.${inner}`, cell])
      : [[name, value]],
  )
}

/** Numbers count whose digits are still those of the text. */
function isPlain(cell: unknown): cell is string | number | boolean | null {
  if (typeof cell === 'number') return Number.isSafeInteger(cell)
  return cell === null || typeof cell === 'string' || typeof cell === 'boolean'
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function kind(value: unknown): string {
  return typeof value === 'object' ? 'a list or an object' : quoted(String(value), { ids: true })
}
