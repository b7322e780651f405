import type { Environment } from '../../src/config/environment.ts'
import { UsageError } from '../exit-codes.ts'
import type { Io } from '../io.ts'

/**
 * Refuses an emulated environment where a command needs services that stay, and none are running.
 *
 * @throws {UsageError} which says how to start them.
 */
export function requireServices({ integration, name }: Environment, { env }: Io): void {
  if (integration.platform !== 'emulator' || env.IKCTL_EMULATORS) return
  throw new UsageError(
    `"${name}" is on the platform "emulator", and IKCTL_EMULATORS names no running emulators: start them with \`ikctl emulate ${name} --format json=emulators.json\`, and run this again with IKCTL_EMULATORS=emulators.json`,
  )
}
