import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { exitCode } from '../../src/smoke/exit-code.ts'
import { human } from '../../src/smoke/formats/human.ts'
import { json } from '../../src/smoke/formats/json.ts'
import { NothingToCheck } from '../../src/smoke/plan-logins.ts'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { canaries, failures } from '../support/fake-docusign.ts'
import { simulatedStart, simulateSmoke } from '../support/simulate-smoke.ts'
import {
  canaryUser,
  guid,
  managementAccount,
  smokeEnvironment,
  smokeTenant,
} from '../support/smoke-environment.ts'

const isValid = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: false }).compile(
  JSON.parse(readFileSync('schemas/report.schema.json', 'utf8')),
)

/** Outcomes by `tenant/role`. */
function outcomes({ tenants }: SmokeReport): Record<string, string> {
  return Object.fromEntries(
    tenants.flatMap(({ id, logins }) =>
      logins.map(({ role, outcome }) => [`${id}/${role}`, outcome] as const),
    ),
  )
}

/** Every report must fit the schema, hold no secret, and be printable in 80 columns. */
function checked(report: SmokeReport): SmokeReport {
  expect(
    isValid(JSON.parse(json(report, { colour: false, columns: 80 }))),
    JSON.stringify(isValid.errors),
  ).toBe(true)
  const text = human(report, { colour: false, columns: 80, verbose: true })
  for (const canary of Object.values(canaries)) {
    expect(JSON.stringify(report)).not.toContain(canary)
    expect(text).not.toContain(canary)
  }
  for (const line of text.split('\n')) {
    if (!line.includes('https://')) expect(line.length, line).toBeLessThanOrEqual(80)
  }
  return report
}

describe('a run without trouble', () => {
  test('logs everybody in: canary first, then an unknown user, then tenants', async () => {
    const environment = smokeEnvironment([
      smokeTenant(1, {
        users: { default: guid(1), hr: guid(2) },
        baseUri: 'https://na3.docusign.net',
      }),
      smokeTenant(2),
    ])
    const { docusign, run } = simulateSmoke(environment)
    const report = checked(await run())

    expect(exitCode(report)).toBe(0)
    expect(outcomes(report)).toEqual({
      'tenant-000001/default': 'passed',
      'tenant-000001/hr': 'passed',
      'tenant-000002/default': 'passed',
    })
    expect(report.canary).toMatchObject({ user: canaryUser, outcome: 'passed' })
    expect(report.unknownUser.outcome).toBe('refused')
    expect(docusign.requests.slice(0, 3)).toMatchObject([
      { endpoint: 'token', userId: canaryUser },
      { endpoint: 'userinfo', userId: canaryUser },
      { endpoint: 'token', userId: report.unknownUser.user },
    ])
    expect(report.summary).toEqual({
      tenants: 2,
      logins: 3,
      outcomes: { passed: 3 },
      failures: {},
      requests: 9,
      retries: 0,
    })
  })

  test('logs a user of several tenants in once and judges each tenant', async () => {
    const shared = guid(1)
    const environment = smokeEnvironment([
      smokeTenant(1, { users: { default: shared } }),
      smokeTenant(2, { users: { default: shared } }),
      smokeTenant(3, { users: { default: shared } }),
    ])
    const { docusign, run } = simulateSmoke(environment)
    const accounts = docusign.users.get(shared)?.accounts.slice(0, 2) ?? []
    docusign.users.set(shared, { sub: shared, accounts })
    const report = checked(await run())

    expect(docusign.requests.filter(({ userId }) => userId === shared)).toHaveLength(2)
    expect(outcomes(report)).toEqual({
      'tenant-000001/default': 'passed',
      'tenant-000002/default': 'passed',
      'tenant-000003/default': 'failed',
    })
    expect(report.summary.failures).toEqual({ account_mismatch: 1 })
    const failure = report.tenants.flatMap(({ logins }) => logins)[2]?.failure
    // The next step is to pick one of them.
    for (const { accountId } of accounts) expect(failure?.message).toContain(accountId)
    expect(failure?.action).toMatch(/`ikctl doctor \S+ tenant-000003`$/)
  })

  test('asks no user info when a token is proof enough', async () => {
    const { docusign, run } = simulateSmoke(smokeEnvironment([smokeTenant(1)]))
    const report = checked(await run({ depth: 'token' }))
    expect(report.verdict).toBe('passed')
    expect(docusign.requests.map(({ endpoint }) => endpoint)).toEqual(['token', 'token', 'token'])
  })
})

