import { IkctlError } from '../src/ikctl-error.ts'

/** The exit codes, the same for every command. */
export const exitCodes = {
  /** All good. */
  good: 0,
  /** Findings, tenants that cannot log in, a refused plan or rotation step. */
  problems: 1,
  /** Wrong usage, unusable input, nothing to check. */
  usage: 2,
  /** The integration key itself fails: every tenant is affected. */
  integrationKey: 3,
  /** Network, clock, throttling, interruption, deadline: nothing proven. */
  incomplete: 4,
  /** A bug in ikctl. */
  bug: 70,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Wrong usage or unusable input: exit code 2. */
export class UsageError extends IkctlError {
  readonly code = 'ERR_USAGE'
}

/** The exit code of an error that ended a command; errors without one of their own mean bad input. */
export function exitCodeOf({ code }: IkctlError): ExitCode {
  return codes[code] ?? exitCodes.usage
}

// --- internal ---

const codes: Record<string, ExitCode> = {
  ERR_SIGNER: exitCodes.integrationKey,
}
