/** A clock and waiting; tests pass simulated time. */
export interface Timers {
  /** Milliseconds of a clock that never jumps: only differences mean something. */
  now(): number
  /** Milliseconds since 1970, of a clock that is set now and then: never for a duration. */
  date(): number
  /**
   * Calls back once, not before `ms` milliseconds have passed; the result calls it off.
   *
   * @param background nobody waits for it: it does not keep the process alive.
   */
  after(ms: number, callback: () => void, background?: boolean): () => void
}

/** The machine's own time; a process waits for timers, except in the background. */
export const systemTimers: Timers = {
  now: () => performance.now(),
  date: () => Date.now(),
  after(ms, callback, background = false) {
    const timer = setTimeout(callback, Math.ceil(ms))
    if (background) timer.unref()
    return () => clearTimeout(timer)
  },
}

/** Waits; ends early, without an error, when the signal is aborted. */
export function sleep(timers: Timers, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted || ms <= 0) return Promise.resolve()
  return new Promise((resolve) => {
    const wake = () => {
      signal.removeEventListener('abort', wake)
      cancel()
      resolve()
    }
    const cancel = timers.after(ms, wake)
    signal.addEventListener('abort', wake)
  })
}