describe('what a failure means', () => {
  test('a missing consent fails its tenant and comes with the consent link', async () => {
    const { docusign, run } = simulateSmoke(smokeEnvironment([smokeTenant(1), smokeTenant(2)]))
    docusign.fault = ({ userId }) =>
      userId === guid(1, 11) ? { failure: failures.consentRequired() } : undefined
    const report = checked(await run())

    expect(exitCode(report)).toBe(1)
    const [login] = report.tenants[0]?.logins ?? []
    expect(login).toMatchObject({ outcome: 'failed', failure: { class: 'consent_required' } })
    expect(login?.consentLink).toMatch(/^https:\/\/account-d\.docusign\.com\/oauth\/auth\?/)
    expect(login?.failure?.action).toContain(guid(1, 11))
    const text = human(report, { colour: false, columns: 80 })
    expect(text).toContain('FAILED no consent: 1 login')
    expect(text.split('\n')).toContain(`  ${login?.consentLink}`)
    // Not tried again: it would not help.
    expect(docusign.requests.filter(({ userId }) => userId === guid(1, 11))).toHaveLength(1)
  })

  test('tells another user, another account and another base URI apart', async () => {
    const { docusign, run } = simulateSmoke(
      smokeEnvironment([
        smokeTenant(1),
        smokeTenant(2),
        smokeTenant(3, { baseUri: 'https://na3.docusign.net' }),
      ]),
    )
    const account = (accountId: string, baseUri: string) => [
      { accountId, baseUri, isDefault: true },
    ]
    const { users } = docusign
    users.set(guid(1, 11), {
      sub: guid(9),
      accounts: account(guid(1, 10), 'https://na3.docusign.net'),
    })
    users.set(guid(2, 11), {
      sub: guid(2, 11),
      accounts: account(guid(9), 'https://na3.docusign.net'),
    })
    users.set(guid(3, 11), {
      sub: guid(3, 11),
      accounts: account(guid(3, 10), 'https://eu.docusign.net'),
    })
    const report = checked(await run())
    expect(report.tenants.map(({ logins }) => logins[0]?.failure?.class)).toEqual([
      'user_mismatch',
      'account_mismatch',
      'base_uri_mismatch',
    ])
  })

  test('known failures, onboarding, suspended and offboarded tenants do not fail the run', async () => {
    const knownFailure = {
      class: 'consent_required' as const,
      reason: 'customer consents after its audit',
      until: '2026-05-04',
    }
    const { docusign, run } = simulateSmoke(
      smokeEnvironment([
        smokeTenant(1, { knownFailure }),
        smokeTenant(2, { status: 'onboarding' }),
        smokeTenant(3, { status: 'suspended' }),
        smokeTenant(4, { status: 'offboarded' }),
        smokeTenant(5, { knownFailure }),
        smokeTenant(6),
      ]),
    )
    docusign.fault = ({ userId }) =>
      [guid(1, 11), guid(2, 11)].includes(userId)
        ? { failure: failures.consentRequired() }
        : undefined
    const report = checked(await run())

    expect(exitCode(report)).toBe(0)
    expect(Object.values(outcomes(report))).toEqual([
      'known_failure',
      'informational',
      'not_tried',
      'not_tried',
      'passed',
      'passed',
    ])
    expect(report.tenants.map(({ logins }) => logins[0]?.reason)).toEqual([
      undefined,
      undefined,
      'suspended',
      'offboarded',
      undefined,
      undefined,
    ])
    expect(report.tenants[0]?.knownFailure?.state).toBe('accepted')
    expect(report.tenants[4]?.knownFailure?.state).toBe('over')
    expect(human(report, { colour: false, columns: 80 })).toContain('its known failure is over')
    const tried = new Set(docusign.requests.map(({ userId }) => userId))
    expect(tried).not.toContain(guid(3, 11))
    expect(tried).not.toContain(guid(4, 11))
  })

  test('a known failure counts when its date has passed, and when it is another one', async () => {
    const { docusign, run } = simulateSmoke(
      smokeEnvironment([
        smokeTenant(1, {
          knownFailure: { class: 'consent_required', reason: 'x', until: '2026-05-03' },
        }),
        smokeTenant(2, {
          knownFailure: { class: 'user_not_found', reason: 'x', until: '2027-05-03' },
        }),
      ]),
    )
    docusign.fault = ({ userId }) =>
      userId === guid(1, 11) || userId === guid(2, 11)
        ? { failure: failures.consentRequired() }
        : undefined
    const report = checked(await run())
    expect(Object.values(outcomes(report))).toEqual(['failed', 'failed'])
    expect(report.tenants[0]?.knownFailure?.state).toBe('expired')
  })

  test('users of offboarded tenants must be refused, when that is to be proven', async () => {
    const { docusign, run } = simulateSmoke(
      smokeEnvironment([
        smokeTenant(1, { status: 'offboarded' }),
        smokeTenant(2, { status: 'offboarded' }),
        smokeTenant(3, { status: 'offboarded' }),
      ]),
    )
    docusign.users.delete(guid(1, 11))
    docusign.users.set(guid(2, 11), { sub: guid(2, 11), accounts: [] })
    const report = checked(await run({ proveOffboarded: true, depth: 'token' }))
    expect(Object.values(outcomes(report))).toEqual(['refused', 'refused', 'failed'])
    expect(report.summary.failures).toEqual({ not_refused: 1 })
    const [failed] = report.tenants.flatMap(({ logins }) => logins).filter((login) => login.failure)
    expect(failed?.failure?.action).toMatch(/`ikctl doctor \S+ \S+`$/)
    expect(exitCode(report)).toBe(1)
  })
})

