import { describe, expect, test } from 'vitest'
import type { CallBudget } from '../../src/docusign/rate-limits.ts'
import { exitCode } from '../../src/smoke/exit-code.ts'
import { openmetrics } from '../../src/smoke/formats/openmetrics.ts'
import { mergeReports } from '../../src/smoke/merge-reports.ts'
import { redactReport } from '../../src/smoke/redact-report.ts'
import { simulatedStart, simulateSmoke } from '../support/simulate-smoke.ts'
import { guid, smokeEnvironment, smokeTenant } from '../support/smoke-environment.ts'

const reset = simulatedStart + 1_800_000
const hourly = (remaining: number, limit = 3_000): CallBudget => {
  return { hourly: { remaining, limit, resetsAt: reset } }
}

/** Tenants whose accounts have so many calls left at the beginning. */
function simulate(left: readonly number[], limit = 3_000) {
  const tenants = left.map((_, number) => smokeTenant(number))
  const simulation = simulateSmoke(smokeEnvironment(tenants))
  const calls = new Map(left.map((count, number) => [guid(number, 10), count]))
  simulation.docusign.budget = ({ accountId = '' }) => {
    const count = calls.get(accountId)
    if (count === undefined) return undefined
    calls.set(accountId, count - 1)
    return hourly(count - 1, limit)
  }
  return simulation
}

describe('calls to accounts', () => {
  test('that are left are in the report: of each tenant, and of the account with the fewest', async () => {
    const { run } = simulate([2_000, 1_500, 2_500])
    const report = await run({ depth: 'account' })
    expect(report.verdict).toBe('passed')
    const least = {
      hourly: { remaining: 1_498, limit: 3_000, resetsAt: '2026-05-04T08:30:00.000Z' },
    }
    expect(report.apiBudget).toEqual({ accounts: least })
    expect(report.tenants[1]?.apiBudget).toEqual(least)
    expect(report.tenants[0]?.apiBudget?.hourly?.remaining).toBe(1_998)
    expect(redactReport(report).tenants.map(({ apiBudget }) => apiBudget)).toContainEqual(least)
    const metrics = openmetrics(report, { colour: false, columns: 80 })
    expect(metrics).toContain(
      'ikctl_smoke_api_calls_remaining{environment="test",of="accounts",window="hourly"} 1498\n',
    )
    expect(metrics).toContain('ikctl_smoke_api_calls_limit{')
    expect(metrics).toMatch(/api_calls_reset_timestamp_seconds\{[^}]*\} 1777883400\n/)
  })

  test('that become few are a warning, of that tenant alone', async () => {
    const { run } = simulate([2_000, 301])
    const report = await run({ depth: 'account' })
    expect(report.verdict).toBe('passed')
    expect(report.summary.warnings).toEqual({ api_budget_low: 1 })
    expect(report.tenants[1]?.logins[0]?.warnings).toMatchObject([
      { class: 'api_budget_low', message: '299 of 3000 calls of this hour are left' },
    ])
    expect(exitCode(report, { countsWarnings: true })).toBe(1)
  })

  test('are not used up: the last ones are left to the product', async () => {
    const { run, docusign } = simulate([2_000, 61, 30])
    const report = await run({ depth: 'account' })
    const asked = (number: number) =>
      docusign.requests.filter(({ accountId }) => accountId === guid(number, 10)).length
    expect([asked(0), asked(1), asked(2)]).toEqual([2, 1, 1])
    expect(report.tenants[1]?.logins[0]).toMatchObject({
      outcome: 'incomplete',
      failure: {
        class: 'throttled',
        message: expect.stringMatching(
          /^only 60 calls .* are left to the product for another \d+ s$/,
        ),
      },
    })
    expect(report.summary.outcomes).toEqual({ passed: 1, incomplete: 2 })
    expect(exitCode(report)).toBe(4)
  })

  test('of a burst are waited for', async () => {
    const burst = simulateSmoke(smokeEnvironment([smokeTenant(0)]))
    burst.docusign.budget = ({ accountId, endpoint }) =>
      accountId === guid(0, 10) && endpoint === 'account'
        ? {
            burst: {
              remaining: 10,
              limit: 500,
              resetsAt: simulatedStart + burst.timers.now() + 30_000,
            },
          }
        : undefined
    const report = await burst.run({ depth: 'account' })
    expect(report.verdict).toBe('passed')
    expect(burst.timers.now()).toBeGreaterThan(30_000)
  })
})

describe('calls to the OAuth server', () => {
  const fleet = smokeEnvironment(Array.from({ length: 40 }, (_, number) => smokeTenant(number)))

  test('that one user has used up stop nobody', async () => {
    const { run, docusign } = simulateSmoke(fleet)
    docusign.budget = ({ userId }) => hourly(userId === guid(7, 11) ? 0 : 900, 1_000)
    const report = await run()
    expect(report.verdict).toBe('passed')
    expect(report.apiBudget?.oauth?.hourly?.remaining).toBe(0)
  })

  test('that the integration key has nearly used up end the run, before they are', async () => {
    const { run, docusign } = simulateSmoke(fleet)
    let left = 40
    docusign.budget = ({ endpoint }) =>
      endpoint === 'userinfo' ? hourly(--left, 1_000) : undefined
    const report = await run({ concurrency: 2 })
    expect(report.stopped).toMatchObject({
      reason: 'throttled',
      message: expect.stringContaining('allows only 18 more calls of this hour'),
    })
    expect(left).toBeGreaterThanOrEqual(15)
    expect(exitCode(report)).toBe(4)
  })
})

test('a merged report has the fewest of all shards', async () => {
  const shardOf = async (index: number) => {
    const { run } = simulate([2_000, 1_500, 2_500, 1_200, 2_600, 1_900])
    return run({ depth: 'account', shard: { index, count: 2 } })
  }
  const reports = [await shardOf(1), await shardOf(2)].map((report, index) => {
    return { name: `${index}`, report }
  })
  expect(mergeReports(reports).apiBudget?.accounts?.hourly?.remaining).toBe(1_198)
})
