import { CsvError, parse } from 'csv-parse/sync'
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
  column?: string
  message: string
}

/** Thrown by {@link readRows}: there are no rows to be had. */
export class RowsUnreadable extends IkctlError {
  static readonly code = 'ERR_ROWS_UNREADABLE'
  readonly code = RowsUnreadable.code
}

/**
 * Rows out of CSV (RFC 4180; commas, semicolons or tabs, by the first line) or JSON (an array of
 * objects, whose members may be objects themselves: `{"users": {"hr": ...}}` is the column `users.hr`).
 *
 * @param name of the source, for messages.
 * @throws {RowsUnreadable} when it is neither, or has no rows.
 */
export function readRows(
  name: string,
  bytes: Uint8Array,
): { columns: string[]; rows: Row[]; problems: RowProblem[] } {
  // Spreadsheets begin their CSV with a byte order mark.
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const { source, problems } = readText(name, hasMark ? bytes.subarray(3) : bytes)
  const [problem] = problems
  if (source === undefined || problem !== undefined) {
    const place = problem?.place
    const line = place && 'start' in place ? `:${place.source.position(place.start).line}` : ''
    const cure = source === undefined ? ': export it as UTF-8' : ''
    throw new RowsUnreadable(`${name}${line}: ${problem?.message ?? 'the file is no text'}${cure}`)
  }
  const { text } = source
  const read = /^\s*[[{]/.test(text) ? readJson(name, text) : readCsv(name, text)
  if (read.rows.length === 0 && read.problems.length === 0) {
    throw new RowsUnreadable(`${name} has no rows: nothing was compared`)
  }
  return read
}

// --- internal ---

interface CsvRecord {
  record: string[]
  info: { lines: number }
}

function readCsv(name: string, text: string): ReturnType<typeof readRows> {
  const [head = ''] = text.split(/\r?\n/, 1)
  const delimiter = [',', ';', '\t'].find((candidate) => head.includes(candidate)) ?? ','
  let records: CsvRecord[]
  try {
    // Its typings do not know what `info` adds.
    records = parse(text, {
      ...{ delimiter, info: true, trim: true },
      // Spreadsheets leave rows of commas behind.
      ...{ skip_records_with_empty_values: true, relax_column_count: true },
    }) as unknown as CsvRecord[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new RowsUnreadable(`${name}:${error.lines}: the line is not CSV: a quote is out of place`)
  }
  const columns = records[0]?.record ?? []
  const problems: RowProblem[] = []
  const rows: Row[] = []
  for (const { record, info } of records.slice(1)) {
    const place = `${name}:${info.lines}`
    if (record.length === columns.length) {
      rows.push({ place, cells: new Map(columns.map((column, i) => [column, record[i] ?? ''])) })
    } else {
      const message = `the row has ${record.length} cells, the first line names ${columns.length} columns`
      problems.push({ place, message })
    }
  }
  return { columns, rows, problems }
}

function readJson(name: string, text: string): ReturnType<typeof readRows> {
  let value: unknown
  try {
    value = JSON.parse(text)
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
      if (cell === null || typeof cell === 'string') cells.set(column, (cell ?? '').trim())
      else problems.push({ place, column, message: `must be a string, not ${kind(cell)}` })
    }
    rows.push({ place, cells })
  }
  return { columns: [...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))], rows, problems }
}

/** Members of members as `outer.inner`. */
function flatten(item: object): [string, unknown][] {
  return Object.entries(item).flatMap(([name, value]) =>
    isObject(value)
      ? Object.entries(value).map(([inner, cell]): [string, unknown] => [`${name}.${inner}`, cell])
      : [[name, value]],
  )
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function kind(value: unknown): string {
  return typeof value === 'object' ? 'a list or an object' : quoted(String(value))
}
