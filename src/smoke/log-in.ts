import type { AssertionFactory } from '../docusign/assertion.ts'
import { classifySignerError } from '../docusign/classify-signer-error.ts'
import { failureClasses, type LoginFailure } from '../docusign/login-failure.ts'
import type { OAuthClient, UserInfo } from '../docusign/oauth-client.ts'
import type { RetryBudget } from './retry-budget.ts'
import type { HostAnswer, StartGate } from './start-gate.ts'
import { sleep, type Timers } from './timers.ts'

/** What all logins of a run share. */
export interface LogInOptions {
  assertion: AssertionFactory
  client: OAuthClient
  gate: StartGate
  budget: RetryBudget
  timers: Timers
  /** From 0 to below 1. */
  random: () => number
  /** Aborted when nothing is to be started any more. */
  stopping: AbortSignal
  /** Aborted when what is under way is to be cut. */
  cut: AbortSignal
  /** Counts the requests. */
  requests: { total: number; retries: number }
}

/** How a login ended. */
export type LoginEnd =
  | { kind: 'in'; userInfo: UserInfo | undefined; attempts: number; durationMs: number }
  | {
      kind: 'out'
      failure: LoginFailure
      attempts: number
      durationMs: number
      /** Another try at another time may work. */
      again: boolean
    }
  | { kind: 'cut' }

/**
 * Logs in as one user: signs an assertion, exchanges it for a token, asks whose token it is.
 *
 * @param withUserInfo false: the token is proof enough.
 */
export type LogIn = (userId: string, withUserInfo: boolean) => Promise<LoginEnd>

/**
 * Prepares logins with retries: passing problems a few times after random waits that grow (full
 * jitter), a refused key once, throttling whenever the gate opens again. Only the step that failed is
 * repeated; the token of a login lives no longer than the login.
 */
export function createLogIn(options: LogInOptions): LogIn {
  const { assertion, client, gate, budget, timers, random, stopping, cut, requests } = options
  const withCut = { signal: cut }

  const waitAndRetry = async (failure: LoginFailure, tries: Tries): Promise<boolean> => {
    if (!failure.retryable) return false
    const { retry } = failureClasses[failure.class]
    if (retry === 'pause') return ++tries.throttled < maxThrottled
    const allowed = retry === 'once' ? 1 : maxRetries
    if (tries.retries >= allowed || timers.now() - tries.since > patienceMs) return false
    if (!budget.spend()) return false
    const longest = Math.min(longestBackoffMs, firstBackoffMs * 2 ** tries.retries)
    tries.retries += 1
    await sleep(timers, random() * longest, stopping)
    return true
  }

  return async (userId, withUserInfo) => {
    const tries: Tries = { since: 0, retries: 0, throttled: 0, token: false, userInfo: false }
    let attempts = 0
    let signed: string | undefined
    let signedAt = 0
    let accessToken: string | undefined
    for (;;) {
      let failure: LoginFailure | undefined
      let userInfo: UserInfo | undefined
      let startedAt = timers.now()

      if (accessToken === undefined && (signed === undefined || startedAt - signedAt > maxAgeMs)) {
        try {
          signed = await assertion(userId, withCut)
          signedAt = timers.now()
        } catch (error) {
          if (cut.aborted) return { kind: 'cut' }
          failure = classifySignerError(error)
        }
      }

      if (failure === undefined) {
        const ticket = await gate.enter()
        if (ticket === undefined) return { kind: 'cut' }
        startedAt = timers.now()
        if (attempts === 0) tries.since = startedAt
        let answer: HostAnswer = 'fine'
        try {
          if (accessToken === undefined) {
            count(requests, budget, tries.token)
            tries.token = true
            const result = await client.requestToken(signed ?? '', withCut)
            if (result.ok) accessToken = result.accessToken
            else failure = result.failure
          }
          if (accessToken !== undefined && withUserInfo) {
            count(requests, budget, tries.userInfo)
            tries.userInfo = true
            const result = await client.userInfo(accessToken, withCut)
            if (result.ok) userInfo = result.userInfo
            else failure = result.failure
          }
          if (failure?.class === 'transient' || failure?.class === 'throttled') {
            answer = failure.class
          }
        } catch (error) {
          if (cut.aborted) return { kind: 'cut' }
          throw error
        } finally {
          gate.leave(ticket, answer, failure?.retryAfterMs)
        }
      }

      attempts += 1
      const durationMs = Math.round(timers.now() - startedAt)
      if (failure === undefined) return { kind: 'in', userInfo, attempts, durationMs }
      // A refused key may have been a matter of the clock: the next try gets a new assertion.
      if (failure.class === 'key_rejected') signed = undefined
      if (!(await waitAndRetry(failure, tries))) {
        const again = failure.retryable && failureClasses[failure.class].retry !== 'once'
        return { kind: 'out', failure, attempts, durationMs, again }
      }
    }
  }
}

// --- internal ---

interface Tries {
  since: number
  retries: number
  throttled: number
  /** Whether each request was sent before. */
  token: boolean
  userInfo: boolean
}

const maxRetries = 2
/** A user whom the host throttles alone must not keep the run going for ever. */
const maxThrottled = 10
const firstBackoffMs = 500
const longestBackoffMs = 10_000
/** No retry for a login that has taken longer than this. */
const patienceMs = 30_000
/** Assertions are made for ten minutes; one that is older than this is made anew. */
const maxAgeMs = 540_000

function count(requests: LogInOptions['requests'], budget: RetryBudget, isRetry: boolean): void {
  requests.total += 1
  if (isRetry) requests.retries += 1
  else budget.earn()
}
