import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { AccountWarning } from '../failure/warning-classes.ts'
import { failureReason } from '../files/failure-reason.ts'
import { writing } from '../files/file-not-written.ts'
import { ownersOnly } from '../files/write-output.ts'
import { IkctlError } from '../ikctl-error.ts'

/** What a run is; a journal belongs to a run with the same. */
export interface JournalHeader {
  journal: 1
  runId: string
  /** UTC, RFC 3339. */
  startedAt: string
  seed: number
  /** All that must be the same for results to be carried over, by name. */
  must: Readonly<Record<string, unknown>>
}

/** One login that has ended. */
export interface JournalEntry {
  user: string
  /** For all whom it stands for. */
  passed: boolean
  attempts: number
  durationMs: number
  /** What it failed with. */
  class?: string
  /** What to look at, by account. */
  warnings?: Readonly<Record<string, readonly AccountWarning[]>>
}

/** What a journal holds. */
export interface JournalContent {
  header: JournalHeader
  /** By user. */
  passed: ReadonlyMap<string, JournalEntry>
  /** Whether the run came to its verdict, so that there is nothing left to resume. */
  ended: boolean
  /** How much of the file is whole lines. */
  wholeBytes: number
}

/** Takes the ends of logins, each at once. */
export interface JournalWriter {
  append(entry: JournalEntry): void
  /** The run has come to its verdict. */
  end(): void
  close(): void
}

/** Thrown when a journal cannot be used for the run that is to be resumed. */
export class JournalRefused extends IkctlError {
  static readonly code = 'ERR_JOURNAL_REFUSED'
  readonly code = JournalRefused.code
}

/**
 * Reads the journal of a run that ended early. A line that was being written when the process died is
 * left out.
 *
 * @returns undefined when there is no file, or not even a whole header.
 * @throws {JournalRefused} when the file is something else.
 */
export function readJournal(path: string): JournalContent | undefined {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new JournalRefused(`the journal ${path} cannot be read: ${failureReason(error)}`, {
      cause: error,
    })
  }
  const wholeBytes = bytes.lastIndexOf('\n') + 1
  const [first, ...lines] = bytes.subarray(0, wholeBytes).toString('utf8').split('\n').slice(0, -1)
  if (first === undefined) return undefined
  const header = parse(first)
  if (!isHeader(header)) {
    throw new JournalRefused(`${path} is not a journal of ikctl smoke: name another file`)
  }
  const passed = new Map<string, JournalEntry>()
  const ended = lines.at(-1) === endLine
  for (const line of ended ? lines.slice(0, -1) : lines) {
    const entry = parse(line)
    if (!isEntry(entry)) throw new JournalRefused(`the journal ${path} is damaged: delete it`)
    if (entry.passed) passed.set(entry.user, entry)
  }
  return { header, passed, ended, wholeBytes }
}

/**
 * Whether results may be carried over.
 *
 * @param now milliseconds since 1970.
 * @returns the thumbprint of the key pair that signed then, when it is another one: then they may not be.
 * @throws {JournalRefused} when the journal is of another run, or too old to prove anything.
 */
export function checkJournal(
  { header }: JournalContent,
  run: Pick<JournalHeader, 'seed' | 'must'>,
  now: number,
): string | undefined {
  const then: Record<string, unknown> = { ...header.must, seed: header.seed }
  const today: Record<string, unknown> = { ...run.must, seed: run.seed }
  const differing = [...new Set([...Object.keys(then), ...Object.keys(today)])].filter(
    (name) => JSON.stringify(then[name]) !== JSON.stringify(today[name]),
  )
  const others = differing.filter((name) => name !== 'thumbprint')
  if (others.length > 0) {
    throw new JournalRefused(
      `the journal is of a run with another ${differing.join(', ')}: start again without --resume`,
    )
  }
  if (!(now - Date.parse(header.startedAt) <= maxAgeMs)) {
    throw new JournalRefused(
      'the journal is older than a day, so what passed then proves nothing now: start again without --resume',
    )
  }
  return differing.length > 0 ? String(then.thumbprint) : undefined
}

/**
 * Starts a journal, or goes on with one. Each line is handed to the operating system before the next
 * login ends, so a killed process loses the logins under way and nothing else.
 *
 * @param content of the journal to go on with; absent: a new one replaces what is there.
 * @throws {FileNotWritten}
 */
export function openJournal(
  path: string,
  header: JournalHeader,
  content?: JournalContent,
): JournalWriter {
  const file = writing(path, () => {
    mkdirSync(dirname(path), { recursive: true })
    return openSync(path, content === undefined ? 'w' : 'r+', ownersOnly)
  })
  let at = content?.wholeBytes ?? 0
  const write = (line: string) => {
    const bytes = Buffer.from(`${line}\n`)
    // A disk that fills takes a part of a line, and says so only when the rest is written.
    for (let sent = 0; sent < bytes.length; ) {
      const count = writing(path, () => writeSync(file, bytes, sent, bytes.length - sent, at))
      sent += count
      at += count
    }
  }
  if (content === undefined) write(JSON.stringify(header))
  else ftruncateSync(file, content.wholeBytes)
  return {
    append: (entry) => write(JSON.stringify(entry)),
    end: () => write(endLine),
    close: () => closeSync(file),
  }
}

/** Lets a run be resumed that came to its verdict, because its report was lost. Needs no room on the disk. */
export function reopenJournal(path: string): void {
  const bytes = readFileSync(path)
  const end = Buffer.from(`${endLine}\n`)
  const rest = bytes.length - end.length
  if (rest >= 0 && bytes.subarray(rest).equals(end)) truncateSync(path, rest)
}

// --- internal ---

const maxAgeMs = 86_400_000

/** The last line of a run that came to its verdict. */
const endLine = JSON.stringify({ ended: true })

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function isHeader(value: unknown): value is JournalHeader {
  const header = value as Partial<JournalHeader> | undefined | null
  return (
    header?.journal === 1 &&
    typeof header.runId === 'string' &&
    typeof header.startedAt === 'string' &&
    Number.isInteger(header.seed) &&
    typeof header.must === 'object'
  )
}

function isEntry(value: unknown): value is JournalEntry {
  const entry = value as Partial<JournalEntry> | undefined | null
  return (
    typeof entry?.user === 'string' &&
    typeof entry.passed === 'boolean' &&
    Number.isInteger(entry.attempts) &&
    Number.isInteger(entry.durationMs)
  )
}
