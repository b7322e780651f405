import { fold } from '../../src/text/fold.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'

/** Says why a step is not taken, and what to do instead. */
export function refused(message: string, wayForward: string, io: Io): ExitCode {
  io.stderr.write(fold(`refused: ${message}\nway forward: ${wayForward}\n`, io.stderr.columns))
  return exitCodes.problems
}
