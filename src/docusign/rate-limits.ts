import type { HttpAnswer } from './https-exchange.ts'

/**
 * How long a refused request has to wait, in milliseconds: from `Retry-After` (RFC 9110 section
 * 10.2.3), else from Docusign's own rate headers, else from what is known of the limit: hours begin on
 * the full hour.
 *
 * @param now milliseconds since 1970.
 * @param code of the limit, where the answer has one.
 * @returns undefined when nothing says.
 * @see https://developers.docusign.com/platform/resource-limits/
 */
export function readRetryAfter(
  headers: HttpAnswer['headers'],
  now: number,
  code?: string,
): number | undefined {
  const seconds = number(headers, 'retry-after')
  if (seconds !== undefined) return cap(seconds * 1000)
  const until = Date.parse(String(headers['retry-after']))
  if (!Number.isNaN(until)) return cap(until - serverTime(headers, now))
  const isHourly = /^hourly_/i.test(code ?? '')
  const known = isHourly ? untilReset(headers, now) : readLimitPause(headers, now)
  if (known !== undefined) return known
  if (isHourly) return maxPauseMs - (serverTime(headers, now) % maxPauseMs)
  return /^burst_/i.test(code ?? '') ? burstWindowMs : undefined
}

/**
 * How long it takes until a limit that an answer has used up counts again, in milliseconds.
 *
 * @returns undefined when something is left, or the answer does not say.
 * @see https://developers.docusign.com/platform/resource-limits/
 */
export function readLimitPause(headers: HttpAnswer['headers'], now: number): number | undefined {
  if (number(headers, 'x-ratelimit-remaining') === 0) {
    const pauseMs = untilReset(headers, now)
    if (pauseMs !== undefined) return pauseMs
  }
  return number(headers, 'x-burstlimit-remaining') === 0 ? burstWindowMs : undefined
}

// --- internal ---

/** A server may ask for a pause of a day; nobody waits longer than until the next full hour. */
const maxPauseMs = 3_600_000
/** Docusign counts bursts over 30 seconds. */
const burstWindowMs = 30_000

/** Only a reset that lies ahead and within the hour is one. */
function untilReset(headers: HttpAnswer['headers'], now: number): number | undefined {
  const reset = number(headers, 'x-ratelimit-reset')
  const pauseMs = reset === undefined ? 0 : reset * 1000 - serverTime(headers, now)
  return pauseMs > 0 && pauseMs <= maxPauseMs ? pauseMs : undefined
}

function number(headers: HttpAnswer['headers'], name: string): number | undefined {
  const value = headers[name]
  return typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : undefined
}

function serverTime(headers: HttpAnswer['headers'], now: number): number {
  const time = Date.parse(String(headers.date))
  return Number.isNaN(time) ? now : time
}

function cap(ms: number): number {
  return Math.min(Math.max(0, ms), maxPauseMs)
}
