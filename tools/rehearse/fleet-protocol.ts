import type { EmulatorAccess } from '../../src/emulators/emulator-access.ts'

/** What the fleet logs in with. */
export interface FleetOptions {
  access: EmulatorAccess
  /** A user of each tenant. */
  users: readonly string[]
  /** Logins that are started each second. */
  perSecond: number
  /** How often the application reads the published settings, in milliseconds. */
  pollMs: number
  /** How far the application's clock is ahead of the real one. */
  clockOffsetMs: number
}

/** One login of the fleet. */
export interface FleetLogin {
  userId: string
  /** When it began, on the real clock, in milliseconds since 1970. */
  at: number
  durationMs: number
  /** The key pair that signed; undefined for a login that failed. */
  keyPair?: string
  /** Why it failed: the error's code, and what Docusign or the vault said. */
  failure?: string
}

/** What has happened in the fleet since it was asked last. */
export interface FleetNews {
  /** Logins that ended. */
  logins: FleetLogin[]
  /** Access tokens that Docusign gave. */
  tokens: number
  /** Key pairs that the application began to use, and when, on the real clock. */
  followed: { keyPair: string; at: number }[]
}

/** What the rehearsal asks of the fleet's process. Each request has one answer. */
export type FleetRequest =
  | { verb: 'begin'; options: FleetOptions }
  /** No login is started any more; answered when none is under way. */
  | { verb: 'hold' }
  | { verb: 'go'; clockOffsetMs: number }
  /** Answered with news. */
  | { verb: 'collect' }
