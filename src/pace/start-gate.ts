import type { Timers } from './timers.ts'

/** What {@link createStartGate} needs. */
export interface StartGateOptions {
  timers: Timers
  /** From 0 to below 1. */
  random: () => number
  /** The largest number of logins at one time. */
  concurrency: number
  /** Starts per second, evenly spaced; `Infinity`: no limit. */
  rate: number
  /** The longest that the host may keep everybody waiting, in milliseconds, before giving up. */
  patienceMs: number
  /** Called when the pause that would follow is more than the patience; may close the gate. */
  onGiveUp: (trouble: HostTrouble, pauseMs: number) => void
}

/** What makes all logins wait. */
export type HostTrouble = 'throttled' | 'unreachable'

/** Starts per second. */
export interface Pace {
  /** `null`: no limit. */
  asked: number | null
  held: number
  limitedBy?: PaceLimit
}

/** What kept starts from their time. */
export type PaceLimit = 'throttling' | 'concurrency' | 'signing' | 'outage'

/** How the host answered; anything that is neither throttling nor no proper answer is `fine`. */
export type HostAnswer = 'fine' | 'transient' | 'throttled'

/** A start that was allowed; to be given back with {@link StartGate.leave}. */
export type Ticket = number

/** What the requests of a host wait for: its answers, their turn, or there is none (its signature is due). */
export type GateStage = 'answer' | 'turn' | 'signature'

/** Decides when requests to one host may start. */
export interface StartGate {
  /**
   * Waits for a turn, first come first served; undefined when the gate has closed.
   *
   * @param options.isUrgent takes the next turn, before those who wait already.
   */
  enter(options?: { isUrgent?: boolean }): Promise<Ticket | undefined>
  /**
   * Gives the turn back and says how the host did.
   *
   * @param retryAfterMs how long the host asks everybody to wait; with `fine`: its limit is used up.
   */
  leave(ticket: Ticket, answer: HostAnswer, retryAfterMs?: number): void
  /** Starts nothing any more. */
  close(): void
  /** How long until the host's pause ends, in milliseconds; 0: there is none. */
  pausedMs(): number
  stage(): GateStage
  /** Measures the pace of the next starts, so many; without it, there is nothing to measure. */
  measure(starts: number): void
  pace(): Pace
}

/**
 * The one limiter of a host: a cap on what is under way, evenly spaced starts, and pauses for all.
 *
 * The rate is halved when the host throttles and grows again with each clean second (additive
 * increase, multiplicative decrease). `Retry-After` pauses every start. After a pause a single login
 * goes first, and the others follow when the host has answered it.
 */
