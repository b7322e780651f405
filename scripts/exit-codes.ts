import type { LoginFailure } from '../src/docusign/login-failure.ts'
import { failureClasses, failureVerdict } from '../src/failure/failure-classes.ts'
import { signerErrors } from '../src/failure/failure-table.ts'
import { FilesChanged } from '../src/files/files-changed.ts'
import { FolderLocked } from '../src/files/lock-folder.ts'
import { IkctlError } from '../src/ikctl-error.ts'
import { SignerError } from '../src/keys/signer-error.ts'

/** The exit codes, the same for every command. */
export const exitCodes = {
  good: 0,
  problems: 1,
  usage: 2,
  integrationKey: 3,
  incomplete: 4,
  bug: 70,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** What each means, in the words of `--help` and the documentation. */
export const exitCodeMeanings: readonly (readonly [ExitCode, string])[] = [
  [exitCodes.good, 'good'],
  [exitCodes.problems, 'problems found: findings, tenants that cannot log in, a refused step'],
  [exitCodes.usage, 'wrong usage or unusable input, also "nothing to check"'],
  [exitCodes.integrationKey, 'the integration key itself fails, so every tenant is affected'],
  [exitCodes.incomplete, 'nothing proven: network, clock, throttled, interrupted, deadline'],
  [exitCodes.bug, 'a bug in ikctl'],
]

/** Wrong usage or unusable input: exit code 2. */
export class UsageError extends IkctlError {
  readonly code = 'ERR_USAGE'
}

/** The exit code of an error that ended a command; most mean unusable input. */
export function exitCodeOf(error: IkctlError): ExitCode {
  // A step that is refused because others work on the same files.
  if (error instanceof FolderLocked || error instanceof FilesChanged) return exitCodes.problems
  if (error.code === 'ERR_MESSAGE_NOT_POSTED') return exitCodes.incomplete
  // Not imported: the emulators are loaded when they are started.
  if (error.code === 'ERR_LOOPBACK_UNAVAILABLE') return exitCodes.incomplete
  if (!(error instanceof SignerError)) return exitCodes.usage
  return exitCodeOfFailure(failureClasses[signerErrors[error.reason].class])
}

/**
 * The exit code of a login that failed.
 *
 * @param options.isCanary see {@link failureVerdict}.
 */
export function exitCodeOfFailure(
  failure: Pick<LoginFailure, 'scope' | 'proof'>,
  options: { isCanary?: boolean } = {},
): ExitCode {
  return verdictCodes[failureVerdict(failure, options)]
}

// --- internal ---

const verdictCodes = {
  failed: exitCodes.problems,
  integration_key: exitCodes.integrationKey,
  incomplete: exitCodes.incomplete,
} as const
