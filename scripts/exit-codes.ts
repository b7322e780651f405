import { IkctlError } from '../src/ikctl-error.ts'
import { SignerError, type SignerFailure } from '../src/keys/signer-error.ts'

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

/** The exit code of an error that ended a command; most mean unusable input. */
export function exitCodeOf(error: IkctlError): ExitCode {
  if (!(error instanceof SignerError)) return exitCodes.usage
  return passing.includes(error.reason) ? exitCodes.incomplete : exitCodes.integrationKey
}

// --- internal ---

/** The vault may well sign the next time: nothing is proven about the key. */
const passing: readonly SignerFailure[] = ['throttled', 'unavailable', 'unreachable']
