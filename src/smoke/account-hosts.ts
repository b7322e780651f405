import type { AccountClient } from '../docusign/account-client.ts'
import { hostAnswer } from '../docusign/host-answer.ts'
import type { JsonResult } from '../docusign/json-exchange.ts'
import { type LoginFailure, loginFailure } from '../docusign/login-failure.ts'
import { type OAuthPlatform, restOrigin } from '../docusign/platform.ts'
import { createStartGate, type HostTrouble, type StartGate } from '../pace/start-gate.ts'
import { sleep, type Timers } from '../pace/timers.ts'

/** What {@link createAccountHosts} needs. */
export interface AccountHostsOptions {
  platform: OAuthPlatform
  /** Opens the REST API of an origin; called once for each. */
  open: (origin: string) => AccountClient
  timers: Timers
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
  /** Starts nothing any more. */
  stop(): void
  /** Drops all connections. */
  close(): Promise<void>
}

/**
 * Prepares the reading of accounts at whatever base URIs there are. Docusign counts calls by account:
 * who has used up an account's limit waits alone, and only trouble of the host makes all wait.
 *
 * @see https://developers.docusign.com/platform/resource-limits/
 */
export function createAccountHosts(options: AccountHostsOptions): AccountHosts {
  const { platform, open, timers, random, concurrency, patienceMs, stopping } = options
  const hosts = new Map<string, Host>()
  /** Until when an account's limit is used up. */
  const spentUntil = new Map<string, number>()

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

  const spentMs = (accountId: string) => (spentUntil.get(accountId) ?? 0) - timers.now()

  return {
    async ask({ accountId, baseUri }, request) {
      const origin = restOrigin(platform, baseUri)
      if (origin === undefined) return { ok: false, failure: elsewhere(accountId, baseUri) }
      const host = hosts.get(origin) ?? openHost(origin)
      for (let tries = 1; ; tries++) {
        const waitMs = spentMs(accountId)
        if (tries > maxTries || waitMs > longestWaitMs) {
          return { ok: false, failure: spent(accountId, waitMs) }
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
        if (isSpent || result.ok) {
          host.gate.leave(ticket, 'fine')
          const untilMs = pauseMs ?? (isSpent ? burstWindowMs : undefined)
          if (untilMs !== undefined) spentUntil.set(accountId, timers.now() + untilMs)
        } else host.gate.leave(ticket, hostAnswer(result.failure), pauseMs)
        if (!isSpent) return result
      }
    },
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

function spent(accountId: string, waitMs: number): LoginFailure {
  const seconds = Math.ceil(waitMs / 1000)
  return loginFailure({
    class: 'throttled',
    retryable: false,
    retryAfterMs: waitMs,
    message: `the calls that Docusign allows account ${accountId} are used up for another ${seconds} s`,
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
