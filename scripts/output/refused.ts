import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { say } from './say.ts'

/** Says why a step is not taken, and what to do instead. */
export function refused(message: string, wayForward: string, io: Io): ExitCode {
  return ended('refused', message, wayForward, io)
}

/** Says that a step proved nothing, and what to do about it. */
export function incomplete(message: string, wayForward: string, io: Io): ExitCode {
  ended('incomplete', message, wayForward, io)
  return exitCodes.incomplete
}

// --- internal ---

function ended(word: string, message: string, wayForward: string, io: Io): ExitCode {
  io.end?.reasons.push({ message: `${message}\n${wayForward}` })
  say(`${word}: ${message}\nfix: ${wayForward}\n`, io.stderr)
  return exitCodes.problems
}
