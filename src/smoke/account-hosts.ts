import type { AccountClient } from '../docusign/account-client.ts'
import { hostAnswer } from '../docusign/host-answer.ts'
import type { JsonResult } from '../docusign/json-exchange.ts'
import { type LoginFailure, loginFailure } from '../docusign/login-failure.ts'
import { type OAuthPlatform, restOrigin } from '../docusign/platform.ts'
import { type CallBudget, isUsedUp, leastBudget } from '../docusign/rate-limits.ts'
import { createStartGate, type HostTrouble, type StartGate } from '../pace/start-gate.ts'
import { sleep, type Timers } from '../pace/timers.ts'

/** What {@link createAccountHosts} needs. */
export interface AccountHostsOptions {
  platform: OAuthPlatform
  /** Opens the REST API of an origin; called once for each. */
  open: (origin: string) => AccountClient
  timers: Timers
  /** Milliseconds since 1970. */
  now: () => number
  /** From 0 to below 1. */
  random: () => number
  /** The largest number of requests at one time, for each host. */
  concurrency: number
  /** The longest that a host may keep everybody waiting, in milliseconds. */
  patienceMs: number
  /** Aborted when nothing is to be started any more. */
  stopping: AbortSignal
}

/** The servers of Docusign's REST API that a run meets, each with a limiter of its own. */
export interface AccountHosts {
  /**
   * Asks the server of an account one thing about it.
   *
   * @param account.baseUri from user info.
   * @param request sends one request; called again after a burst.
   * @returns `closed`: nothing is to be started any more.
   */
  ask<T extends object>(
    account: { accountId: string; baseUri: string },
    request: (client: AccountClient) => Promise<JsonResult<T>>,
  ): Promise<JsonResult<T> | 'closed'>
  /** The fewest calls to an account that were seen left. */
  budgetOf(accountId: string): CallBudget | undefined
  /** Starts nothing any more. */
  stop(): void
  /** Drops all connections. */
  close(): Promise<void>
}

/**
 * Prepares the reading of accounts at whatever base URIs there are. Docusign counts calls by account:
 * who has used up an account's limit waits alone, and only trouble of the host makes all wait. The last
 * calls of an account are left to the product, which shares its limit.
 *
 * @see https://developers.docusign.com/platform/resource-limits/
 */
export function createAccountHosts(options: AccountHostsOptions): AccountHosts {
  const { platform, open, timers, now, random, concurrency, patienceMs, stopping } = options
  const hosts = new Map<string, Host>()
  /** Until when an account's limit is used up. */
  const spentUntil = new Map<string, number>()
  const budgets = new Map<string, { lowest: CallBudget; last: CallBudget }>()

  const openHost = (origin: string): Host => {
    const host: Host = {
      client: open(origin),
      gate: createStartGate({
        ...{ timers, random, concurrency, patienceMs },
        rate: Number.POSITIVE_INFINITY,
        onGiveUp(trouble, pauseMs) {
          host.gaveUp = givenUp(origin, trouble, pauseMs)
          host.gate.close()
        },
      }),
      gaveUp: undefined,
    }
    hosts.set(origin, host)
    return host
  }

  /** Keeps what an answer says is left; returns how long nothing more is to be asked. */
  const keepBudget = (accountId: string, budget: CallBudget | undefined): number | undefined => {
    if (budget === undefined) return undefined
    const lowest = leastBudget(budgets.get(accountId)?.lowest, budget) ?? budget
    budgets.set(accountId, { lowest, last: budget })
    const [usedUp] = [budget.hourly, budget.burst].filter((left) => left && isUsedUp(left))
    return usedUp?.resetsAt === undefined ? undefined : usedUp.resetsAt - now()
  }

  const spentMs = (accountId: string) => (spentUntil.get(accountId) ?? 0) - timers.now()

  return {
    async ask({ accountId, baseUri }, request) {
      const origin = restOrigin(platform, baseUri)
      if (origin === undefined) return { ok: false, failure: elsewhere(accountId, baseUri) }
      const host = hosts.get(origin) ?? openHost(origin)
      for (let tries = 1; ; tries++) {
        const waitMs = spentMs(accountId)
        if (tries > maxTries || waitMs > longestWaitMs) {
          return { ok: false, failure: spent(accountId, waitMs, budgets.get(accountId)?.last) }
        }
        await sleep(timers, waitMs, stopping)
        if (stopping.aborted) return 'closed'
        const ticket = await host.gate.enter()
        if (ticket === undefined) {
          return host.gaveUp === undefined ? 'closed' : { ok: false, failure: host.gaveUp }
        }
        const result = await request(host.client)
        const isSpent = !result.ok && isLimitOfAccount(result.failure)
        const pauseMs = result.ok ? result.pauseMs : result.failure.retryAfterMs
        const reservedMs = keepBudget(accountId, result.budget)
        if (isSpent || result.ok) {
          host.gate.leave(ticket, 'fine')
          const untilMs = pauseMs ?? reservedMs ?? (isSpent ? burstWindowMs : undefined)
          if (untilMs !== undefined) spentUntil.set(accountId, timers.now() + untilMs)
        } else host.gate.leave(ticket, hostAnswer(result.failure), pauseMs)
        if (!isSpent) return result
      }
    },
    budgetOf: (accountId) => budgets.get(accountId)?.lowest,
    stop() {
      for (const { gate } of hosts.values()) gate.close()
    },
    async close() {
      await Promise.all([...hosts.values()].map(({ client }) => client.close()))
    },
  }
}

// --- internal ---

interface Host {
  client: AccountClient
  gate: StartGate
  gaveUp: LoginFailure | undefined
}

const maxTries = 3
/** A burst passes in 30 seconds; the hourly limit is nothing to wait for. */
const longestWaitMs = 60_000
const burstWindowMs = 30_000

function isLimitOfAccount({ error }: LoginFailure): boolean {
  return /^(?:HOURLY|BURST)_APIINVOCATION_LIMIT_EXCEEDED$/i.test(error ?? '')
}

function spent(accountId: string, waitMs: number, budget: CallBudget | undefined): LoginFailure {
  const seconds = Math.ceil(waitMs / 1000)
  const [left] = [budget?.hourly, budget?.burst].filter((calls) => calls && isUsedUp(calls))
  const what =
    left === undefined || left.remaining === 0
      ? `the calls that Docusign allows account ${accountId} are used up`
      : `only ${left.remaining} calls that Docusign allows account ${accountId} are left, and they are left to the product`
  return loginFailure({
    class: 'throttled',
    retryable: false,
    retryAfterMs: waitMs,
    message: `${what} for another ${seconds} s`,
  })
}

function elsewhere(accountId: string, baseUri: string): LoginFailure {
  return loginFailure({
    class: 'base_uri_mismatch',
    message: `user info says that account ${accountId} is at ${baseUri}, which is no address of this platform: no token was sent there`,
  })
}

function givenUp(origin: string, trouble: HostTrouble, pauseMs: number): LoginFailure {
  return loginFailure({
    class: trouble === 'throttled' ? 'throttled' : 'transient',
    retryable: false,
    retryAfterMs: pauseMs,
    message:
      trouble === 'throttled'
        ? `${origin} throttles and wants ${Math.ceil(pauseMs / 1000)} s of rest, longer than this run may wait`
        : `${origin} has given no proper answer for too long`,
  })
}
