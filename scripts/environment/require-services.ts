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

/**
 * The same for a command that writes what services say to the files of an environment: what emulators say
 * must not get into those of another platform, where it would count.
 *
 * @throws {UsageError} which says what to do instead.
 */
export function requireOwnServices(environment: Environment, io: Io): void {
  requireServices(environment, io)
  const { name, integration } = environment
  if (integration.platform === 'emulator' || !io.env.IKCTL_EMULATORS) return
  throw new UsageError(
    `IKCTL_EMULATORS names emulators, and what they say is not written to the files of "${name}" (platform ${integration.platform}): unset the variable, or rehearse with \`ikctl rehearse ${name}\``,
  )
}
