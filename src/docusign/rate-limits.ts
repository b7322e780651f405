import type { HttpAnswer } from './https-exchange.ts'

/** How many calls Docusign still allows in a window of time, as an answer said it. */
export interface CallsLeft {
  remaining: number
  limit?: number
  /** When they count again, in milliseconds since 1970 by this machine's clock. */
  resetsAt?: number
}

/** The calls that are left of an hour, and of 30 seconds. */
export interface CallBudget {
  hourly?: CallsLeft
  burst?: CallsLeft
}

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
  if (isHourly) return untilFullHour(headers, now)
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

/**
 * What an answer says about the calls that are left; undefined when it says nothing.
 *
 * @see https://developers.docusign.com/platform/resource-limits/
 */
export function readCallBudget(
  headers: HttpAnswer['headers'],
  now: number,
): CallBudget | undefined {
  const hourly = readCalls(headers, 'x-ratelimit', () => {
    const pauseMs = untilReset(headers, now) ?? untilFullHour(headers, now)
    return now + pauseMs
  })
  const burst = readCalls(headers, 'x-burstlimit', () => now + burstWindowMs)
  if (hourly === undefined && burst === undefined) return undefined
  return { ...(hourly && { hourly }), ...(burst && { burst }) }
}

/** Whether so few calls are left that a check has to leave them to the product: 2 % of the limit. */
export function isUsedUp({ remaining, limit }: CallsLeft): boolean {
  return remaining <= (limit === undefined ? 10 : Math.ceil(limit / 50))
}

/** Whether so few calls are left that somebody has to look at it: 10 % of the limit. */
export function isScarce({ remaining, limit }: CallsLeft): boolean {
  return limit !== undefined && remaining <= limit / 10
}

/** Of two budgets, the smaller number of calls for each window. */
export function leastBudget(
  a: CallBudget | undefined,
  b: CallBudget | undefined,
): CallBudget | undefined {
  if (a === undefined || b === undefined) return a ?? b
  const hourly = least(a.hourly, b.hourly)
  const burst = least(a.burst, b.burst)
  return { ...(hourly && { hourly }), ...(burst && { burst }) }
}

// --- internal ---

function readCalls(
  headers: HttpAnswer['headers'],
  name: string,
  resetsAt: () => number,
): CallsLeft | undefined {
  const remaining = number(headers, `${name}-remaining`)
  if (remaining === undefined) return undefined
  const limit = number(headers, `${name}-limit`)
  return { remaining, ...(limit !== undefined && { limit }), resetsAt: resetsAt() }
}

function least(a: CallsLeft | undefined, b: CallsLeft | undefined): CallsLeft | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return b.remaining < a.remaining ? b : a
}

/** A server may ask for a pause of a day; nobody waits longer than until the next full hour. */
const maxPauseMs = 3_600_000
/** Docusign counts bursts over 30 seconds. */
const burstWindowMs = 30_000

function untilFullHour(headers: HttpAnswer['headers'], now: number): number {
  return maxPauseMs - (serverTime(headers, now) % maxPauseMs)
}

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