export function createStartGate(options: StartGateOptions): StartGate {
  const { timers, random, concurrency, rate: asked, patienceMs, onGiveUp } = options
  const waiting: ((ticket: Ticket | undefined) => void)[] = []
  let closed = false
  let underWay = 0

  let rate = asked
  let rateChangedAt = timers.now()
  let nextStart = Number.NEGATIVE_INFINITY
  /** Starts since the beginning of the second, to know the rate where none is set. */
  let windowAt = timers.now()
  let windowStarts = 0
  let cancelWake: (() => void) | undefined
  let wakesAt = 0

  /** Raised by every pause: what started before a pause tells nothing about the time after it. */
  let epoch: Ticket = 1
  let pausedUntil = 0
  /** After a pause: `due`, then `sent`. */
  let scout: 'none' | 'due' | 'sent' = 'none'
  let badInARow = 0
  let pausesInARow = 0
  let troubleSince = 0

  let toMeasure = 0
  let starts = 0
  let firstStart = 0
  let lastStart = 0
  let waitedFor: PaceLimit | undefined
  const lateMs: Record<PaceLimit, number> = { throttling: 0, concurrency: 0, signing: 0, outage: 0 }

  const wakeAt = (time: number, now: number) => {
    if (cancelWake !== undefined && time >= wakesAt) return
    cancelWake?.()
    wakesAt = time
    cancelWake = timers.after(time - now, () => {
      cancelWake = undefined
      pump()
    })
  }

  const pump = () => {
    while (waiting.length > 0) {
      const now = timers.now()
      if (now < pausedUntil) {
        if (pausedUntil - now > patienceMs) return onGiveUp('throttled', pausedUntil - now)
        return wakeAt(pausedUntil, now)
      }
      if (scout === 'sent') return
      if (underWay >= concurrency) {
        waitedFor ??= 'concurrency'
        return
      }
      if (now < nextStart) return wakeAt(nextStart, now)
      start(now)
    }
  }

  const start = (now: number) => {
    if (rate < asked && now - rateChangedAt >= 1000) {
      rate = Math.min(asked, rate + growth(asked, rate))
      rateChangedAt = now
    }
    if (starts < toMeasure) {
      if (starts === 0) firstStart = now
      else if (nextStart < now) lateMs[waitedFor ?? 'signing'] += now - nextStart
      if (rate < asked && Number.isFinite(asked)) lateMs.throttling += 1000 / rate - 1000 / asked
      starts += 1
      lastStart = now
    }
    waitedFor = undefined
    if (now - windowAt >= 1000) {
      windowAt = now
      windowStarts = 0
    }
    windowStarts += 1
    nextStart = (now - nextStart <= catchUpMs ? nextStart : now) + 1000 / rate
    if (scout === 'due') scout = 'sent'
    underWay += 1
    waiting.shift()?.(epoch)
  }

  const pause = (trouble: HostTrouble, ms: number) => {
    const now = timers.now()
    if (pausesInARow === 0) troubleSince = now
    pausesInARow += 1
    badInARow = 0
    rest(trouble, ms)
    if (pausedUntil - troubleSince > patienceMs) onGiveUp(trouble, pausedUntil - now)
  }

  const rest = (trouble: HostTrouble, ms: number) => {
    epoch += 1
    scout = 'due'
    waitedFor = trouble === 'throttled' ? 'throttling' : 'outage'
    pausedUntil = Math.max(pausedUntil, timers.now() + ms)
  }

  /** Grows with every pause in a row; random, so that shards do not come back together. */
  const backoffMs = (trouble: HostTrouble) => {
    const ms = Math.min(longestBackoffMs[trouble], firstBackoffMs * 2 ** pausesInARow)
    return ms / 2 + (random() * ms) / 2
  }

  const observe = (ticket: Ticket, answer: HostAnswer, retryAfterMs: number | undefined) => {
    if (ticket !== epoch) {
      // The same trouble told again: only the host's own wish counts.
      if (retryAfterMs !== undefined) {
        pausedUntil = Math.max(pausedUntil, timers.now() + retryAfterMs)
      }
      return
    }
    if (answer === 'fine') {
      scout = 'none'
      badInARow = 0
      pausesInARow = 0
      // A longer one may be a limit of this user alone: if not, the next answer is a refusal.
      if (retryAfterMs !== undefined && retryAfterMs <= patienceMs) rest('throttled', retryAfterMs)
      return
    }
    badInARow += 1
    if (answer === 'throttled') {
      const windowMs = Math.max(100, timers.now() - windowAt)
      const reached = Number.isFinite(rate) ? rate : windowStarts / seconds(windowMs)
      rate = Math.max(Math.min(slowest, asked), reached / 2)
      rateChangedAt = timers.now()
      pause('throttled', retryAfterMs ?? backoffMs('throttled'))
    } else if (retryAfterMs !== undefined) pause('unreachable', retryAfterMs)
    else if (scout !== 'none' || badInARow >= outageAfter)
      pause('unreachable', backoffMs('unreachable'))
  }

  return {
    enter({ isUrgent = false } = {}) {
      if (closed) return Promise.resolve(undefined)
      return new Promise((resolve) => {
        if (isUrgent) waiting.unshift(resolve)
        else waiting.push(resolve)
        if (waiting.length === 1) pump()
      })
    },
    leave(ticket, answer, retryAfterMs) {
      underWay -= 1
      observe(ticket, answer, retryAfterMs)
      if (!closed) pump()
    },
    close() {
      closed = true
      cancelWake?.()
      for (const resolve of waiting.splice(0)) resolve(undefined)
    },
    pausedMs: () => Math.max(0, pausedUntil - timers.now()),
    stage: () => (underWay > 0 ? 'answer' : waiting.length > 0 ? 'turn' : 'signature'),
    measure(count) {
      toMeasure = count
      starts = 0
    },
    pace() {
      const held = starts < 2 ? 0 : (starts - 1) / Math.max(0.001, seconds(lastStart - firstStart))
      const isSlow = starts >= 2 && Number.isFinite(asked) && held < 0.95 * asked
      const [worst] = (Object.keys(lateMs) as PaceLimit[]).sort((a, b) => lateMs[b] - lateMs[a])
      return {
        asked: Number.isFinite(asked) ? asked : null,
        held: Math.round(held * 10) / 10,
        ...(isSlow && worst !== undefined && { limitedBy: worst }),
      }
    },
  }
}

// --- internal ---

/** A start that is late by up to this much does not delay those after it. */
const catchUpMs = 20
/** Starts per second, below which throttling does not push. */
const slowest = 1
const firstBackoffMs = 1_000
const longestBackoffMs: Record<HostTrouble, number> = { throttled: 60_000, unreachable: 10_000 }
/** So many attempts in a row without a proper answer are no accident. */
const outageAfter = 10

function growth(asked: number, rate: number): number {
  return Math.max(1, (Number.isFinite(asked) ? asked : rate) / 20)
}

function seconds(ms: number): number {
  return ms / 1000
}
