import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/random/seeded-random.ts'
import { exitCode } from '../../src/smoke/exit-code.ts'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { type Fault, failures } from '../support/fake-docusign.ts'
import { simulateSmoke } from '../support/simulate-smoke.ts'
import { guid, smokeEnvironment, smokeTenant } from '../support/smoke-environment.ts'

const fleet = (count: number) =>
  smokeEnvironment(Array.from({ length: count }, (_, index) => smokeTenant(index)))

/** Some tenants fail for good: with or without trouble they must be the same ones. */
const noConsent = ({ userId }: { userId: string }): Fault =>
  Number.parseInt(userId.slice(-6), 16) % 50 === 7
    ? { failure: failures.consentRequired() }
    : undefined

/** 5 % server errors, 2 % resets, 1 % hangs that end in a timeout. */
function passingTrouble(seed: number) {
  const random = seededRandom(seed)
  return (): Fault => {
    const dice = random()
    if (dice < 0.05) return { failure: failures.serverError() }
    if (dice < 0.07) return { failure: failures.reset() }
    if (dice < 0.08) return { failure: failures.timeout(), afterMs: 10_000 }
    return undefined
  }
}

function failed({ tenants }: SmokeReport): string[] {
  return tenants.filter(({ logins }) => logins[0]?.outcome === 'failed').map(({ id }) => id)
}

describe.each([1, 2, 3])('with passing trouble everywhere, seed %i', (seed) => {
  test('every tenant gets the verdict of a clean run, for little more traffic', async () => {
    const count = 3_000
    const options = { rate: 200, concurrency: 64, seed }
    const clean = simulateSmoke(fleet(count))
    clean.docusign.fault = noConsent
    const cleanReport = await clean.run(options)

    const { docusign, run } = simulateSmoke(fleet(count))
    const trouble = passingTrouble(seed)
    // A storm: for half a minute everything is throttled, once with and once without Retry-After.
    docusign.fault = (request) => {
      if (request.at > 4_000 && request.at < 14_000) return { failure: failures.throttled(5_000) }
      if (request.at > 30_000 && request.at < 50_000) return { failure: failures.throttled() }
      return trouble() ?? noConsent(request)
    }
    const report = await run(options)

    expect(report.summary.outcomes.incomplete).toBe(undefined)
    expect(failed(report)).toEqual(failed(cleanReport))
    expect(failed(report)).toHaveLength(count / 50)
    expect(report.summary.outcomes.passed_after_retry).toBeGreaterThan(count / 20)
    expect(exitCode(report)).toBe(1)
    expect(report.summary.requests).toBeLessThan(1.2 * cleanReport.summary.requests)
    expect(report.pace.limitedBy).toBe('throttling')
  })
})

describe('retries', () => {
  test('only the step that failed is repeated, with the same assertion', async () => {
    const { docusign, run } = simulateSmoke(fleet(1))
    let faults = 0
    docusign.fault = ({ endpoint, userId }) =>
      endpoint === 'userinfo' && userId === guid(0, 11) && faults++ < 2
        ? { failure: failures.serverError() }
        : undefined
    const report = await run()
    const mine = docusign.requests.filter(({ userId }) => userId === guid(0, 11))
    expect(mine.map(({ endpoint }) => endpoint)).toEqual([
      'token',
      'userinfo',
      'userinfo',
      'userinfo',
    ])
    expect(docusign.signer.signatures).toBe(3)
    expect(report.tenants[0]?.logins[0]).toMatchObject({
      outcome: 'passed_after_retry',
      attempts: 3,
    })
    expect(report.summary).toMatchObject({ requests: 7, retries: 2 })
  })

  test('an assertion that waited out a long pause is made again', async () => {
    const { docusign, run } = simulateSmoke(fleet(2))
    docusign.fault = ({ at, userId }) =>
      at < 10_000 && [guid(0, 11), guid(1, 11)].includes(userId)
        ? { failure: failures.throttled(580_000) }
        : undefined
    const report = await run({ patienceMs: 600_000 })
    expect(report.verdict).toBe('passed')
    // Canary, unknown user, two tenants, and both again.
    expect(docusign.signer.signatures).toBe(6)
  })

  test('the budget of a run ends retries when everything fails now and then', async () => {
    const { docusign, run } = simulateSmoke(fleet(2_000))
    const random = seededRandom(9)
    docusign.fault = () => (random() < 0.4 ? { failure: failures.serverError() } : undefined)
    const report = await run({ rate: 100 })
    const { requests, retries } = report.summary
    expect(retries).toBeLessThanOrEqual(10 + 0.1 * (requests - retries))
    expect(report.summary.outcomes.failed).toBe(undefined)
    expect(exitCode(report)).toBe(4)
  })

  test('one login whose server never answers properly stays unproven, the others pass', async () => {
    const { docusign, run } = simulateSmoke(fleet(100))
    docusign.fault = ({ userId }) =>
      userId === guid(7, 11) ? { failure: failures.serverError() } : undefined
    const report = await run({ rate: 100 })
    expect(report.tenants[7]?.logins[0]).toMatchObject({
      outcome: 'incomplete',
      failure: { class: 'transient' },
    })
    expect(report.summary.outcomes).toEqual({ passed: 99, incomplete: 1 })
    expect(exitCode(report)).toBe(4)
    // Three tries, and three more after all others.
    expect(docusign.requests.filter(({ userId }) => userId === guid(7, 11))).toHaveLength(6)
  })

  test('an outage of a minute costs time, not verdicts', async () => {
    const { docusign, timers, run } = simulateSmoke(fleet(1_000))
    docusign.fault = ({ at }) =>
      at > 10_000 && at < 70_000 ? { failure: failures.reset(), afterMs: 1 } : undefined
    const report = await run({ rate: 20 })
    expect(report.verdict).toBe('passed')
    expect(report.summary.requests).toBeLessThan(2_100)
    expect(timers.now()).toBeLessThan(140_000)
    expect(report.pace.limitedBy).toBe('outage')
  })

  test('a user whom the host throttles alone does not keep the run going for ever', async () => {
    const { docusign, run } = simulateSmoke(fleet(50))
    docusign.fault = ({ userId }) =>
      userId === guid(7, 11) ? { failure: failures.throttled() } : undefined
    const report = await run({ patienceMs: 3_600_000 })
    expect(report.summary.outcomes).toEqual({ passed: 49, incomplete: 1 })
  })
})

