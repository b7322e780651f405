import { setMaxListeners } from 'node:events'
import { classifySignerError } from '../docusign/classify-signer-error.ts'
import { hostAnswer } from '../docusign/host-answer.ts'
import { type LoginFailure, loginFailure } from '../docusign/login-failure.ts'
import { createStartGate, type StartGate } from '../pace/start-gate.ts'
import { sleep, type Timers } from '../pace/timers.ts'
import type { ActiveSettings, SettingsFollower } from './follow-settings.ts'
import { guardKey, isFailureOfKey } from './guard-key.ts'
import { LoginClosed, SettingsRefused, SettingsUnreachable } from './login-error.ts'
import type { Emit } from './login-event.ts'
import { withDeadline } from './with-deadline.ts'

/** A new access token, or why there is none. */
export type TokenAnswer =
  | {
      ok: true
      accessToken: string
      /** When Docusign was asked, by {@link Timers.now}. */
      askedAt: number
      /** Milliseconds since 1970. */
      expiresAt: number
      lifetimeMs: number
      active: ActiveSettings
    }
  | {
      ok: false
      failure: LoginFailure
      active: ActiveSettings | undefined
      /** Docusign or the vault was asked; false: it is known from an earlier answer, or there is a pause. */
      isNew: boolean
    }

/** Gets new access tokens. */
export interface TokenRequests {
  /**
   * Signs and asks, with retries; waits for its turn.
   *
   * @throws {SettingsUnreachable | SettingsRefused} when there are no settings.
   * @throws {LoginClosed}
   */
  request(userId: string): Promise<TokenAnswer>
  close(): void
}

/**
 * Prepares token requests to one host: not too many at one time, all of them paused when it asks for
 * that, passing problems tried again, a refused key pair replaced when the settings name another.
 */
