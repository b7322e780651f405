import { setMaxListeners } from 'node:events'
import type { LoginFailure } from '../docusign/login-failure.ts'
import type { Timers } from '../pace/timers.ts'
import { backoffMs } from './backoff-ms.ts'
import type { ActiveSettings } from './follow-settings.ts'
import { keepUsers } from './keep-users.ts'
import type { Emit } from './login-event.ts'
import type { TokenRequests } from './request-token.ts'

/**
 * An access token. Its text does not show when the object is printed, spread or turned into JSON:
 * take it by its name.
 */
export interface AccessToken {
  /** For the header `Authorization: Bearer ...`. */
  readonly accessToken: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/** The access tokens of many users. */
export interface TokenKeeper {
  /** A token that is good for some time yet. */
  get(userId: string, signal: AbortSignal | undefined): Promise<AccessToken>
  /** Forgets a user's token, and that there was none to be had. */
  invalidate(userId: string, accessToken: string | undefined): void
  close(): void
}

/**
 * Keeps tokens and renews those in use before they expire.
 *
 * A token is renewed in the background between ten and five minutes before it expires (Docusign asks
 * for ten), at random so that users and processes spread. That happens when somebody asks for it then,
 * or on its own when it was asked for again since it was new; so a user asked for at least once per
 * lifetime never waits, and one that is not asked for any more costs one request at most.
 *
 * Tokens stay when the key pair changes: nothing is known that ties them to it. Anyone who hears
 * otherwise by an HTTP 401 invalidates the token.
 *
 * @param options.latest the settings that new tokens are asked with.
 * @param options.toError makes the error that callers see.
 * @param options.maxUsers how many users are kept; those without a good token go first, then those whose
 *   token was asked for only once.
 */
export function keepTokens(options: {
  requests: TokenRequests
  latest: () => ActiveSettings | undefined
  toError: (userId: string, failure: LoginFailure, active: ActiveSettings | undefined) => Error
  maxUsers: number
  timers: Timers
  random: () => number
  emit: Emit
}): TokenKeeper {
  const { requests, latest, toError, maxUsers, timers, random, emit } = options
  const users = keepUsers<User>({
    maxUsers,
    random,
    worth: (user) => worthOf(user, timers),
    onEvict(user) {
      user.cancelRenewal()
      if (isGood(user.token, timers)) reportEviction()
    },
  })
  const underWay = new Map<string, Promise<AccessToken>>()

  let evicted = 0
  let evictionReportedAt = Number.NEGATIVE_INFINITY
  const reportEviction = () => {
    evicted += 1
    const now = timers.now()
    if (now - evictionReportedAt < evictionReportMs) return
    emit({ type: 'tokens_evicted', count: evicted, maxUsers })
    evicted = 0
    evictionReportedAt = now
  }

  const userOf = (userId: string): User => {
    const known = users.get(userId)
    if (known !== undefined) return known
    const user: User = { cancelRenewal: () => {}, failures: 0, retryAt: timers.now() }
    users.add(userId, user)
    return user
  }

  /** One request per user at a time, however many ask. */
  const renew = (userId: string, background: boolean): Promise<AccessToken> => {
    const running = underWay.get(userId)
    if (running !== undefined) return running
    const started = request(userId, background).finally(() => underWay.delete(userId))
    underWay.set(userId, started)
    return started
  }

  const request = async (userId: string, background: boolean): Promise<AccessToken> => {
    const startedAt = timers.now()
    const answer = await requests.request(userId)
    const now = timers.now()
    const user = userOf(userId)
    user.cancelRenewal()
    if (!answer.ok) {
      const { failure, active } = answer
      user.failure = { failure, active }
      user.failures += 1
      user.retryAt = now + backoffMs(user.failures, { ...nextRequest, random })
      if (isGood(user.token, timers)) renewAt(userId, user, user.retryAt)
      if (answer.isNew) reportRefusal(userId, user, failure, background)
      throw toError(userId, failure, active)
    }
    const { accessToken, askedAt, expiresAt, lifetimeMs, active } = answer
    const endsAt = askedAt + lifetimeMs
    const reserveMs = Math.min(60_000, lifetimeMs / 10)
    const margin = Math.min(600_000, lifetimeMs / 4)
    user.token = {
      token: hidden(accessToken, expiresAt),
      renewAt: endsAt - margin * (1 - random() / 2),
      goodUntil: endsAt - reserveMs,
      goodUntilDate: expiresAt - reserveMs,
      isAskedForAgain: false,
      scopes: active.settings.scopes.join(' '),
    }
    user.failure = undefined
    user.reported = undefined
    user.failures = 0
    user.retryAt = now
    renewAt(userId, user, user.token.renewAt)
    const { id: keyPair } = active.settings.keyPair
    const durationMs = Math.round(now - startedAt)
    emit({ type: 'token_minted', userId, keyPair, durationMs, background, expiresAt })
    return user.token.token
  }

  /** The same refusal again is no news, however often it is asked for. */
  const reportRefusal = (
    userId: string,
    user: User,
    { class: failureClass, message }: LoginFailure,
    background: boolean,
  ) => {
    const news = `${failureClass} ${background}`
    if (user.reported === news) return
    user.reported = news
    emit({ type: 'token_refused', userId, class: failureClass, message, background })
  }

  const renewAt = (userId: string, user: User, at: number) => {
    const renew = () => {
      if (user.token?.isAskedForAgain && isGood(user.token, timers)) renewSoon(userId, user)
    }
    user.cancelRenewal = timers.after(Math.max(0, at - timers.now()), renew, true)
  }

  const renewSoon = (userId: string, user: User) => {
    if (underWay.has(userId) || timers.now() < user.retryAt) return
    renew(userId, true).catch(() => {})
  }

  return {
    async get(userId, signal) {
      signal?.throwIfAborted()
      const user = userOf(userId)
      const now = timers.now()
      const { token, failure } = user
      if (isGood(token, timers)) {
        token.isAskedForAgain = true
        const scopes = latest()?.settings.scopes.join(' ')
        if (now >= token.renewAt || (scopes !== undefined && token.scopes !== scopes)) {
          renewSoon(userId, user)
        }
        return token.token
      }
      const isTooSoon = failure !== undefined && isOfUser(failure.failure) && now < user.retryAt
      if (isTooSoon && failure.active === latest()) {
        throw toError(userId, failure.failure, failure.active)
      }
      return abortable(renew(userId, false), signal)
    },
    invalidate(userId, accessToken) {
      const user = users.get(userId)
      if (user === undefined) return
      user.retryAt = timers.now()
      user.failure = undefined
      user.reported = undefined
      const { token } = user
      if (token === undefined) return
      if (accessToken !== undefined && token.token.accessToken !== accessToken) return
      const now = timers.now()
      if (user.invalidatedAt !== undefined && now - user.invalidatedAt < fewestMs) return
      user.invalidatedAt = now
      user.cancelRenewal()
      user.token = undefined
      emit({ type: 'token_invalidated', userId })
    },
    close() {
      for (const user of users.values()) user.cancelRenewal()
      users.clear()
    },
  }
}

// --- internal ---

interface User {
  token?: Kept | undefined
  cancelRenewal: () => void
  failure?: { failure: LoginFailure; active: ActiveSettings | undefined } | undefined
  /** What the last event said of a refusal. */
  reported?: string | undefined
  failures: number
  /** Not asked for again before; by {@link Timers.now}, like all times here. */
  retryAt: number
  invalidatedAt?: number
}

interface Kept {
  token: AccessToken
  /** When it is to be renewed. */
  renewAt: number
  /** A little before it expires, so that the request made with it still arrives. */
  goodUntil: number
  /** The same in milliseconds since 1970: while a machine sleeps, its other clock may stand still. */
  goodUntilDate: number
  isAskedForAgain: boolean
  scopes: string
}

/** A full store says so at once, then no more often than this. */
const evictionReportMs = 60_000
/** When a refused user is asked for again. */
const nextRequest = { baseMs: 1_000, capMs: 30_000 }
/** A token that replaced an invalidated one is not the reason when it does not work either. */
const fewestMs = 60_000

function isGood(token: Kept | undefined, { now, date }: Timers): token is Kept {
  return token !== undefined && now() < token.goodUntil && date() < token.goodUntilDate
}

/** How much a user is worth keeping; one without token and failure waits for the first answer. */
function worthOf({ token, failure }: User, timers: Timers): number {
  if (isGood(token, timers)) return token.isAskedForAgain ? 2 : 1
  return token === undefined && failure === undefined ? 1 : 0
}

/** What concerns the key pair or the throttling of all has its own limits. */
function isOfUser({ scope, class: failureClass }: LoginFailure): boolean {
  return scope !== 'app' && failureClass !== 'throttled'
}

function hidden(accessToken: string, expiresAt: number): AccessToken {
  const token = { expiresAt }
  Object.defineProperty(token, 'accessToken', { get: () => accessToken })
  return Object.freeze(token) as AccessToken
}

/** Waits for shared work, which goes on when one of those who wait for it gives up. */
function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    // One signal may end many calls: Node would warn of a leak.
    setMaxListeners(0, signal)
    signal.addEventListener('abort', onAbort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
