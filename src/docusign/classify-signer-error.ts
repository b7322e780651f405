import { IkctlError } from '../ikctl-error.ts'
import { SignerError } from '../keys/signer-error.ts'
import { type LoginFailure, loginFailure } from './login-failure.ts'

/**
 * The failure of a login for which there was no signature.
 *
 * @param error whatever the signer threw; only errors of ikctl are shown, all others fail closed.
 */
export function classifySignerError(error: unknown): LoginFailure {
  const known = error instanceof SignerError ? error : undefined
  return loginFailure({
    class: 'signer_error',
    phase: 'sign',
    retryable: known !== undefined && ['throttled', 'unavailable'].includes(known.reason),
    message:
      error instanceof IkctlError
        ? error.message
        : 'the signer failed for a reason that is not one that may be shown',
    ...(known?.status === undefined ? {} : { status: known.status }),
    ...(known?.sourceCode === undefined ? {} : { networkCode: known.sourceCode }),
  })
}
