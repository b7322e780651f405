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
  /** Aborted when what is under way is given up; for the signer alone, requests are left to end. */
  cutting: AbortSignal
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
  const { assertion, client, gate, budget, timers, random, stopping, cutting, requests } = options

  const needsAssertion = (login: Login) =>
    login.accessToken === undefined &&
    (login.assertion === undefined || timers.now() - login.signedAt > maxAgeMs)

  const sign = async (login: Login): Promise<LoginFailure | undefined> => {
    try {
      login.assertion = await assertion(login.userId, { signal: cutting })
      login.signedAt = timers.now()
      return undefined
    } catch (error) {
      if (cutting.aborted) throw new Stopped()
      return classifySignerError(error)
    }
  }

  const exchange = async (login: Login): Promise<LoginFailure | undefined> => {
    if (login.accessToken === undefined) {
      count(login.tokenTried)
      login.tokenTried = true
      const result = await client.requestToken(login.assertion ?? '')
      if (!result.ok) return result.failure
      login.accessToken = result.accessToken
    }
    if (login.withUserInfo) {
      count(login.userInfoTried)
      login.userInfoTried = true
      const result = await client.userInfo(login.accessToken)
      if (!result.ok) return result.failure
      login.userInfo = result.userInfo
    }
    return undefined
  }

  const count = (isRetry: boolean) => {
    requests.total += 1
    if (isRetry) requests.retries += 1
    else budget.earn()
  }

  /** Signs before its turn, so that turns are for the network alone. */
  const attempt = async (login: Login): Promise<LoginFailure | undefined> => {
    const unsigned = needsAssertion(login) ? await sign(login) : undefined
    if (unsigned !== undefined) return unsigned
    const ticket = await gate.enter()
    if (ticket === undefined) throw new Stopped()
    let failure: LoginFailure | undefined
    try {
      login.startedAt = timers.now()
      login.firstAt ??= login.startedAt
      // The wait for the turn may have been a long pause.
      if (needsAssertion(login)) failure = await sign(login)
      failure ??= await exchange(login)
    } finally {
      gate.leave(ticket, answerOf(failure), failure?.retryAfterMs)
    }
    return failure
  }

  const mayRetry = async (login: Login, failure: LoginFailure): Promise<boolean> => {
    if (!failure.retryable) return false
    const { retry } = failureClasses[failure.class]
    // The gate lets nobody through before the host wants it.
    if (retry === 'pause') return ++login.throttled < maxThrottled
    const isLate = timers.now() - (login.firstAt ?? timers.now()) > patienceMs
    if (login.retries >= (retry === 'once' ? 1 : maxRetries) || isLate) return false
    if (!budget.spend()) return false
    const longest = Math.min(longestBackoffMs, firstBackoffMs * 2 ** login.retries)
    login.retries += 1
    await sleep(timers, random() * longest, stopping)
    return true
  }

  return async (userId, withUserInfo) => {
    const login = newLogin(userId, withUserInfo)
    for (let attempts = 1; ; attempts++) {
      login.startedAt = timers.now()
      let failure: LoginFailure | undefined
      try {
        failure = await attempt(login)
      } catch (error) {
        if (error instanceof Stopped) return { kind: 'cut' }
        throw error
      }
      const durationMs = Math.round(timers.now() - login.startedAt)
      if (failure === undefined)
        return { kind: 'in', userInfo: login.userInfo, attempts, durationMs }
      // Whatever made Docusign refuse it, the next try gets a new assertion.
      if (failure.class === 'key_rejected') login.assertion = undefined
      if (!(await mayRetry(login, failure))) {
        const again = failure.retryable && failureClasses[failure.class].retry !== 'once'
        return { kind: 'out', failure, attempts, durationMs, again }
      }
    }
  }
}

// --- internal ---

/** Nothing is to be started any more; never leaves this file. */
class Stopped extends Error {}

/** What a login has come to so far. */
interface Login {
  readonly userId: string
  readonly withUserInfo: boolean
  assertion: string | undefined
  signedAt: number
  accessToken: string | undefined
  userInfo: UserInfo | undefined
  tokenTried: boolean
  userInfoTried: boolean
  /** Start of the first attempt's requests, and of the last one's. */
  firstAt: number | undefined
  startedAt: number
  retries: number
  throttled: number
}

function newLogin(userId: string, withUserInfo: boolean): Login {
  return {
    userId,
    withUserInfo,
    assertion: undefined,
    signedAt: 0,
    accessToken: undefined,
    userInfo: undefined,
    tokenTried: false,
    userInfoTried: false,
    firstAt: undefined,
    startedAt: 0,
    retries: 0,
    throttled: 0,
  }
}

function answerOf(failure: LoginFailure | undefined): HostAnswer {
  return failure?.class === 'transient' || failure?.class === 'throttled' ? failure.class : 'fine'
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
