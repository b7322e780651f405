import { fold } from '../../src/text/fold.ts'
import { printable } from '../../src/text/printable.ts'
import type { Output } from '../io.ts'

/**
 * Writes sentences for people: folded on a terminal. Names out of a pull request can be part of them:
 * nothing moves the cursor.
 *
 * @param text with its line breaks.
 */
export function say(text: string, output: Output): void {
  output.write(fold(text.replace(/[^\n]+/g, printable), output.columns))
}