describe('what stops a run', () => {
  test('a canary whose key is refused: exit code 3, no tenant is touched', async () => {
    const { docusign, run } = simulateSmoke(smokeEnvironment([smokeTenant(1)]))
    docusign.fault = () => ({ failure: failures.keyRejected() })
    const report = checked(await run())
    expect(exitCode(report)).toBe(3)
    expect(report.stopped?.reason).toBe('integration_key')
    expect(outcomes(report)).toEqual({ 'tenant-000001/default': 'not_tried' })
    // Tried once more, with a fresh assertion.
    expect(docusign.requests.map(({ userId }) => userId)).toEqual([canaryUser, canaryUser])
    expect(docusign.signer.signatures).toBe(2)
  })

  test('a canary in trouble of its own does not stop the others, but fails the run', async () => {
    const { docusign, run } = simulateSmoke(smokeEnvironment([smokeTenant(1)]))
    docusign.fault = ({ userId }) =>
      userId === canaryUser ? { failure: failures.consentRequired() } : undefined
    const report = checked(await run())
    expect(exitCode(report)).toBe(1)
    expect(outcomes(report)).toEqual({ 'tenant-000001/default': 'passed' })
    expect(human(report, { colour: false, columns: 80 })).toContain(
      `the canary\n  user ${canaryUser}`,
    )
  })

  test('a canary that is not a member of the management account fails the run', async () => {
    const { docusign, run } = simulateSmoke(smokeEnvironment([smokeTenant(1)]))
    docusign.users.set(canaryUser, { sub: canaryUser, accounts: [] })
    const report = checked(await run())
    expect(report.canary.failure?.class).toBe('account_mismatch')
    expect(report.canary.failure?.message).toContain(managementAccount)
    expect(report.canary.failure?.message).toContain('it sees no account at all')
    expect(report.canary.failure?.action).toMatch(/`ikctl doctor \S+`$/)
    expect(exitCode(report)).toBe(1)
  })

  test('a server that lets anybody in: nothing is proven, exit code 4', async () => {
    const { docusign, run } = simulateSmoke(smokeEnvironment([smokeTenant(1)]))
    docusign.users.has = () => true
    const report = checked(await run())
    expect(exitCode(report)).toBe(4)
    expect(report.stopped?.reason).toBe('nothing_proven')
    expect(report.unknownUser.failure?.class).toBe('not_refused')
    expect(report.unknownUser.failure?.action).toMatch(/`ikctl doctor \S+`$/)
    expect(outcomes(report)).toEqual({ 'tenant-000001/default': 'not_tried' })
  })

  test.each([failures.unknown(), failures.grantRefused(), failures.foreignAnswer()])(
    'the canary meets what nobody expects ($class): no tenant is tried, exit code 4',
    async (failure) => {
      const { docusign, run } = simulateSmoke(smokeEnvironment([smokeTenant(1)]))
      docusign.fault = () => ({ failure })
      const report = checked(await run())
      expect(exitCode(report)).toBe(4)
      expect(report.stopped?.reason).toBe('host')
      expect(report.canary).toMatchObject({ outcome: 'incomplete', failure: { action: /./ } })
      expect(outcomes(report)).toEqual({ 'tenant-000001/default': 'not_tried' })
    },
  )

  test('an integration key that may not use the grant: exit code 3', async () => {
    const { docusign, run } = simulateSmoke(smokeEnvironment([smokeTenant(1)]))
    docusign.fault = () => ({ failure: failures.appRefused() })
    const report = checked(await run())
    expect(exitCode(report)).toBe(3)
    expect(outcomes(report)).toEqual({ 'tenant-000001/default': 'not_tried' })
  })

  test.each([failures.unknown(), failures.consentRequired(), failures.grantRefused()])(
    'a user who does not exist is refused in another way ($class): nothing is proven',
    async (failure) => {
      const { docusign, run } = simulateSmoke(smokeEnvironment([smokeTenant(1)]))
      docusign.fault = ({ userId }) => (docusign.users.has(userId) ? undefined : { failure })
      const report = checked(await run())
      expect(exitCode(report)).toBe(4)
      expect(report.unknownUser.outcome).not.toBe('refused')
      expect(outcomes(report)).toEqual({ 'tenant-000001/default': 'not_tried' })
    },
  )

  test('a user is refused as nobody expects, twice, and the canary is not: exit code 1', async () => {
    const { docusign, run } = simulateSmoke(smokeEnvironment([smokeTenant(1), smokeTenant(2)]))
    docusign.fault = ({ userId }) =>
      userId === guid(1, 11) ? { failure: failures.grantRefused() } : undefined
    const report = checked(await run())
    expect(exitCode(report)).toBe(1)
    expect(outcomes(report)).toEqual({
      'tenant-000001/default': 'failed',
      'tenant-000002/default': 'passed',
    })
    const { canaryUser } = smokeEnvironment([]).integration.managementAccount
    const canaries = docusign.requests.filter(({ userId }) => userId === canaryUser)
    expect(canaries.filter(({ endpoint }) => endpoint === 'token')).toHaveLength(2)
  })

  test('everybody is refused as nobody expects from a moment on: nobody is listed as failed', async () => {
    const tenants = Array.from({ length: 300 }, (_, index) => smokeTenant(index))
    const { docusign, run } = simulateSmoke(smokeEnvironment(tenants))
    docusign.fault = ({ at }) => (at > 5_000 ? { failure: failures.grantRefused() } : undefined)
    const report = checked(await run())
    expect(exitCode(report)).toBe(4)
    expect(report.canary.outcome).toBe('incomplete')
    const { failed = 0, incomplete = 0, not_tried = 0 } = report.summary.outcomes
    expect(failed).toBe(0)
    expect(incomplete).toBeLessThan(30)
    expect(not_tried).toBeGreaterThan(150)
  })

  test('a token that user info refuses once is replaced', async () => {
    const { docusign, timers, run } = simulateSmoke(smokeEnvironment([smokeTenant(1)]))
    const tokens: number[] = []
    let refusals = 0
    docusign.fault = ({ userId, endpoint, at }) => {
      if (userId !== guid(1, 11)) return undefined
      if (endpoint === 'token') tokens.push(at)
      return endpoint === 'userinfo' && refusals++ === 0
        ? { failure: failures.tokenRefused() }
        : undefined
    }
    const report = checked(await run())
    expect(report.tenants[0]?.logins[0]).toMatchObject({
      outcome: 'passed_after_retry',
      attempts: 2,
    })
    expect(tokens).toHaveLength(2)
    expect(Number(tokens[1]) - Number(tokens[0])).toBeGreaterThanOrEqual(1_000)
    expect(timers.now()).toBeLessThan(5_000)
  })

  test('a wrong clock: exit code 4', async () => {
    const { docusign, run } = simulateSmoke(smokeEnvironment([smokeTenant(1)]))
    docusign.fault = () => ({ failure: failures.clockSkew() })
    const report = checked(await run())
    expect(exitCode(report)).toBe(4)
    expect(report.stopped?.reason).toBe('host')
    expect(docusign.requests).toHaveLength(1)
  })

  test('a dead server: a few tries, exit code 4', async () => {
    const { docusign, run } = simulateSmoke(smokeEnvironment([smokeTenant(1)]))
    docusign.fault = () => ({ failure: failures.reset() })
    const report = checked(await run())
    expect(exitCode(report)).toBe(4)
    expect(docusign.requests).toHaveLength(3)
  })

  test('a key that is refused in the middle of a run: five in a row are enough', async () => {
    const tenants = Array.from({ length: 200 }, (_, index) => smokeTenant(index))
    const { docusign, run } = simulateSmoke(smokeEnvironment(tenants))
    docusign.fault = ({ at }) => (at > 5_000 ? { failure: failures.keyRejected() } : undefined)
    const report = checked(await run({ rate: 10, concurrency: 4 }))
    expect(exitCode(report)).toBe(3)
    expect(report.stopped?.reason).toBe('integration_key')
    expect(report.summary.failures.key_rejected).toBeLessThan(12)
    expect(report.summary.outcomes.not_tried).toBeGreaterThan(130)
  })

  test.each([
    ['another one signs by now', 'x'.repeat(43), 'key_pair_changed', 4],
    ['it is still the one that signs', undefined, 'integration_key', 3],
  ])('a key that is refused in the middle, and %s', async (_, published, reason, code) => {
    const tenants = Array.from({ length: 100 }, (_, index) => smokeTenant(index))
    const { docusign, run } = simulateSmoke(smokeEnvironment(tenants))
    docusign.fault = ({ at }) => (at > 2_000 ? { failure: failures.keyRejected() } : undefined)
    const { thumbprint } = docusign.signer
    const report = await run({ readActiveThumbprint: async () => published ?? thumbprint })
    expect(report.stopped?.reason).toBe(reason)
    expect(exitCode(report)).toBe(code)
    if (published !== undefined) {
      expect(report.stopped?.thumbprints).toEqual([thumbprint, published])
    }
  })

  test('an interruption: what is under way ends, the rest is not tried, exit code 4', async () => {
    const tenants = Array.from({ length: 50 }, (_, index) => smokeTenant(index))
    const { timers, run, docusign } = simulateSmoke(smokeEnvironment(tenants))
    const controller = new AbortController()
    timers.after(2_000, () => controller.abort())
    const report = checked(await run({ signal: controller.signal, rate: 10 }))
    expect(exitCode(report)).toBe(4)
    expect(report.stopped?.reason).toBe('interrupted')
    const { passed = 0, not_tried = 0 } = report.summary.outcomes
    expect(passed).toBeGreaterThan(10)
    expect(passed + not_tried).toBe(50)
    expect(Math.max(...docusign.requests.map(({ at }) => at))).toBeLessThan(2_200)
  })

  test('a deadline cuts what is under way', async () => {
    const { timers, run, docusign } = simulateSmoke(smokeEnvironment([smokeTenant(1)]))
    docusign.fault = ({ userId }) =>
      userId === guid(1, 11) ? { failure: failures.timeout(), afterMs: 10_000 } : undefined
    const report = checked(await run({ deadlineMs: 3_000 }))
    expect(report.stopped).toMatchObject({ reason: 'deadline' })
    expect(report.stopped?.message).toContain('3 s')
    expect(Object.values(outcomes(report))).toEqual(['not_tried'])
    expect(exitCode(report)).toBe(4)
    expect(timers.now()).toBeLessThan(11_000)
  })

  test('nothing to check is an error', async () => {
    const { run } = simulateSmoke(smokeEnvironment([smokeTenant(1, { status: 'suspended' })]))
    await expect(run()).rejects.toThrow(NothingToCheck)
    await expect(run({ selection: { tenants: ['tenant-000002'] } })).rejects.toThrow(
      'did you mean "tenant-000001"?',
    )
    await expect(simulateSmoke(smokeEnvironment([])).run()).rejects.toThrow('has no tenants')
  })
})

test.each([-3_600_000, 3_600_000])(
  'a clock that is set by %d ms in mid-run changes no duration',
  async (jump) => {
    const environment = smokeEnvironment(
      Array.from({ length: 40 }, (_, index) => smokeTenant(index)),
    )
    const { run, timers } = simulateSmoke(environment)
    const steps = () => (timers.now() > 1_000 ? jump : 0)
    const report = await run({ now: () => simulatedStart + timers.now() + steps() })
    const { startedAt, endedAt } = report.run
    expect(Date.parse(endedAt) - Date.parse(startedAt)).toBe(Math.floor(timers.now()))
    for (const { logins } of report.tenants) {
      for (const { durationMs = -1 } of logins) {
        expect(durationMs).toBeGreaterThanOrEqual(0)
        expect(durationMs).toBeLessThan(60_000)
      }
    }
  },
)
