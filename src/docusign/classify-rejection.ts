import { type FailureClass, failureClasses } from '../failure/failure-classes.ts'
import {
  type FailureRow,
  grantErrors,
  limitErrors,
  oauthErrors,
  own,
  refusedToken,
  restErrors,
  userInfoErrors,
} from '../failure/failure-table.ts'
import type { HttpAnswer } from './https-exchange.ts'
import { type LoginFailure, loginFailure, maxSkewMs } from './login-failure.ts'
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
 * Codes decide, not statuses or messages, and are compared without case: Docusign has moved and
 * reworded answers, and capitalizes some. An answer without a known code proves nothing unless it bears
 * Docusign's trace token: gateways answer in the place of servers. No part of a body is shown but its
 * error code and description, and these only as far as they look harmless.
 */
export function classifyRejection(
  { status, headers, body }: Pick<HttpAnswer, 'status' | 'headers' | 'body'>,
  { endpoint, skewMs, now }: AnswerContext,
): LoginFailure {
  const { error, description } = readError(body)
  const shown = { error: safeText(error, 64), description: safeText(description) }
  const traceToken = readTraceToken(headers)
  const answer = { status, error, description, skewMs, isDocusigns: traceToken !== undefined }
  const { class: failureClass, says } = classify(endpoint, answer)
  const said = [`HTTP ${status}`, shown.error, shown.description].filter((s) => s !== undefined)
  const retryAfterMs = ['pause', 'backoff'].includes(failureClasses[failureClass].retry)
    ? readRetryAfter(headers, now, error)
    : undefined

  return loginFailure({
    class: failureClass,
    phase: 'response',
    status,
    message: `${says ?? describe(failureClass, body, error)} (${said.join(', ')})`,
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

interface Answer {
  status: number
  error: string | undefined
  description: string | undefined
  skewMs: number | undefined
  /** It bears a trace token. */
  isDocusigns: boolean
}

type Finding = Pick<FailureRow, 'class'> & Partial<FailureRow>

function classify(endpoint: AnswerContext['endpoint'], answer: Answer): Finding {
  const { status, isDocusigns } = answer
  const code = answer.error?.toLowerCase()
  if (status === 407) return { class: 'network_config', says: 'a proxy asks for a login' }
  const limit = own(limitErrors, code)
  if (limit !== undefined) return limit
  if (status === 444) return { class: 'throttled', says: 'Docusign has blocked this traffic' }
  if (status === 429) return { class: 'throttled', says: 'Docusign is throttling' }
  if (status === 408 || status >= 500) {
    return { class: 'transient', says: 'the server had a problem of its own' }
  }
  const known = knownCode(endpoint, code, answer.description?.toLowerCase())
  if (known !== undefined) return endpoint === 'token' ? ofClock(answer.skewMs, known) : known
  // Gateways have codes of their own: what is not known is Docusign's only with a trace token.
  if (!isDocusigns || (code === undefined && status < 300)) return { class: 'foreign_answer' }
  if (endpoint === 'userinfo' && status === 401) return refusedToken
  return endpoint === 'token' ? ofClock(answer.skewMs, { class: 'unknown' }) : { class: 'unknown' }
}

/** What a code means that Docusign, or OAuth, has at this endpoint. */
function knownCode(
  endpoint: AnswerContext['endpoint'],
  code: string | undefined,
  description: string | undefined,
): Finding | undefined {
  if (endpoint === 'account') return own(restErrors, code)
  if (endpoint === 'userinfo') return own(userInfoErrors, code)
  if (code !== 'invalid_grant' || description === undefined) return own(oauthErrors, code)
  return own(grantErrors, description) ?? { class: 'unknown' }
}

/** With a clock that is far off, Docusign refuses good assertions as if their key were wrong. */
function ofClock(skewMs: number | undefined, found: Finding): Finding {
  const blamesClock = ['key_rejected', 'app_unknown', 'grant_refused', 'unknown']
  if (!blamesClock.includes(found.class)) return found
  if (skewMs === undefined || Math.abs(skewMs) <= maxSkewMs) return found
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  return {
    class: 'clock_skew',
    says: `Docusign refused the assertion and this clock is ${seconds} s ${skewMs > 0 ? 'behind' : 'ahead of'} its own`,
  }
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

function describe(failureClass: FailureClass, body: string, error: string | undefined): string {
  if (failureClass !== 'foreign_answer')
    return 'Docusign answered with an error that ikctl does not know'
  const kind = error === undefined ? kindOf(body) : 'an unknown error without its trace token'
  return `the answer is not Docusign's: ${kind}`
}

function kindOf(body: string): string {
  const start = body.trimStart().slice(0, 1)
  if (start === '') return 'an empty body'
  if (start === '<') return 'a web page instead of JSON'
  return start === '{' ? 'JSON of an unexpected shape' : 'something else than JSON'
}
