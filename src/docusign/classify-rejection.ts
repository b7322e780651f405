import type { HttpAnswer } from './https-exchange.ts'
import { type FailureClass, type LoginFailure, loginFailure, maxSkewMs } from './login-failure.ts'
import { readRetryAfter } from './rate-limits.ts'
import { safeText } from './safe-text.ts'

/** What is known about an answer besides itself. */
export interface AnswerContext {
  endpoint: 'token' | 'userinfo' | 'account'
  /** The server's clock minus this machine's, in milliseconds. */
  skewMs?: number | undefined
  /** Milliseconds since 1970. */
  now: number
}

/**
 * The failure that an HTTP answer stands for: any answer that is not the expected success.
 *
 * The OAuth errors are those of
 * https://support.docusign.com/s/articles/DocuSign-Developer-FAQs-General-Administration-and-Authentication,
 * compared without case because one page capitalizes them. No part of a body is shown but its error
 * code and description, and these only as far as they look harmless.
 */
export function classifyRejection(
  { status, headers, body }: Pick<HttpAnswer, 'status' | 'headers' | 'body'>,
  { endpoint, skewMs, now }: AnswerContext,
): LoginFailure {
  const { error, description } = readError(body)
  const shown = { error: safeText(error, 64), description: safeText(description) }
  const traceToken = readTraceToken(headers)
  const { class: failureClass, what } = classify(endpoint, status, error, description, skewMs)
  const said = [`HTTP ${status}`, shown.error, shown.description].filter((s) => s !== undefined)
  const retryAfterMs = ['throttled', 'transient'].includes(failureClass)
    ? readRetryAfter(headers, now)
    : undefined

  return loginFailure({
    class: failureClass,
    phase: 'response',
    status,
    message: `${what ?? `Docusign answered with ${describeBody(body, error)}`} (${said.join(', ')})`,
    ...(shown.error === undefined ? {} : { error: shown.error }),
    ...(shown.description === undefined ? {} : { errorDescription: shown.description }),
    ...(traceToken === undefined ? {} : { traceToken }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(skewMs === undefined ? {} : { skewMs }),
  })
}

/** Docusign's id of the request, which its support asks for. */
export function readTraceToken(headers: HttpAnswer['headers']): string | undefined {
  const value = headers['x-docusign-tracetoken']
  return typeof value === 'string' && /^[0-9a-f-]{8,64}$/i.test(value) ? value : undefined
}

// --- internal ---

interface Verdict {
  class: FailureClass
  /** The beginning of the message. */
  what?: string
}

const refusedToken: Verdict = {
  class: 'unknown',
  what: 'Docusign refused the access token that it had just issued',
}
const noMember: Verdict = {
  class: 'account_mismatch',
  what: 'the user is not a member of the account',
}

const grantErrors: ReadonlyMap<string | undefined, Verdict> = new Map([
  [
    'no_valid_keys_or_signatures',
    {
      class: 'key_rejected',
      what: 'Docusign found no registered key pair that made this signature, or did not accept the claims',
    },
  ],
  [
    'issuer_not_found',
    {
      class: 'app_unknown',
      what: 'Docusign does not know the integration key on this platform',
    },
  ],
  ['expired_grant', { class: 'clock_skew', what: 'Docusign sees the assertion as expired' }],
  ['user_not_found', { class: 'user_not_found', what: 'Docusign does not know the user' }],
  ['invalid_subject', { class: 'user_not_found', what: 'Docusign does not know the user' }],
])

const oauthErrors: ReadonlyMap<string, Verdict> = new Map([
  [
    'consent_required',
    {
      class: 'consent_required',
      what: 'the user has not consented to these scopes for the integration key',
    },
  ],
  ['invalid_scope', { class: 'scope_missing', what: 'Docusign does not accept the scopes' }],
])

/**
 * Of the REST API:
 * https://developers.docusign.com/docs/esign-rest-api/esign101/error-codes/troubleshooting-common-errors/
 */
const accountErrors: ReadonlyMap<string, Verdict> = new Map([
  ['AUTHORIZATION_INVALID_TOKEN', refusedToken],
  ['USER_LACKS_MEMBERSHIP', noMember],
  ['USER_DOES_NOT_BELONG_TO_SPECIFIED_ACCOUNT', noMember],
  [
    'PARTNER_AUTHENTICATION_FAILED',
    { class: 'app_unknown', what: 'the API does not know the integration key, or it is disabled' },
  ],
])

function classify(
  endpoint: AnswerContext['endpoint'],
  status: number,
  error: string | undefined,
  description: string | undefined,
  skewMs: number | undefined,
): Verdict {
  if (status === 407) return { class: 'network_config', what: 'a proxy asks for a login' }
  if (status === 429 || /^(?:HOURLY|BURST)_APIINVOCATION_LIMIT_EXCEEDED$/i.test(error ?? '')) {
    return { class: 'throttled', what: 'Docusign is throttling' }
  }
  if (status === 408 || status >= 500) {
    return { class: 'transient', what: 'the server had a problem of its own' }
  }
  if (endpoint === 'account') return accountErrors.get(error ?? '') ?? { class: 'unknown' }
  if (endpoint === 'userinfo') {
    // HTTP 401 "internal_server_error" means a bad token here, not an outage.
    return status === 401 ? refusedToken : { class: 'unknown' }
  }
  if (error === undefined) return { class: 'unknown' }
  const code = error.toLowerCase()
  const verdict: Verdict = (code === 'invalid_grant'
    ? grantErrors.get(description?.toLowerCase())
    : oauthErrors.get(code)) ?? { class: 'unknown' }
  const blamesClock = ['key_rejected', 'app_unknown', 'unknown'].includes(verdict.class)
  if (blamesClock && skewMs !== undefined && Math.abs(skewMs) > maxSkewMs) {
    return {
      class: 'clock_skew',
      what: `Docusign refused the assertion and this clock is ${Math.round(Math.abs(skewMs) / 1000)} s ${skewMs > 0 ? 'behind' : 'ahead of'} its own`,
    }
  }
  return verdict
}

function readError(body: string): { error?: string; description?: string } {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    return {}
  }
  if (typeof json !== 'object' || json === null) return {}
  const { error, error_description, errorCode, message } = json as Record<string, unknown>
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
  const found = {
    error: text(error) ?? text(errorCode),
    description: text(error_description) ?? text(message),
  }
  return {
    ...(found.error === undefined ? {} : { error: found.error }),
    ...(found.description === undefined ? {} : { description: found.description }),
  }
}

function describeBody(body: string, error: string | undefined): string {
  if (error !== undefined) return 'an error that ikctl does not know'
  const start = body.trimStart().slice(0, 1)
  if (start === '') return 'an empty body'
  if (start === '<') return 'a web page instead of JSON: is a proxy or a login page in between?'
  return start === '{' ? 'JSON of an unexpected shape' : 'something else than JSON'
}
