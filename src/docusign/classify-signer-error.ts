import { signerErrors } from '../failure/failure-table.ts'
import { IkctlError } from '../ikctl-error.ts'
import { SignerError } from '../keys/signer-error.ts'
import { type LoginFailure, loginFailure } from './login-failure.ts'

/**
 * The failure of a login for which there was no signature.
 *
 * @param error whatever the signer threw; only errors of ikctl are shown.
 */
export function classifySignerError(error: unknown): LoginFailure {
  if (!(error instanceof SignerError)) {
    const isKnown = error instanceof IkctlError
    return loginFailure({
      class: isKnown ? 'signer_error' : 'signer_unavailable',
      phase: 'sign',
      retryable: false,
      message: isKnown
        ? error.message
        : 'the signer failed for a reason that is not one that may be shown',
    })
  }
  const { reason, summary, action, status, sourceCode } = error
  const row = signerErrors[reason]
  return loginFailure({
    class: row.class,
    phase: 'sign',
    message: summary,
    action,
    ...(row.final && { retryable: false }),
    ...(status === undefined ? {} : { status }),
    ...(sourceCode === undefined ? {} : { networkCode: sourceCode }),
  })
}
