/** Waiting, as a run needs it; tests pass simulated time. */
export interface Timers {
  /** Milliseconds on a clock that never jumps. */
  now(): number
  /** Calls back once, not before `ms` milliseconds have passed; the result calls it off. */
  after(ms: number, callback: () => void): () => void
}

/** The machine's own time. */
export const systemTimers: Timers = {
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, Math.ceil(ms))
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
