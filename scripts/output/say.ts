import { fold } from '../../src/text/fold.ts'
import { inert } from '../../src/text/inert.ts'
import { printable } from '../../src/text/printable.ts'
import type { Output } from '../io.ts'

/**
 * Writes sentences for people: folded on a terminal. Names out of a pull request can be part of them:
 * nothing moves the cursor, and nothing is a command of a CI system's log.
 *
 * @param text with its line breaks.
 */
export function say(text: string, output: Output): void {
  output.write(inert(fold(text.replace(/[^\n]+/g, printable), output.columns)))
}
