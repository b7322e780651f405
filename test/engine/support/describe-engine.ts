import { describe } from 'vitest'
import { hasPulumi, pulumiExecutable } from '../../../tools/rehearse/pulumi-command.ts'

/**
 * Groups tests that need the real Pulumi engine; without its command line they are skipped, and say so.
 * Each operation of the engine takes one to two seconds, more on a busy machine.
 */
export function describeEngine(name: string, tests: () => void): void {
  const isThere = hasPulumi()
  if (!isThere) {
    process.stderr.write(
      `skipped: ${name}: no ${pulumiExecutable} ("npx pulumi version" gets it)\n`,
    )
  }
  describe.skipIf(!isThere)(name, { timeout: 180_000 }, tests)
}
