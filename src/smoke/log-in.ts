import type { Integration } from '../config/environment.ts'
import type { AccountClient } from '../docusign/account-client.ts'
import type { AccountDetails } from '../docusign/account-details.ts'
import type { AssertionFactory } from '../docusign/assertion.ts'
import { checkSending, isUserUnreadable, type SendingVerdict } from '../docusign/check-sending.ts'
import { findAccount } from '../docusign/check-user-info.ts'
import { classifySignerError } from '../docusign/classify-signer-error.ts'
import type { ConnectConfiguration } from '../docusign/connect-configuration.ts'
import { hostAnswer } from '../docusign/host-answer.ts'
import type { JsonResult } from '../docusign/json-exchange.ts'
import type { LoginFailure } from '../docusign/login-failure.ts'
import type { OAuthClient, UserInfo, UserInfoAccount } from '../docusign/oauth-client.ts'
import { type CallBudget, isScarce } from '../docusign/rate-limits.ts'
import { type FailureClass, failureClasses } from '../failure/failure-classes.ts'
import type { AccountWarning } from '../failure/warning-classes.ts'
import type { StartGate } from '../pace/start-gate.ts'
import { sleep, type Timers } from '../pace/timers.ts'
import { checkConnect, webhooksNotRead } from '../webhooks/check-connect.ts'
import type { AccountHosts } from './account-hosts.ts'
import type { RetryBudget } from './retry-budget.ts'
import type { Depth } from './smoke-report.ts'

/** What all logins of a run share. */
export interface LogInOptions {
  assertion: AssertionFactory
  client: OAuthClient
  /** Of the OAuth server. */
  gate: StartGate
  /** Where accounts are read; needed for the depths `account` and `connect` only. */
  accountHosts?: AccountHosts | undefined
  /** What the webhooks of an account have to be; the users who read them administer the accounts. */
  webhooks?: Integration['webhooks']
  budget: RetryBudget
  timers: Timers
  /** Milliseconds since 1970: plans end on a day. */
  now: () => number
  /** From 0 to below 1. */
  random: () => number
  /** Aborted when nothing is to be started any more. */
  stopping: AbortSignal
  /** Aborted when what is under way is given up; for the signer alone, requests are left to end. */
  cutting: AbortSignal
  /** Counts the requests. */
  requests: { total: number; retries: number }
  /** Takes what the OAuth server says about the calls that are left, once for each login. */
  onBudget: (budget: CallBudget | undefined) => void
}

/** How a login ended. */
export type LoginEnd =
  | {
      kind: 'in'
      userInfo: UserInfo | undefined
      /** Why accounts could not be read, or nothing can be sent from them, by account. */
      accountFailures?: ReadonlyMap<string, LoginFailure> | undefined
      /** What to look at, by account. */
      accountWarnings?: ReadonlyMap<string, readonly AccountWarning[]> | undefined
      attempts: number
      durationMs: number
      /** Another try at another time may work. */
      again: boolean
      /** An unexpected refusal after which the canary user was not seen to log in. */
      unconfirmed?: true
    }
  | {
      kind: 'out'
      failure: LoginFailure
      attempts: number
      durationMs: number
      again: boolean
      unconfirmed?: true
    }
  | { kind: 'cut' }

/**
 * The failure of a login that may be one of all logins. That an account cannot be read is such a one
 * only when the integration key is to blame, or nobody knows what is.
 */
export function commonFailure(end: LoginEnd): LoginFailure | undefined {
  if (end.kind === 'out') return end.failure
  if (end.kind === 'cut') return undefined
  return [...(end.accountFailures?.values() ?? [])].find(
    ({ scope, proof }) => scope === 'app' || proof === 'unexpected',
  )
}

/**
 * What Docusign refused in a way that nobody expects: accounts, and `login` for the login. Each of them
 * is believed when it came twice.
 */
export function unexpectedRefusals(end: LoginEnd): readonly string[] {
  if (end.kind === 'cut') return []
  if (end.kind === 'out') return end.failure.proof === 'unexpected' ? ['login'] : []
  return [...(end.accountFailures ?? [])]
    .filter(([, { proof }]) => proof === 'unexpected')
    .map(([account]) => account)
}

