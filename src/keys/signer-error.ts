import {
  actionOfCode,
  own,
  type SignerFailure,
  signerErrors,
  socketError,
  vaultErrors,
} from '../failure/failure-table.ts'
import { IkctlError } from '../ikctl-error.ts'
import { ForeignAnswer } from './foreign-answer.ts'
import { proxyOfError } from './proxy-of-error.ts'

/** What was tried at a vault for a signature. */
export type VaultAttempt = 'read key' | 'read secret' | 'sign'

/**
 * Thrown by signers. Of a foreign error only its code, HTTP status and kind are kept: messages,
 * bodies and requests may hold tokens, so there is no `cause` either.
 */
export class SignerError extends IkctlError {
  static readonly code = 'ERR_SIGNER'
  readonly code = SignerError.code
  readonly reason: SignerFailure
  /** What happened, without what to do. */
  readonly summary: string
  /** What to do. */
  readonly action: string
  /** HTTP status of the vault's answer. */
  readonly status?: number
  /** The vault's or the network's own code, such as `ForbiddenByRbac` or `ECONNREFUSED`. */
  readonly sourceCode?: string
  /** Absent: something else, or the vault was not asked. */
  readonly attempt?: VaultAttempt

  constructor(
    reason: SignerFailure,
    summary: string,
    {
      status,
      sourceCode,
      action,
      attempt,
    }: {
      status?: number | undefined
      sourceCode?: string | undefined
      action?: string | undefined
      attempt?: VaultAttempt | undefined
    } = {},
  ) {
    super(action === undefined ? summary : `${summary}; ${action}`)
    this.reason = reason
    this.summary = summary
    this.action = action ?? signerErrors[reason].action
    if (status !== undefined) this.status = status
    if (sourceCode !== undefined) this.sourceCode = sourceCode
    if (attempt !== undefined) this.attempt = attempt
  }
}

/**
 * Turns whatever the Azure clients throw into a {@link SignerError}.
 *
 * @param tried to go after "could not", such as `read the settings`; or what a signature takes, and with what.
 */
export function toSignerError(
  error: unknown,
  tried: string | { attempt: VaultAttempt; object: string },
): SignerError {
  if (error instanceof SignerError) return error
  const proxy = proxyOfError(error)
  const foreign = error instanceof ForeignAnswer ? error.status : undefined
  const status = foreign ?? statusOf(error)
  const sourceCode = codeOf(error)
  const known = own(vaultErrors, sourceCode)
  const reason =
    foreign === undefined
      ? (known?.reason ?? reasonOf(error, status, sourceCode))
      : 'foreign_answer'
  const { says, action } = known ?? signerErrors[reason]
  const details = [
    ...(status === undefined ? [] : [`HTTP ${status}`]),
    ...(sourceCode === undefined ? [] : [sourceCode]),
  ]
  const shown = details.length === 0 ? '' : ` (${details.join(', ')})`
  const via = proxy === undefined ? '' : `asked through the proxy ${proxy}; `
  const why = foreign === undefined ? `${via}${says}` : describeForeign(foreign, proxy)
  const attempt = typeof tried === 'string' ? undefined : tried.attempt
  const what = typeof tried === 'string' ? tried : `${words[tried.attempt]} ${tried.object}`
  return new SignerError(reason, `could not ${what}${shown}: ${why}`, {
    status,
    sourceCode,
    attempt,
    action: actionOfCode('network_config', sourceCode) ?? action,
  })
}

// --- internal ---

const words: Record<VaultAttempt, string> = {
  'read key': 'read key',
  'read secret': 'read secret',
  sign: 'sign with key',
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
  if (status === 429) return 'throttled'
  if (status !== undefined && status >= 500) return 'unavailable'
  // Gateways answer in the place of servers, but without the names of Key Vault's errors.
  if (status !== undefined && status >= 300 && !/[a-z]/.test(code ?? '')) return 'foreign_answer'
  if (status === 401) return 'unauthorized'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not_found'
  const row = code === undefined ? undefined : socketError(code)
  const name = error instanceof Error ? error.name : ''
  if (/^(?:CredentialUnavailable|Authentication|AggregateAuthentication)/.test(name)) {
    return 'no_credential'
  }
  if (name === 'AbortError' || name === 'TimeoutError') return 'unreachable'
  if (code?.match(/CERT|^UNABLE_TO_|^DEPTH_/)) return 'untrusted'
  if (row !== undefined || code === 'REQUEST_SEND_ERROR') return 'unreachable'
  return code === 'PARSE_ERROR' ? 'foreign_answer' : 'failed'
}

function statusOf(error: unknown): number | undefined {
  const status = member(error, 'statusCode')
  return Number.isInteger(status) ? Number(status) : undefined
}

/**
 * The most precise code: Key Vault's inner error, its error, or the network's. Azure's clients rename
 * the wire's `innererror`, but not everywhere.
 */
function codeOf(error: unknown): string | undefined {
  const body = member(member(error, 'details'), 'error')
  const inner = member(body, 'innerError') ?? member(body, 'innererror')
  return [member(inner, 'code'), member(body, 'code'), member(error, 'code')].find(
    (code): code is string =>
      typeof code === 'string' && /^(?:[A-Z][a-z]+){1,6}$|^[A-Z][A-Z_]{2,40}$/.test(code),
  )
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined
}
