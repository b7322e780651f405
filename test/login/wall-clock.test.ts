import { describe, expect, test } from 'vitest'
import { failures, hour, minute, simulateLogin, userId } from './support/simulate-login.ts'

/** A login on a machine whose clock is set while it runs. */
function withClock(fast = 0) {
  const clock = { fastMs: fast }
  const simulated = simulateLogin({}, (timers) => ({
    ...timers,
    date: () => timers.date() + clock.fastMs,
  }))
  return { ...simulated, clock }
}

describe.each([
  ['back by an hour', -hour],
  ['forward by an hour', hour],
  ['back by a year', -8_760 * hour],
])('a clock that is set %s', (_, jump) => {
  test('leaves nobody with a token that has expired, and asks no more than before', async () => {
    const { login, world, clock, run, pass, isValid } = withClock()
    for (let minutes = 0; minutes < 180; minutes += 1) {
      if (minutes === 30) clock.fastMs = jump
      const token = await run(login.getAccessToken(userId(1)))
      expect(isValid(token), `after ${minutes} minutes`).toBe(true)
      await pass(minute)
    }
    // One an hour, renewed a little earlier; a clock that goes forward may have been a machine that slept.
    expect(world.requests.length).toBeLessThanOrEqual(5)
  })

  test('makes no token live longer that nobody asked for again', async () => {
    const { login, clock, run, pass, isValid } = withClock()
    await run(login.getAccessToken(userId(1)))
    clock.fastMs = jump
    await pass(hour)
    expect(isValid(await run(login.getAccessToken(userId(1))))).toBe(true)
  })

  test('makes no wait longer: a refused user, a refused key pair, a vault, settings', async () => {
    const faults: Record<string, (world: ReturnType<typeof withClock>['world']) => () => void> = {
      user(world) {
        world.fault = () => failures.consentRequired()
        return () => {
          world.fault = () => undefined
        }
      },
      key(world) {
        world.registered.clear()
        return () => void world.registered.add('a')
      },
      vault(world) {
        world.signerTrouble.set('a', 'forbidden')
        return () => void world.signerTrouble.clear()
      },
      settings(world) {
        const { settings } = world
        world.settings = new Error('not there')
        return () => {
          world.settings = settings
        }
      },
      host(world) {
        world.fault = () => failures.throttled(5_000)
        return () => {
          world.fault = () => undefined
        }
      },
    }
    for (const [name, begin] of Object.entries(faults)) {
      const { login, world, clock, run, pass, timers } = withClock()
      const end = begin(world)
      const ask = () =>
        login
          .getAccessToken(userId(1))
          .then(() => true)
          .catch(() => false)
      for (let tries = 0; tries < 8; tries += 1) {
        expect(await run(ask()), name).toBe(false)
        await pass(10_000)
      }
      clock.fastMs = jump
      end()
      const endedAt = timers.now()
      while (!(await run(ask()))) {
        expect(timers.now() - endedAt, name).toBeLessThan(45_000)
        await pass(1_000)
      }
    }
  })
})

test('a token of before a long sleep is not given out', async () => {
  const { login, clock, run } = withClock()
  const before = await run(login.getAccessToken(userId(1)))
  // Only the clock of the wall went on.
  clock.fastMs = 2 * hour
  const after = await run(login.getAccessToken(userId(1)))
  expect(after.accessToken).not.toBe(before.accessToken)
})

test('says by the clock of the wall when a token expires, and when something happened', async () => {
  const { login, run, timers, events } = withClock(3 * hour)
  const { expiresAt } = await run(login.getAccessToken(userId(1)))
  expect(Math.abs(expiresAt - (timers.now() + 4 * hour))).toBeLessThan(minute)
  for (const { at } of events) expect(at).toBeGreaterThanOrEqual(timers.now() + 3 * hour - minute)
})