/** What a login consists of. */
export interface LoginSteps {
  userId: string
  /** false: the token is proof enough. */
  withUserInfo: boolean
  /** Accounts to read with the token; those that user info does not name are left out. */
  accounts?: readonly string[]
  /**
   * What is judged of these accounts, with two requests for each: whether this user can send from
   * them, or their webhooks. Absent: that each can be read, with one request.
   */
  judges?: 'sending' | 'webhooks' | undefined
  /** Makes the assertion instead of the run's own: of another integration key. */
  assertion?: AssertionFactory
  /** No other login is under way: only the gate's patience ends throttling. */
  alone?: boolean
  /** Others wait for what it shows. */
  isUrgent?: boolean
}

/** The steps that a depth asks for; accounts are judged where `judges` is set. */
export function loginSteps(
  depth: Depth,
  userId: string,
  accounts: readonly string[] = [],
): LoginSteps {
  const readsAccounts = depth === 'account' || depth === 'connect'
  return { userId, withUserInfo: depth !== 'token', ...(readsAccounts && { accounts }) }
}

/**
 * Logs in as one user: signs an assertion, exchanges it for a token, asks whose token it is, reads
 * accounts with it.
 */
export type LogIn = (steps: LoginSteps) => Promise<LoginEnd>

/**
 * Prepares logins with retries: passing problems a few times after random waits that grow (full
 * jitter), a refused key once, throttling whenever the gate opens again. Only the step that failed is
 * repeated; the token of a login lives no longer than the login.
 */
