import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exitCode } from '../../src/smoke/exit-code.ts'
import { redactReport } from '../../src/smoke/redact-report.ts'
import { canaries, failures } from '../support/fake-docusign.ts'
import { simulateSmoke } from '../support/simulate-smoke.ts'
import {
  canaryUser,
  guid,
  managementAccount,
  smokeEnvironment,
  smokeTenant,
} from '../support/smoke-environment.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

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
  test('reads every account and user once, at its own base URI, with a token of its user', async () => {
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
    const users = docusign.requests.filter(({ endpoint }) => endpoint === 'user')
    expect(users.map(({ userId }) => userId).sort()).toEqual(
      read
        .slice(1)
        .map(({ userId }) => userId)
        .sort(),
    )
    expect(report.summary.requests).toBe(41 * 3 + 1 + 40)
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
    expect(report.summary.requests).toBe(3 + 1 + 5)
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
      ...['token', 'userinfo', 'account', 'account', 'account', 'user'],
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

  test('who cannot send fails by class, who is to be looked at does not', async () => {
    const { docusign, run } = simulate(6)
    const planEndDate = '2026-05-20T00:00:00Z'
    docusign.details.set(guid(1, 10), { envelopeSendingBlocked: 'true' })
    docusign.details.set(guid(2, 10), { userStatus: 'Closed', isAdmin: 'true' })
    docusign.details.set(guid(3, 10), { planEndDate, suspensionStatus: 'CANARY of ours' })
    docusign.details.set(guid(4, 10), { planEndDate: '2026-05-03T00:00:00Z' })
    const report = await run(depth)
    expect(report.verdict).toBe('failed')
    expect(report.summary).toMatchObject({
      failures: { sending_blocked: 1, user_inactive: 1, plan_ended: 1 },
      warnings: { user_is_administrator: 1, plan_ends_soon: 1, account_suspension: 1 },
    })
    expect(report.tenants[2]?.logins[0]).toMatchObject({
      outcome: 'failed',
      failure: { class: 'user_inactive', action: expect.stringContaining(guid(2, 11)) },
    })
    expect(report.tenants[3]?.logins[0]).toMatchObject({
      outcome: 'passed',
      warnings: [
        { class: 'account_suspension', message: 'suspensionStatus is "CANARY of ours"' },
        { class: 'plan_ends_soon', message: "the account's plan ends on 2026-05-20" },
      ],
    })
    const redacted = JSON.stringify(redactReport(report))
    expect(redacted).toContain('plan_ends_soon')
    expect(redacted).not.toMatch(/CANARY|2026-05-20/)
  })

  test('warnings count as failed only where that is asked for', async () => {
    const { docusign, run } = simulate(2)
    docusign.details.set(guid(1, 10), { isAdmin: 'true' })
    const report = await run(depth)
    expect(report.verdict).toBe('passed')
    expect(exitCode(report)).toBe(0)
    expect(exitCode(report, { countsWarnings: true })).toBe(1)
    const incomplete = { ...report, verdict: 'incomplete' } as const
    expect(exitCode(incomplete, { countsWarnings: true })).toBe(4)
    const { warnings: _, ...summary } = report.summary
    expect(exitCode({ ...report, summary }, { countsWarnings: true })).toBe(0)
  })

  test('administrators are expected where webhooks are declared', async () => {
    const environment = smokeEnvironment([smokeTenant(1)])
    const webhooks = {
      url: 'https://hooks.contoso.example/docusign',
      events: ['envelope-completed'],
      hmac: 'integrator' as const,
    }
    const { docusign, run } = simulateSmoke({
      ...environment,
      integration: { ...environment.integration, webhooks },
    })
    docusign.details.set(guid(1, 10), { isAdmin: 'true' })
    expect((await run({ depth: 'account' })).summary.warnings).toBeUndefined()
  })

  test('the canary of an account that does not send is exempt', async () => {
    const { docusign, run } = simulate(1)
    docusign.details.set(managementAccount, {
      ...{ envelopeSendingBlocked: 'true', canSendEnvelope: 'false', isAdmin: 'true' },
    })
    const report = await run(depth)
    expect(report.canary.outcome).toBe('passed')
    expect(report.verdict).toBe('passed')
    expect(report.summary.warnings).toBeUndefined()
    const ofCanary = docusign.requests.filter(({ userId }) => userId === canaryUser)
    expect(ofCanary.map(({ endpoint }) => endpoint)).toEqual(['token', 'userinfo', 'account'])
  })

  test('a tenant that is not live fails without counting, and has no warnings', async () => {
    const { docusign, run } = simulateSmoke(
      smokeEnvironment([smokeTenant(1, { status: 'onboarding' }), smokeTenant(2)]),
    )
    docusign.details.set(guid(1, 10), { envelopeSendingBlocked: 'true', isAdmin: 'true' })
    const report = await run({ depth: 'account' })
    expect(report.verdict).toBe('passed')
    expect(report.tenants[0]?.logins[0]).toMatchObject({
      outcome: 'informational',
      failure: { class: 'sending_blocked' },
    })
    expect(report.summary.warnings).toBeUndefined()
  })

  test('a user who may not be read is a warning, not a failure', async () => {
    const { docusign, run } = simulate(3)
    docusign.fault = ({ endpoint, userId }) =>
      endpoint === 'user' && userId === guid(1, 11) ? { failure: failures.unknown() } : undefined
    const report = await run(depth)
    expect(report.verdict).toBe('passed')
    expect(report.summary.warnings).toEqual({ rights_not_read: 1 })
  })

  test('passing trouble with the user reads neither token nor account again', async () => {
    const { docusign, run } = simulate(1)
    let faults = 0
    docusign.fault = ({ endpoint }) =>
      endpoint === 'user' && faults++ < 2 ? { failure: failures.serverError() } : undefined
    const report = await run(depth)
    expect(report.tenants[0]?.logins[0]).toMatchObject({ outcome: 'passed_after_retry' })
    expect(docusign.requests.slice(4).map(({ endpoint }) => endpoint)).toEqual([
      ...['token', 'userinfo', 'account', 'user', 'user', 'user'],
    ])
    expect(report.summary.retries).toBe(2)
  })

  test('a user who cannot be reached leaves the login unproven', async () => {
    const { docusign, run } = simulate(2)
    docusign.fault = ({ endpoint, userId }) =>
      endpoint === 'user' && userId === guid(1, 11)
        ? { failure: failures.foreignAnswer() }
        : undefined
    const report = await run(depth)
    expect(report.summary.outcomes).toEqual({ passed: 1, incomplete: 1 })
    expect(exitCode(report)).toBe(4)
  })

  test('a resumed run keeps the warnings of who had passed', async () => {
    const path = join(temporaryFolder(), 'test.ndjson')
    const make = () => {
      const { docusign, run } = simulate(12)
      for (const number of [0, 3, 7]) docusign.details.set(guid(number, 10), { isAdmin: 'true' })
      return { docusign, run }
    }
    const whole = await make().run({ ...depth, journal: { path } })
    expect(whole.summary.warnings).toEqual({ user_is_administrator: 3 })
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
    writeFileSync(path, `${lines.slice(0, -1).join('\n')}\n`)
    const { docusign, run } = make()
    const resumed = await run({ ...depth, journal: { path, resume: true } })
    expect(resumed.run.resumed).toBe(12)
    expect(docusign.requests.filter(({ endpoint }) => endpoint === 'user')).toEqual([])
    expect(resumed.summary.warnings).toEqual(whole.summary.warnings)
    expect(resumed.tenants.map(({ logins }) => logins[0]?.warnings)).toEqual(
      whole.tenants.map(({ logins }) => logins[0]?.warnings),
    )
  })

  test.each([
    ['account', true, 'accepted'],
    ['userinfo', true, 'accepted'],
    ['token', true, 'accepted'],
    ['account', false, 'over'],
  ] as const)('a known failure at the depth %s, still there: %s: %s', async (depth, is, state) => {
    const knownFailure = {
      class: 'sending_blocked',
      reason: 'unpaid',
      until: '2026-12-31',
    } as const
    const { docusign, run } = simulateSmoke(smokeEnvironment([smokeTenant(1, { knownFailure })]))
    if (is) docusign.details.set(guid(1, 10), { envelopeSendingBlocked: 'true' })
    const report = await run({ depth })
    expect(report.verdict).toBe('passed')
    expect(report.tenants[0]?.knownFailure?.state).toBe(state)
  })

  test('needs a way to the REST API', async () => {
    const { run } = simulate()
    await expect(run({ ...depth, openAccounts: undefined })).rejects.toThrow('openAccounts')
  })
})
