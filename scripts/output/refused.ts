import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { say } from './say.ts'

/** Says why a step is not taken, and what to do instead. */
export function refused(message: string, wayForward: string, io: Io): ExitCode {
  io.end?.reasons.push({ message: `${message}\n${wayForward}` })
  say(`refused: ${message}\nfix: ${wayForward}\n`, io.stderr)
  return exitCodes.problems
}