export function createLogIn(options: LogInOptions): LogIn {
  const { assertion, client, gate, accountHosts, budget, timers, random, now } = options
  const { webhooks, stopping, cutting, requests, onBudget } = options

  const needsAssertion = (login: Login) =>
    login.accessToken === undefined &&
    (login.assertion === undefined || timers.now() - login.signedAt > maxAgeMs)

  const sign = async (login: Login): Promise<LoginFailure | undefined> => {
    try {
      const make = login.makeAssertion ?? assertion
      login.assertion = await make(login.userId, { signal: cutting })
      login.signedAt = timers.now()
      return undefined
    } catch (error) {
      if (cutting.aborted) throw new Stopped()
      return classifySignerError(error)
    }
  }

  const exchange = async (login: Login): Promise<LoginFailure | undefined> => {
    login.pauseMs = undefined
    if (login.accessToken === undefined) {
      count(login.tokenTried)
      login.tokenTried = true
      const result = await client.requestToken(login.assertion ?? '')
      if (!login.withUserInfo || !result.ok) onBudget(result.budget)
      if (!result.ok) return result.failure
      login.accessToken = result.accessToken
      login.pauseMs = result.pauseMs
    }
    if (login.withUserInfo) {
      count(login.userInfoTried)
      login.userInfoTried = true
      const result = await client.userInfo(login.accessToken)
      onBudget(result.budget)
      if (!result.ok) return result.failure
      login.userInfo = result.userInfo
      login.pauseMs ??= result.pauseMs
    }
    return undefined
  }

  const count = (isRetry: boolean) => {
    requests.total += 1
    if (isRetry) requests.retries += 1
    else budget.earn()
  }

  /** Signs before its turn, so that turns are for the network alone. */
  const enter = async (login: Login): Promise<LoginFailure | undefined> => {
    const unsigned = needsAssertion(login) ? await sign(login) : undefined
    if (unsigned !== undefined) return unsigned
    const ticket = await gate.enter({ isUrgent: login.isUrgent })
    if (ticket === undefined) throw new Stopped()
    let failure: LoginFailure | undefined
    try {
      login.startedAt = timers.now()
      login.firstAt ??= login.startedAt
      // The wait for the turn may have been a long pause.
      if (needsAssertion(login)) failure = await sign(login)
      failure ??= await exchange(login)
      login.isIn = failure === undefined
    } finally {
      gate.leave(ticket, hostAnswer(failure), failure?.retryAfterMs ?? login.pauseMs)
    }
    return failure
  }

  /** Asks the server of an account; the first request of a step is not a retry. */
  const askHost = async <T extends object>(
    login: Login,
    account: UserInfoAccount,
    request: (client: AccountClient) => Promise<JsonResult<T>>,
  ): Promise<JsonResult<T>> => {
    const result = await accountHosts?.ask(account, (client) => {
      count(login.accountTried)
      login.accountTried = true
      return request(client)
    })
    if (result === undefined || result === 'closed') throw new Stopped()
    return result
  }

  /** Judges the webhooks of an account. */
  const judgeWebhooks = async (
    login: Login,
    found: UserInfoAccount,
  ): Promise<LoginFailure | undefined> => {
    const { accessToken = '' } = login
    const { accountId } = found
    if (webhooks === undefined) return undefined
    if (login.configurations === undefined) {
      const read = await askHost(login, found, (client) =>
        client.readConnect(accountId, accessToken),
      )
      if (!read.ok) return webhooksNotRead(read.failure)
      login.configurations = read.configurations
      login.accountTried = false
    }
    const read = await askHost(login, found, (client) =>
      client.readConnectFailures(accountId, accessToken),
    )
    if (!read.ok) return webhooksNotRead(read.failure)
    const { configurations } = login
    return judged(login, checkConnect(webhooks, { ...read, configurations }, now()))
  }

  /** Reads the first of the accounts that are left, and judges it where that is asked for. */
  const readAccount = async (login: Login): Promise<LoginFailure | undefined> => {
    const { userInfo, userId, accessToken = '', accountsLeft } = login
    const found = findAccount(userInfo?.accounts ?? [], accountsLeft[0] ?? '')
    if (found === undefined) return undefined
    if (login.judges === 'webhooks') return judgeWebhooks(login, found)
    const { accountId } = found
    if (login.account === undefined) {
      const read = await askHost(login, found, (client) =>
        client.readAccount(accountId, accessToken),
      )
      if (!read.ok) return read.failure
      login.account = read.account
      login.accountTried = false
    }
    if (login.judges === undefined) return undefined
    const read = await askHost(login, found, (client) =>
      client.readUser(accountId, userId, accessToken),
    )
    if (!read.ok && !isUserUnreadable(read.failure)) return read.failure
    const user = read.ok ? read.user : read.failure
    const expectsAdministrator = webhooks !== undefined
    const options = { now: now(), expectsAdministrator }
    return judged(login, checkSending({ account: login.account, user }, options))
  }

  const attempt = async (login: Login): Promise<LoginFailure | undefined> => {
    const failure = login.isIn ? undefined : await enter(login)
    if (failure !== undefined) return failure
    while (login.accountsLeft.length > 0) {
      const failure = await readAccount(login)
      warnOfBudget(login)
      if (failure !== undefined) return failure
      nextAccount(login)
    }
    return undefined
  }

  /** Looks at the calls that are left of the account that was read. */
  const warnOfBudget = ({ accountsLeft, accountWarnings }: Login) => {
    const [account = ''] = accountsLeft
    const left = accountHosts?.budgetOf(account)?.hourly
    if (left === undefined || !isScarce(left)) return
    const warning: AccountWarning = {
      class: 'api_budget_low',
      message: `${left.remaining} of ${left.limit} calls of this hour are left`,
    }
    const others = (accountWarnings.get(account) ?? []).filter((w) => w.class !== warning.class)
    accountWarnings.set(account, [...others, warning])
  }

  const mayRetry = async (login: Login, failure: LoginFailure): Promise<boolean> => {
    if (!failure.retryable) return false
    const { retry } = failureClasses[failure.class]
    // The gate lets nobody through before the host wants it.
    if (retry === 'pause') return login.alone || ++login.throttled < maxThrottled
    if (retry === 'once' || retry === 'renew') {
      // No refusal is believed before it came twice, however much went wrong before.
      if (login.repeated.has(failure.class)) return false
      login.repeated.add(failure.class)
      const pauseMs = (retry === 'renew' ? renewAfterMs : 0) + random() * firstBackoffMs
      await sleep(timers, pauseMs, stopping)
      return true
    }
    const isLate = timers.now() - (login.firstAt ?? timers.now()) > patienceMs
    if (login.retries >= maxRetries || isLate || !budget.spend()) return false
    const longest = Math.min(longestBackoffMs, firstBackoffMs * 2 ** login.retries)
    login.retries += 1
    await sleep(timers, random() * longest, stopping)
    return true
  }

  return async (steps) => {
    const login = newLogin(steps)
    let attempts = 1
    for (;;) {
      login.startedAt = timers.now()
      let failure: LoginFailure | undefined
      try {
        failure = await attempt(login)
      } catch (error) {
        if (error instanceof Stopped) return { kind: 'cut' }
        throw error
      }
      const durationMs = Math.round(timers.now() - login.startedAt)
      if (failure === undefined) {
        const { userInfo, accountFailures, accountWarnings } = login
        const again =
          accountFailures !== undefined && [...accountFailures.values()].some(mayComeAgain)
        const found = { userInfo, accountFailures, accountWarnings }
        return { kind: 'in', ...found, attempts, durationMs, again }
      }
      const isRetried = await mayRetry(login, failure)
      // Whatever made Docusign refuse it, the next try gets a new one.
      if (failure.class === 'key_rejected') login.assertion = undefined
      if (isRetried && failure.class === 'token_refused') startAgain(login)
      if (isRetried) attempts += 1
      else if (login.isIn) {
        login.accountFailures ??= new Map()
        login.accountFailures.set(login.accountsLeft[0] ?? '', failure)
        nextAccount(login)
      } else return { kind: 'out', failure, attempts, durationMs, again: mayComeAgain(failure) }
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
  readonly alone: boolean
  readonly isUrgent: boolean
  readonly judges: LoginSteps['judges']
  readonly makeAssertion: AssertionFactory | undefined
  assertion: string | undefined
  signedAt: number
  accessToken: string | undefined
  userInfo: UserInfo | undefined
  /** The token is there, and the user info that was asked for. */
  isIn: boolean
  /** The OAuth server's limits are used up for so long. */
  pauseMs: number | undefined
  accountsLeft: string[]
  /** Of the first of them, once it is read. */
  account: AccountDetails | undefined
  configurations: readonly ConnectConfiguration[] | undefined
  accountFailures: Map<string, LoginFailure> | undefined
  accountWarnings: Map<string, readonly AccountWarning[]>
  tokenTried: boolean
  userInfoTried: boolean
  accountTried: boolean
  /** Start of the first attempt's requests, and of the last one's. */
  firstAt: number | undefined
  startedAt: number
  retries: number
  /** Classes of refusals after which it was tried once more. */
  repeated: Set<FailureClass>
  throttled: number
}

function newLogin({ userId, withUserInfo, accounts = [], ...steps }: LoginSteps): Login {
  return {
    userId,
    withUserInfo,
    alone: steps.alone ?? false,
    isUrgent: steps.isUrgent ?? false,
    judges: steps.judges,
    makeAssertion: steps.assertion,
    assertion: undefined,
    signedAt: 0,
    accessToken: undefined,
    userInfo: undefined,
    isIn: false,
    pauseMs: undefined,
    accountsLeft: [...accounts],
    account: undefined,
    configurations: undefined,
    accountFailures: undefined,
    accountWarnings: new Map(),
    tokenTried: false,
    userInfoTried: false,
    accountTried: false,
    firstAt: undefined,
    startedAt: 0,
    retries: 0,
    repeated: new Set(),
    throttled: 0,
  }
}

/** With a new token, and no doubt about whom it belongs to. */
function startAgain(login: Login): void {
  login.assertion = undefined
  login.accessToken = undefined
  login.userInfo = undefined
  login.account = undefined
  login.configurations = undefined
  login.isIn = false
}

/** Keeps what is to be looked at of the first of the accounts that are left; gives what has failed. */
function judged(
  { accountsLeft, accountWarnings }: Login,
  { failure, warnings }: SendingVerdict,
): LoginFailure | undefined {
  if (warnings.length > 0) accountWarnings.set(accountsLeft[0] ?? '', warnings)
  return failure
}

function nextAccount(login: Login): void {
  login.accountsLeft.shift()
  login.account = undefined
  login.configurations = undefined
  login.accountTried = false
}

/** Nobody is listed as failed for an answer that nobody expects before it came twice. */
function mayComeAgain({ class: failureClass, proof, retryable }: LoginFailure): boolean {
  return proof === 'unexpected' || (retryable && failureClasses[failureClass].retry !== 'once')
}

const maxRetries = 2
/** A user whom the host throttles alone must not keep the run going for ever. */
const maxThrottled = 10
const firstBackoffMs = 500
/** A token that is refused at once is sometimes good a moment later. */
const renewAfterMs = 1_000
const longestBackoffMs = 10_000
/** No retry for a login that has taken longer than this. */
const patienceMs = 30_000
/** Assertions are made for ten minutes; one that is older than this is made again. */
const maxAgeMs = 540_000
