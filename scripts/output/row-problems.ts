import type { RowProblem } from '../../src/tenants/read-rows.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { refused } from './refused.ts'
import { say } from './say.ts'

/** Lists what is wrong with the rows of a table; nothing was changed. */
export function refuseProblems(problems: readonly RowProblem[], io: Io): ExitCode {
  listProblems(problems, io)
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`
  return refused(count, 'fix what is said above; nothing was changed', io)
}

/** Prints lines on standard error, of many the first. */
export function printLines(lines: readonly string[], io: Io): void {
  const more = lines.length > shown ? [`and ${lines.length - shown} more`] : []
  say([...lines.slice(0, shown), ...more].map((each) => `${each}\n`).join(''), io.stderr)
}

/** One problem as a line. */
export function problemLine({ place, id, column, message }: RowProblem): string {
  const tenant = id === undefined ? '' : ` (${id})`
  return `${place}${tenant}: ${column === undefined ? '' : `column ${column}: `}${message}`
}

/** Prints what is wrong with rows. */
export function listProblems(problems: readonly RowProblem[], io: Io): void {
  printLines(problems.map(problemLine), io)
}

// --- internal ---

/** Lines that are printed of many. */
const shown = 50
