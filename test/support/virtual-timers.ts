import type { Timers } from '../../src/pace/timers.ts'

/** Simulated time: it passes only while {@link VirtualTimers.run} waits, and then at once. */
export interface VirtualTimers extends Timers {
  /** Resolves when simulated time has passed. */
  wait(ms: number): Promise<void>
  /** Lets time pass until the work is done. */
  run<T>(work: Promise<T>): Promise<T>
}

/** @param startsAt of the clock, in milliseconds. */
export function createVirtualTimers(startsAt = 0): VirtualTimers {
  let now = startsAt
  let count = 0
  /** A binary heap by time, then by order of creation. */
  const heap: { at: number; order: number; callback: (() => void) | undefined }[] = []
  const isBefore = (a: number, b: number) => {
    const [x, y] = [heap[a], heap[b]]
    if (x === undefined || y === undefined) return false
    return x.at < y.at || (x.at === y.at && x.order < y.order)
  }
  const swap = (a: number, b: number) => {
    const [x, y] = [heap[a], heap[b]]
    if (x === undefined || y === undefined) return
    heap[a] = y
    heap[b] = x
  }
  const push = (timer: (typeof heap)[number]) => {
    heap.push(timer)
    for (let i = heap.length - 1; i > 0 && isBefore(i, (i - 1) >> 1); i = (i - 1) >> 1) {
      swap(i, (i - 1) >> 1)
    }
  }
  const pop = () => {
    swap(0, heap.length - 1)
    const timer = heap.pop()
    for (let i = 0; ; ) {
      const least = [2 * i + 1, 2 * i + 2].reduce((a, b) => (isBefore(b, a) ? b : a), i)
      if (least === i) return timer
      swap(i, least)
      i = least
    }
  }

  const timers: VirtualTimers = {
    now: () => now,
    date: () => now,
    after(ms, callback) {
      const timer = {
        at: now + Math.max(0, ms),
        order: count++,
        callback: callback as typeof callback | undefined,
      }
      push(timer)
      return () => {
        timer.callback = undefined
      }
    },
    wait: (ms) => new Promise((resolve) => void timers.after(ms, resolve)),
    async run(work) {
      let isDone = false
      const done = work.finally(() => {
        isDone = true
      })
      done.catch(() => {})
      for (;;) {
        // Everything that can go on without time passing goes on first.
        await new Promise((resolve) => setImmediate(resolve))
        if (isDone) return done
        let timer = pop()
        while (timer !== undefined && timer.callback === undefined) timer = pop()
        if (timer === undefined) throw new Error('nothing is left that could go on')
        now = timer.at
        timer.callback?.()
      }
    },
  }
  return timers
}
