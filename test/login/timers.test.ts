import { expect, onTestFinished, test, vi } from 'vitest'
import { systemTimers, type Timers } from '../../src/pace/timers.ts'
import { failures, minute, simulateLogin, userId } from './support/simulate-login.ts'

test('a process waits for the timers of callers, not for those of the background', () => {
  const made = vi.spyOn(globalThis, 'setTimeout')
  onTestFinished(() => void vi.restoreAllMocks())
  const cancel = [systemTimers.after(1e6, () => {}), systemTimers.after(1e6, () => {}, true)]
  expect(made.mock.results.map(({ value }) => value.hasRef())).toEqual([true, false])
  for (const end of cancel) end()
})

test('what a caller waits for keeps the process alive, what nobody waits for does not', async () => {
  /** Timers that keep the process alive: a script would end without them. */
  let referenced = 0
  const watch = ({ after, ...clocks }: Timers): Timers => ({
    ...clocks,
    after(ms, callback, background = false) {
      if (background) return after(ms, callback)
      let counts = true
      const end = () => {
        if (counts) referenced -= 1
        counts = false
      }
      referenced += 1
      const cancel = after(ms, () => {
        end()
        callback()
      })
      return () => {
        end()
        cancel()
      }
    },
  })
  const { login, world, timers, run, pass } = simulateLogin({}, watch)
  const trouble = [failures.serverError, () => failures.throttled(2_000), failures.reset]
  for (const [n, fault] of trouble.entries()) {
    let left = 2
    world.fault = () => (left-- > 0 ? fault() : undefined)
    let isWaiting = true
    const token = login.getAccessToken(userId(n)).finally(() => {
      isWaiting = false
    })
    let least = Number.POSITIVE_INFINITY
    const watching = (async () => {
      while (isWaiting) {
        await timers.wait(10)
        if (isWaiting) least = Math.min(least, referenced)
      }
    })()
    await run(Promise.all([token, watching]))
    expect(least).toBeGreaterThan(0)
    expect(referenced).toBe(0)
  }
  await pass(10 * minute)
  expect(referenced).toBe(0)
})
