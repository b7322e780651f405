import { expect, test } from 'vitest'
import { seededRandom } from '../../src/random/seeded-random.ts'
import {
  failures,
  hour,
  minute,
  settingsFor,
  simulateLogin,
  userId,
} from './support/simulate-login.ts'

/** Asks for a user's token again and again until a time; counts calls and how long they waited. */
async function keepAsking(
  { login, timers, isValid }: ReturnType<typeof simulateLogin>,
  user: string,
  everyMs: number,
  until: number,
) {
  const seen = { calls: 0, bad: 0, longestWaitMs: 0, waits: 0 }
  while (timers.now() < until) {
    const startedAt = timers.now()
    const token = await login.getAccessToken(user)
    const waited = timers.now() - startedAt
    seen.calls += 1
    if (!isValid(token)) seen.bad += 1
    if (waited > 0) seen.waits += 1
    seen.longestWaitMs = Math.max(seen.longestWaitMs, waited)
    await timers.wait(everyMs)
  }
  return seen
}

test('24 hours with a rotation in the middle: no failed request, one renewal per lifetime', async () => {
  const day = simulateLogin()
  const { timers, world, run } = day
  const start = timers.now()
  const users = Array.from({ length: 150 }, (_, n) => userId(n))
  const work = users.map((user, n) =>
    keepAsking(day, user, minute * (1 + (n % 50)) + 137 * n, start + 24 * hour),
  )
  const rotation = (async () => {
    await timers.wait(12 * hour)
    world.registered.add('b')
    await timers.wait(hour)
    world.settings = settingsFor('b')
    // The overlap of a planned rotation, far shorter than the usual one.
    await timers.wait(5 * minute)
    world.registered.delete('a')
  })()
  const seen = await run(Promise.all(work))
  await run(rotation)

  expect(world.requests.filter(({ ok }) => !ok)).toEqual([])
  expect(seen.reduce((sum, { bad }) => sum + bad, 0)).toBe(0)
  // Only the first call of each user waits for Docusign.
  expect(seen.map(({ waits }) => waits)).toEqual(users.map(() => 1))
  expect(seen.reduce((sum, { calls }) => sum + calls, 0)).toBeGreaterThan(10_000)

  for (const user of users) {
    const times = world.requests.filter((r) => r.userId === user).map(({ at }) => at - start)
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(50 * minute)
    expect(times.length).toBeLessThanOrEqual(1 + (24 * 60) / 50)
  }
  const late = world.requests.filter(({ at }) => at - start > 13 * hour + 2 * minute)
  expect(new Set(late.map(({ keyPair }) => keyPair))).toEqual(new Set(['b']))
  expect(world.opened).toEqual(['a', 'b'])
  expect(world.closed).toEqual(['a'])
  expect(day.eventsOf('settings_changed')).toMatchObject([
    { keyPair: 'a' },
    { keyPair: 'b', previousKeyPair: 'a' },
  ])
})

test('errors of every fifth request reach nobody', async () => {
  const rough = simulateLogin()
  const { timers, world, run } = rough
  const random = seededRandom(7)
  const kinds = [failures.serverError, failures.reset, () => failures.throttled(2_000)]
  world.fault = () => (random() < 0.2 ? kinds[Math.floor(random() * 3)]?.() : undefined)
  const users = Array.from({ length: 50 }, (_, n) => userId(n))
  const end = timers.now() + 8 * hour
  const seen = await run(
    Promise.all(users.map((user, n) => keepAsking(rough, user, minute * (1 + (n % 40)), end))),
  )
  expect(seen.reduce((sum, { bad }) => sum + bad, 0)).toBe(0)
  expect(seen.map(({ waits }) => waits)).toEqual(users.map(() => 1))
  const refused = world.requests.filter(({ ok }) => !ok).length
  expect(refused).toBeGreaterThan(50)
  expect(refused / world.requests.length).toBeLessThan(0.3)
})

test('an emergency: settings that changed a moment ago are found when the key is refused', async () => {
  const emergency = simulateLogin()
  const { login, world, run, pass } = emergency
  await run(login.getAccessToken(userId(0)))
  world.registered = new Set(['b'])
  world.settings = settingsFor('b')
  const tokens = await run(
    Promise.all(Array.from({ length: 500 }, (_, n) => login.getAccessToken(userId(1 + n)))),
  )
  expect(tokens.every(emergency.isValid)).toBe(true)
  expect(world.requests.filter(({ ok }) => !ok).length).toBeLessThanOrEqual(16)
  expect(world.settingsReads).toBe(2)
  await pass(2 * minute)
  expect(emergency.eventsOf('key_refused')).toHaveLength(1)
})

