import { IkctlError } from '../ikctl-error.ts'
import { ForeignAnswer } from './foreign-answer.ts'
import { proxyOfError } from './proxy-of-error.ts'

/** Why there is no signature. */
export type SignerFailure =
  | 'no_credential'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'throttled'
  | 'unavailable'
  | 'unreachable'
  | 'key_not_usable'
  | 'wrong_key'
  | 'failed'

/**
 * Thrown by signers. Of a foreign error only its code, HTTP status and kind are kept: messages,
 * bodies and requests may hold tokens, so there is no `cause` either.
 */
export class SignerError extends IkctlError {
  static readonly code = 'ERR_SIGNER'
  readonly code = SignerError.code
  readonly reason: SignerFailure
  /** HTTP status of the vault's answer. */
  readonly status?: number
  /** The vault's or the network's own code, such as `ForbiddenByRbac` or `ECONNREFUSED`. */
  readonly sourceCode?: string

  constructor(
    reason: SignerFailure,
    message: string,
    { status, sourceCode }: { status?: number | undefined; sourceCode?: string | undefined } = {},
  ) {
    super(message)
    this.reason = reason
    if (status !== undefined) this.status = status
    if (sourceCode !== undefined) this.sourceCode = sourceCode
  }
}

/**
 * Turns whatever the Azure clients throw into a {@link SignerError}.
 *
 * @param attempt what was tried, to go after "could not", such as `read key NAME`.
 */
export function toSignerError(error: unknown, attempt: string): SignerError {
  if (error instanceof SignerError) return error
  const proxy = proxyOfError(error)
  const foreign = error instanceof ForeignAnswer ? error.status : undefined
  const status = foreign ?? statusOf(error)
  const sourceCode = codeOf(error)
  const reason =
    foreign === undefined ? reasonOf(error, status, sourceCode) : reasonOfForeign(foreign)
  const details = [
    ...(status === undefined ? [] : [`HTTP ${status}`]),
    ...(sourceCode === undefined ? [] : [sourceCode]),
  ]
  const shown = details.length === 0 ? '' : ` (${details.join(', ')})`
  const via = proxy === undefined ? '' : `asked through the proxy ${proxy}; `
  const why = foreign === undefined ? `${via}${advice[reason]}` : describeForeign(foreign, proxy)
  return new SignerError(reason, `could not ${attempt}${shown}: ${why}`, { status, sourceCode })
}

// --- internal ---

const advice: Record<SignerFailure, string> = {
  no_credential:
    'no Azure credential was found or it was refused; sign in (for example with az login) or check the identity and its federated credential',
  unauthorized:
    "the vault did not accept the credential; check that it belongs to the vault's tenant",
  forbidden:
    'the identity lacks the right (for a key: read and sign; for a secret: get), the key is disabled or expired, or the network rules of the vault keep this machine out',
  not_found: 'the vault has no such name and version; check the id in the configuration',
  throttled: 'the vault is throttling; run again with a lower rate',
  unavailable: 'the vault had a problem of its own; run again',
  unreachable: 'the vault did not answer; check its name, DNS, firewall and private endpoint',
  key_not_usable: 'the key may not sign now; check enabled, dates and key operations',
  wrong_key: 'another key than the declared one is in use',
  failed: 'the reason is not one that may be shown; look at the audit log of the vault',
}

/** What cannot reach the vault may reach it later. */
function reasonOfForeign(status: number): SignerFailure {
  return status >= 500 ? 'unavailable' : 'unreachable'
}

function describeForeign(status: number, proxy: string | undefined): string {
  const who = proxy === undefined ? 'something in between' : `the proxy ${proxy}`
  const what = `${who} answered instead of the vault`
  if (status === 407) return `${what}: it asks for another user name and password than are set`
  return status >= 500
    ? `${what}: it could not reach it; check the vault's name, and exclude private endpoints with NO_PROXY`
    : `${what}: have this host allowed there${proxy === undefined ? '' : ', or exclude it with NO_PROXY'}`
}

function reasonOf(error: unknown, status?: number, code?: string): SignerFailure {
  if (status === 401) return 'unauthorized'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not_found'
  if (status === 429) return 'throttled'
  if (status !== undefined && status >= 500) return 'unavailable'
  const name = error instanceof Error ? error.name : ''
  if (/^(?:CredentialUnavailable|Authentication|AggregateAuthentication)/.test(name)) {
    return 'no_credential'
  }
  if (name === 'AbortError' || name === 'TimeoutError') return 'unreachable'
  if (
    code !== undefined &&
    /^(?:E[A-Z_]+|REQUEST_SEND_ERROR|CERT_|UNABLE_TO_|SELF_|DEPTH_)/.test(code)
  ) {
    return 'unreachable'
  }
  return 'failed'
}

function statusOf(error: unknown): number | undefined {
  const status = member(error, 'statusCode')
  return Number.isInteger(status) ? Number(status) : undefined
}

/** The most precise code: Key Vault's inner error, its error, or the network's. */
function codeOf(error: unknown): string | undefined {
  const body = member(member(error, 'details'), 'error')
  return [
    member(member(body, 'innererror'), 'code'),
    member(body, 'code'),
    member(error, 'code'),
  ].find(
    (code): code is string =>
      typeof code === 'string' && /^(?:[A-Z][a-z]+){1,6}$|^[A-Z][A-Z_]{2,40}$/.test(code),
  )
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined
}
