import type { Timers } from '../pace/timers.ts'

/**
 * Runs an action that has to end in time, whether it heeds its signal or not.
 *
 * @param options.late makes the error for an action that did not.
 * @throws what the action throws, the outer signal's reason, or the late error.
 */
export function withDeadline<T>(
  action: (signal: AbortSignal) => Promise<T>,
  options: { timers: Timers; ms: number; late: () => Error; signal?: AbortSignal },
): Promise<T> {
  const { timers, ms, late, signal } = options
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const controller = new AbortController()
    const stop = (reason: unknown) => {
      controller.abort(reason)
      reject(reason)
    }
    const onAbort = () => stop(signal?.reason)
    const cancel = timers.after(ms, () => stop(late()))
    signal?.addEventListener('abort', onAbort, { once: true })
    const done = () => {
      cancel()
      signal?.removeEventListener('abort', onAbort)
    }
    // Started in a microtask, so that an action that throws at once ends like any other.
    Promise.resolve()
      .then(() => action(controller.signal))
      .then(resolve, reject)
      .finally(done)
  })
}