test('an emergency: settings that change ten minutes later are followed without deployment', async () => {
  const emergency = simulateLogin()
  const { login, world, run, timers, pass, isValid } = emergency
  const known = Array.from({ length: 200 }, (_, n) => userId(n))
  await run(Promise.all(known.map((user) => login.getAccessToken(user))))
  const start = timers.now()
  world.registered = new Set()
  // New users ask all the time; they cannot be helped until the settings change.
  const asking = (async () => {
    let healed: number | undefined
    for (let n = 0; timers.now() < start + 20 * minute; n++) {
      const ok = await login.getAccessToken(userId(1000 + n)).then(isValid, (error) => {
        expect(error).toMatchObject({ code: 'ERR_LOGIN_KEY_REJECTED' })
        return false
      })
      if (ok) healed ??= timers.now()
      if (!ok && healed !== undefined) expect.unreachable('it failed again')
      await timers.wait(500)
    }
    return healed
  })()
  await pass(10 * minute)
  const published = timers.now()
  world.registered.add('b')
  world.settings = settingsFor('b')
  const healed = await run(asking)
  expect(Number(healed) - published).toBeLessThan(40_000)

  const rejected = world.requests.filter(({ ok }) => !ok)
  expect(rejected.length).toBeGreaterThan(0)
  expect(rejected.length).toBeLessThan(60)
  expect(world.settingsReads).toBeLessThan(120)
  // Those who had a token never noticed.
  const tokens = await run(Promise.all(known.map((user) => login.getAccessToken(user))))
  expect(tokens.every(isValid)).toBe(true)
})

test('a thundering herd: one request per user, few at one time, renewals spread', async () => {
  const herd = simulateLogin()
  const { login, world, run, pass, timers } = herd
  const users = Array.from({ length: 1000 }, (_, n) => userId(n))
  const ask = () =>
    run(Promise.all(users.flatMap((user) => [1, 2, 3, 4, 5].map(() => login.getAccessToken(user)))))
  const tokens = await ask()
  expect(new Set(tokens).size).toBe(1000)
  expect(world.requests).toHaveLength(1000)
  expect(world.mostAtOnce).toBe(16)
  expect(world.settingsReads).toBe(1)

  await ask()
  const start = timers.now()
  await pass(56 * minute)
  expect(world.requests).toHaveLength(2000)
  const seconds = new Map<number, number>()
  for (const { at } of world.requests.slice(1000)) {
    const second = Math.floor((at - start) / 1000)
    seconds.set(second, (seconds.get(second) ?? 0) + 1)
  }
  expect(Math.max(...seconds.values())).toBeLessThan(25)
  // Nobody asked since: those tokens are left to expire.
  await pass(3 * hour)
  expect(world.requests).toHaveLength(2000)
})

test('an outage of the settings vault is an event, not an outage', async () => {
  const outage = simulateLogin()
  const { login, world, run, pass, isValid, eventsOf } = outage
  await run(login.getAccessToken(userId(0)))
  world.settings = new Error(`CANARY ${'x'.repeat(20)}`)
  for (let i = 0; i < 60; i++) {
    await pass(6 * minute)
    expect(isValid(await run(login.getAccessToken(userId(0))))).toBe(true)
  }
  expect(isValid(await run(login.getAccessToken(userId(1))))).toBe(true)
  const reports = eventsOf('settings_unreachable')
  expect(reports.length).toBeGreaterThan(300)
  expect(reports.length).toBeLessThan(420)
  expect(JSON.stringify(reports)).not.toContain('CANARY')

  world.settings = settingsFor('b')
  world.registered.add('b')
  await pass(2 * minute)
  expect(eventsOf('settings_reachable')).toHaveLength(1)
  expect(eventsOf('settings_changed').at(-1)).toMatchObject({ keyPair: 'b' })
})

test('many users, bounded memory: those for whom there is no room are forgotten', async () => {
  const many = simulateLogin({ maxUsers: 100, concurrency: 64 })
  const { login, world, run, pass } = many
  const users = Array.from({ length: 5_000 }, (_, n) => userId(n))
  const askTwice = async (user: string) => {
    await login.getAccessToken(user)
    await login.getAccessToken(user)
  }
  await run(Promise.all(users.map(askTwice)))
  const asked = world.requests.length
  await pass(58 * minute)
  // Timers of the forgotten ones are gone as well.
  expect(world.requests.length - asked).toBeGreaterThan(0)
  expect(world.requests.length - asked).toBeLessThanOrEqual(100)
})

/** Asks for all users, one after the other; how many did not need a request. */
async function scan({ login, world, run }: ReturnType<typeof simulateLogin>, users: string[]) {
  const before = world.requests.length
  for (const user of users) await run(login.getAccessToken(user))
  return 1 - (world.requests.length - before) / users.length
}

test.each([
  [1.001, 0.95],
  [1.05, 0.8],
  [1.5, 0.4],
])(
  'a job over %s times as many users as are kept finds at least %s of them',
  async (size, least) => {
    const job = simulateLogin({ maxUsers: 400 })
    const users = Array.from({ length: Math.ceil(400 * size) }, (_, n) => userId(n))
    await scan(job, users)
    for (let i = 0; i < 5; i++) expect(await scan(job, users)).toBeGreaterThanOrEqual(least)
    const evictions = job.eventsOf('tokens_evicted')
    expect(evictions[0]).toMatchObject({ count: 1, maxUsers: 400 })
    const gaps = evictions.slice(1).map(({ at }, index) => at - (evictions[index]?.at ?? 0))
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(minute)
  },
)

test('users in use stay through a scan over many others', async () => {
  const busy = simulateLogin({ maxUsers: 400 })
  const used = Array.from({ length: 200 }, (_, n) => userId(n))
  await scan(busy, used)
  await scan(busy, used)
  await scan(
    busy,
    Array.from({ length: 3_000 }, (_, n) => userId(1_000 + n)),
  )
  expect(await scan(busy, used)).toBeGreaterThan(0.95)
})
