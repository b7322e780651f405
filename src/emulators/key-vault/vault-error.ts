/**
 * A refusal in the words of the service: `{"error": {"code", "message", "innererror": {"code"}}}`.
 *
 * Known from the service (recordings of the Azure SDKs, issues of their users): the codes, and the
 * inner codes and messages of disabled, forbidden, deleted, missing and purge-protected objects, of
 * roles and of throttling. Not known: the messages of 400, `KeyExpired` and `KeyNotYetValid`.
 */
export class VaultError extends Error {
  readonly status: number
  readonly code: string
  readonly innerCode: string | undefined

  constructor(status: number, code: string, message: string, innerCode?: string) {
    super(message)
    this.status = status
    this.code = code
    this.innerCode = innerCode
  }

  toJSON(): { error: { code: string; message: string; innererror?: { code: string } } } {
    const { code, message, innerCode } = this
    return {
      error: {
        code,
        message,
        ...(innerCode === undefined ? {} : { innererror: { code: innerCode } }),
      },
    }
  }
}

/** 400: something in the request cannot be used. */
export function badParameter(message: string): VaultError {
  return new VaultError(400, 'BadParameter', message)
}

/** 403: the object's own state or attributes forbid the operation. */
export function forbidden(message: string, innerCode?: string): VaultError {
  return new VaultError(403, 'Forbidden', message, innerCode)
}
