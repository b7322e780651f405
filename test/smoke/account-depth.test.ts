import { describe, expect, test } from 'vitest'
import { exitCode } from '../../src/smoke/exit-code.ts'
import { canaries, failures } from '../support/fake-docusign.ts'
import { simulateSmoke } from '../support/simulate-smoke.ts'
import { guid, smokeEnvironment, smokeTenant } from '../support/smoke-environment.ts'

const eu = 'https://eu.docusign.net'
const na = 'https://na3.docusign.net'
const production = {
  platform: {
    name: 'production',
    origin: 'https://account.docusign.com',
    audience: 'account.docusign.com',
  },
} as const
const depth = { ...production, depth: 'account' } as const

/** Tenants at two base URIs, and the canary's account at a third. */
function simulate(count = 40, changes = {}) {
  const tenants = Array.from({ length: count }, (_, index) =>
    smokeTenant(index, { baseUri: index % 2 === 0 ? eu : na, ...changes }),
  )
  const simulation = simulateSmoke(smokeEnvironment(tenants))
  const { users } = simulation.docusign
  for (const [user, info] of users) {
    const accounts = info.accounts.map((account) => ({
      ...account,
      baseUri: account.baseUri === 'https://demo.docusign.net' ? na : account.baseUri,
    }))
    users.set(user, { ...info, accounts })
  }
  return simulation
}