describe('throttling', () => {
  test('a storm of short rests at the beginning is waited out by the two logins that go first', async () => {
    const { docusign, run } = simulateSmoke(fleet(20))
    docusign.fault = ({ at }) =>
      at < 60_000 || (at > 61_000 && at < 120_000)
        ? { failure: failures.throttled(1_000) }
        : undefined
    const report = await run()
    expect(report.stopped).toBe(undefined)
    expect(report.summary.outcomes).toEqual({ passed: 20 })
  })

  test('a storm that does not end ends the run after its patience, unproven', async () => {
    const { docusign, timers, run } = simulateSmoke(fleet(20))
    docusign.fault = () => ({ failure: failures.throttled(1_000) })
    const report = await run()
    expect(report.stopped?.reason).toBe('throttled')
    expect(report.canary.outcome).toBe('not_tried')
    expect(exitCode(report)).toBe(4)
    expect(timers.now()).toBeGreaterThan(290_000)
    expect(timers.now()).toBeLessThan(310_000)
  })

  test('a host that asks for a rest longer than the patience ends the run, unproven', async () => {
    const { docusign, timers, run } = simulateSmoke(fleet(100))
    docusign.fault = ({ at }) =>
      at > 3_000 ? { failure: failures.throttled(3_600_000) } : undefined
    const report = await run()
    expect(report.stopped?.reason).toBe('throttled')
    expect(report.stopped?.message).toContain('3600 s')
    expect(exitCode(report)).toBe(4)
    expect(timers.now()).toBeLessThan(10_000)
  })
})

describe('pace', () => {
  test('vendor platforms get 15 logins/s, evenly', async () => {
    const { docusign, run } = simulateSmoke(fleet(300))
    const report = await run()
    expect(report.pace).toEqual({ asked: 15, held: 15 })
    const starts = docusign.requests
      .filter(({ endpoint }) => endpoint === 'token')
      .map(({ at }) => at)
    const gaps = starts.slice(3).map((at, index) => at - (starts[index + 2] ?? 0))
    for (const gap of gaps) expect(gap).toBeCloseTo(1000 / 15, 6)
  })

  test('signatures are made ahead: slow ones do not slow the run', async () => {
    const { docusign, run } = simulateSmoke(fleet(500), { signMs: 400, latencyMs: 100 })
    const report = await run({ rate: 40, concurrency: 10 })
    expect(report.pace.held).toBeGreaterThan(39)
    expect(docusign.mostAtOnce).toBeLessThanOrEqual(10)
  })

  test('says when connections are too few for the rate', async () => {
    const { run } = simulateSmoke(fleet(500), { latencyMs: 400 })
    const report = await run({ rate: 100, concurrency: 8 })
    expect(report.pace).toMatchObject({ asked: 100, limitedBy: 'concurrency' })
    expect(report.pace.held).toBeCloseTo(10, 0)
  })
})
