import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { Io } from './io.ts'

/** Says why a step is not taken, and what to do instead. */
export function refused(message: string, wayForward: string, io: Io): ExitCode {
  io.stderr.write(`refused: ${message}\nway forward: ${wayForward}\n`)
  return exitCodes.problems
}