export function createTokenRequests(options: {
  follower: SettingsFollower
  /** The largest number of requests at one time. */
  concurrency: number
  timers: Timers
  random: () => number
  emit: Emit
}): TokenRequests {
  const { follower, concurrency, timers, random, emit } = options
  const controller = new AbortController()
  const { signal } = controller
  // One listener for each request under way.
  setMaxListeners(0, signal)
  const guard = guardKey({ follower, timers, random, emit })

  /** A gate that has given up on a pause lets nobody in any more: another one follows it. */
  const openGate = (): Gate => {
    const opened: Gate = {
      gate: createStartGate({
        timers,
        random,
        concurrency,
        rate: Number.POSITIVE_INFINITY,
        patienceMs,
        onGiveUp(reason) {
          opened.gaveUp = reason === 'throttled' ? 'throttled' : 'transient'
          opened.gate.close()
        },
      }),
      gaveUp: undefined,
    }
    return opened
  }
  let current = openGate()

  /** Waits for a turn; a failure when the host's pause is too long to wait for. */
  const enter = async (): Promise<Turn> => {
    if (current.gaveUp !== undefined && current.gate.pausedMs() === 0) current = openGate()
    const opened = current
    const { gate } = opened
    const ticket = await gate.enter()
    signal.throwIfAborted()
    if (ticket === undefined) {
      return { ok: false, failure: paused(opened.gaveUp ?? 'transient', gate.pausedMs()) }
    }
    return {
      ok: true,
      leave(failure) {
        const wasPaused = gate.pausedMs() > 0
        gate.leave(ticket, hostAnswer(failure), failure?.retryAfterMs)
        const pauseMs = Math.round(gate.pausedMs())
        const host = follower.active?.settings.oauthHost ?? ''
        if (!wasPaused && pauseMs > 0) emit({ type: 'host_paused', host, pauseMs })
      },
    }
  }

  const attempt = async (userId: string, signal: AbortSignal): Promise<Attempt> => {
    const leave = await guard.ask().catch(toLeave)
    if (!leave.ok) {
      return { ...{ ok: false, isNew: false, again: false }, ...leave, active: follower.active }
    }
    const { active } = leave
    let failure: LoginFailure | undefined = tooSlow
    let hasEnded = false
    const end = () => {
      if (!hasEnded) leave.end(failure)
      hasEnded = true
    }
    // Others may wait for this one, and a credential or a network may not heed the signal.
    signal.addEventListener('abort', end, { once: true })
    try {
      const assertion = await active.assertion(userId, { signal }).catch((error: unknown) => {
        signal.throwIfAborted()
        failure = classifySignerError(error)
      })
      if (assertion !== undefined) {
        // Counted from here: Docusign issues the token a little later.
        const askedAt = timers.now()
        const askedOn = timers.date()
        const answer = await active.client.requestToken(assertion, { signal })
        if (answer.ok) {
          failure = undefined
          const { accessToken, expiresIn = usualLifetime } = answer
          const lifetimeMs = 1000 * Math.min(Math.max(expiresIn, 0), longestLifetime)
          const expiresAt = askedOn + lifetimeMs
          return { ok: true, accessToken, askedAt, expiresAt, lifetimeMs, active }
        }
        failure = answer.failure
      }
      const again = failure.retryable || isFailureOfKey(failure)
      return { ok: false, failure, active, isNew: true, again }
    } finally {
      signal.removeEventListener('abort', end)
      end()
    }
  }

  const attemptInTime = async (userId: string): Promise<Attempt> => {
    try {
      return await withDeadline((signal) => attempt(userId, signal), {
        timers,
        ms: attemptMs,
        late: () => late,
        signal,
      })
    } catch (error) {
      if (error !== late) throw error
      return { ok: false, failure: tooSlow, active: follower.active, isNew: true, again: false }
    }
  }

  return {
    async request(userId) {
      for (let attempts = 1; ; attempts++) {
        const turn = await enter()
        if (!turn.ok) return { ...turn, active: follower.active, isNew: false }
        const answer = await attemptInTime(userId).catch((error: unknown) => {
          turn.leave(undefined)
          throw error
        })
        turn.leave(answer.ok ? undefined : answer.failure)
        if (answer.ok || !answer.again || attempts === maxAttempts) return answer
        // The guard and the gate know when another attempt makes sense after these.
        if (isFailureOfKey(answer.failure) || answer.failure.class === 'throttled') continue
        await sleep(timers, random() * 500 * 2 ** attempts, signal)
      }
    },
    close() {
      controller.abort(new LoginClosed())
      current.gate.close()
    },
  }
}

// --- internal ---

interface Gate {
  gate: StartGate
  gaveUp: 'throttled' | 'transient' | undefined
}

type Turn =
  | { ok: true; leave(failure: LoginFailure | undefined): void }
  | { ok: false; failure: LoginFailure }

/** `again`: another attempt may help. */
type Attempt = (TokenAnswer & { ok: true }) | (TokenAnswer & { ok: false; again: boolean })

const maxAttempts = 3
/** Of access tokens, in seconds: https://developers.docusign.com/platform/auth/jwt/ */
const usualLifetime = 3_600
const longestLifetime = 86_400
/** Above all for the vault, whose client has retries of its own. */
const attemptMs = 30_000
/** The longest pause of the host that callers wait for. */
const patienceMs = 10_000

const late = new Error('too late')
const tooSlow = loginFailure({
  class: 'transient',
  message: `the vault and Docusign together did not answer within ${attemptMs / 1000} s`,
})

function paused(failureClass: 'throttled' | 'transient', retryAfterMs: number): LoginFailure {
  const seconds = Math.ceil(retryAfterMs / 1000)
  const message =
    failureClass === 'throttled'
      ? `Docusign has asked for a pause that lasts another ${seconds} s`
      : `Docusign does not answer, and is not asked again for another ${seconds} s`
  return loginFailure({ class: failureClass, message, retryAfterMs: Math.ceil(retryAfterMs) })
}

/** The first settings could not be opened; that there are none is thrown on. */
function toLeave(error: unknown): { ok: false; failure: LoginFailure } {
  const isKnown = [SettingsUnreachable, SettingsRefused, LoginClosed].some(
    (type) => error instanceof type,
  )
  if (isKnown) throw error
  return { ok: false, failure: classifySignerError(error) }
}