describe('--depth account', () => {
  test('reads every account once, at its own base URI, with a token of its user', async () => {
    const { docusign, run } = simulate()
    const report = await run(depth)
    expect(report.verdict).toBe('passed')
    expect(report.run.depth).toBe('account')
    const read = docusign.requests.filter(({ endpoint }) => endpoint === 'account')
    // The canary's comes first.
    expect(read).toHaveLength(41)
    for (const { userId, accountId, origin } of read.slice(1)) {
      const number = Number.parseInt(userId.slice(-6), 16)
      expect({ accountId, origin }).toEqual({
        accountId: guid(number, 10),
        origin: number % 2 === 0 ? eu : na,
      })
    }
    expect(report.summary.requests).toBe(41 * 3 + 1)
  })

  test('a user of two accounts who may use only one: the other tenant fails', async () => {
    const tenants = [0, 1].map((n) => smokeTenant(n, { users: { default: guid(9, 11) } }))
    const { docusign, run } = simulateSmoke(smokeEnvironment(tenants))
    docusign.fault = ({ endpoint, accountId }) =>
      endpoint === 'account' && accountId === guid(1, 10)
        ? { failure: failures.noMember() }
        : undefined
    const report = await run({ depth: 'account' })
    expect(report.tenants.map(({ logins }) => logins[0])).toMatchObject([
      { outcome: 'passed' },
      { outcome: 'failed', failure: { class: 'account_mismatch', error: 'USER_LACKS_MEMBERSHIP' } },
    ])
    expect(report.summary.requests).toBe(3 + 1 + 4)
  })

  test('no token is sent to an address that is none of the platform', async () => {
    const { docusign, run } = simulate(4, { baseUri: undefined })
    const stranger = docusign.users.get(guid(2, 11))
    const accounts = [{ accountId: guid(2, 10), isDefault: true, baseUri: 'https://evil.example' }]
    docusign.users.set(guid(2, 11), { sub: guid(2, 11), ...stranger, accounts })
    const report = await run(depth)
    expect(report.tenants[2]?.logins[0]?.failure).toMatchObject({
      class: 'base_uri_mismatch',
      message: expect.stringContaining('https://evil.example'),
    })
    expect(docusign.requests.filter(({ origin }) => origin === 'https://evil.example')).toEqual([])
  })

  test('the emulator is asked itself, whatever the base URI', async () => {
    const { docusign, run } = simulate(4)
    const origin = 'https://localhost:4711'
    await run({
      depth: 'account',
      platform: { name: 'emulator', origin, audience: 'localhost:4711' },
    })
    const origins = docusign.requests.flatMap((request) => request.origin ?? [])
    expect(new Set(origins)).toEqual(new Set([origin]))
  })

  test('passing trouble repeats the last step alone', async () => {
    const { docusign, run } = simulate(1)
    let faults = 0
    docusign.fault = ({ endpoint, userId }) =>
      endpoint === 'account' && userId === guid(0, 11) && faults++ < 2
        ? { failure: failures.serverError() }
        : undefined
    const report = await run(depth)
    expect(report.tenants[0]?.logins[0]).toMatchObject({
      outcome: 'passed_after_retry',
      attempts: 3,
    })
    expect(docusign.requests.slice(4).map(({ endpoint }) => endpoint)).toEqual([
      ...['token', 'userinfo', 'account', 'account', 'account'],
    ])
    expect(docusign.signer.signatures).toBe(3)
  })

  test('an account whose burst is used up waits alone', async () => {
    const { docusign, timers, run } = simulate()
    const times: number[] = []
    docusign.fault = ({ endpoint, accountId, at }) => {
      if (endpoint !== 'account' || accountId !== guid(8, 10)) return undefined
      times.push(at)
      return times.length === 1 ? { failure: failures.limitOfAccount('BURST', 30_000) } : undefined
    }
    const report = await run({ ...depth, rate: 20 })
    expect(report.verdict).toBe('passed')
    expect(Number(times[1]) - Number(times[0])).toBeGreaterThanOrEqual(30_000)
    const others = docusign.requests.filter(({ accountId }) => accountId !== guid(8, 10))
    expect(Math.max(...others.map(({ at }) => at))).toBeLessThan(5_000)
    expect(timers.now()).toBeLessThan(35_000)
  })

  test('an account whose hour is used up is unproven, at once', async () => {
    const { docusign, timers, run } = simulate()
    docusign.fault = ({ endpoint, accountId }) =>
      endpoint === 'account' && accountId === guid(8, 10)
        ? { failure: failures.limitOfAccount('HOURLY', 1_800_000) }
        : undefined
    const report = await run({ ...depth, rate: 20 })
    expect(report.summary.outcomes).toEqual({ passed: 39, incomplete: 1 })
    expect(report.tenants[8]?.logins[0]?.failure).toMatchObject({
      class: 'throttled',
      message: expect.stringContaining(`account ${guid(8, 10)} are used up for another 1800 s`),
    })
    expect(exitCode(report)).toBe(4)
    expect(timers.now()).toBeLessThan(10_000)
  })

  test('a region that is down leaves its own tenants unproven and no others', async () => {
    const { docusign, run } = simulate(60)
    docusign.fault = ({ origin }) =>
      origin === eu ? { failure: failures.serverError() } : undefined
    const report = await run({ ...depth, rate: 20, patienceMs: 20_000 })
    const outcomes = report.tenants.map(({ logins }) => logins[0]?.outcome)
    expect(outcomes.filter((_, number) => number % 2 === 1)).toEqual(Array(30).fill('passed'))
    expect(outcomes.filter((_, number) => number % 2 === 0)).toEqual(Array(30).fill('incomplete'))
    expect(exitCode(report)).toBe(4)
  })

  test('an integration key that the API does not know ends the run before any tenant', async () => {
    const { docusign, run } = simulate()
    docusign.fault = ({ endpoint }) =>
      endpoint === 'account' ? { failure: failures.disabledKey() } : undefined
    const report = await run(depth)
    expect(report.verdict).toBe('integration_key')
    expect(report.canary.failure?.class).toBe('app_unknown')
    expect(report.summary.outcomes).toEqual({ not_tried: 40 })
  })

  test('nothing starts after an interruption, not even at a host that nobody has met', async () => {
    const { docusign, run } = simulate(1)
    const controller = new AbortController()
    docusign.fault = ({ endpoint, userId }) => {
      if (endpoint === 'userinfo' && userId === guid(0, 11)) controller.abort()
      return undefined
    }
    const report = await run({ ...depth, signal: controller.signal })
    expect(report.stopped?.reason).toBe('interrupted')
    expect(report.summary.outcomes).toEqual({ not_tried: 1 })
    expect(docusign.requests.filter(({ origin }) => origin === eu)).toEqual([])
  })

  test('nothing of a token is in the report', async () => {
    const { docusign, run } = simulate()
    docusign.fault = ({ endpoint, at }) =>
      endpoint === 'account' && at > 1_000 ? { failure: failures.noMember() } : undefined
    const text = JSON.stringify(await run(depth))
    for (const canary of Object.values(canaries)) expect(text).not.toContain(canary)
  })

  test('needs a way to the REST API', async () => {
    const { run } = simulate()
    await expect(run({ ...depth, openAccounts: undefined })).rejects.toThrow('openAccounts')
  })
})
