import { inert } from '../../src/text/inert.ts'
import { printable } from '../../src/text/printable.ts'
import { unifiedDiff } from '../../src/text/unified-diff.ts'
import type { Io } from '../io.ts'
import { say } from './say.ts'

/**
 * Prints the change of a file as a diff that `git apply` takes. What a terminal or the log of a CI system
 * would act upon is shown as something else, and then that is said.
 *
 * @param before absent: the file is new.
 */
export function printDiff(path: string, before: string | undefined, after: string, io: Io): void {
  const diff = unifiedDiff(path, before, after)
  const shown = inert(diff.replace(active, printable))
  io.stdout.write(shown)
  if (shown !== diff) {
    say(
      `${path} holds control characters or a command of a CI system's log: the diff shows them as something else, and cannot be applied\n`,
      io.stderr,
    )
  }
}

// --- internal ---

/** What moves the cursor, or turns the direction of writing. */
const active = /\r(?!\n)|(?![\t\r\n])[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu
