import type { Timers } from '../smoke/timers.ts'

export type { Timers }

/**
 * The machine's clock and its timers. They do not keep the process alive: what waits for them happens
 * in the background.
 */
export const wallTimers: Timers = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, Math.ceil(ms))
    timer.unref()
    return () => clearTimeout(timer)
  },
}
