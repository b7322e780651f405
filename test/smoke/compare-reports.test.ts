import { expect, test } from 'vitest'
import { compareReports } from '../../src/smoke/compare-reports.ts'
import { exitCode } from '../../src/smoke/exit-code.ts'
import { ReportRefused } from '../../src/smoke/read-report.ts'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { failures } from '../support/fake-docusign.ts'
import { simulateSmoke } from '../support/simulate-smoke.ts'
import { canaryUser, guid, smokeEnvironment, smokeTenant } from '../support/smoke-environment.ts'

const tenants = [1, 2, 3, 4].map((number) => smokeTenant(number))

/** A run in which the users with these numbers have not consented. */
function run(failing: readonly number[], environment = smokeEnvironment(tenants)) {
  const { docusign, run } = simulateSmoke(environment)
  docusign.fault = ({ userId }) =>
    failing.some((number) => userId === guid(number, 11))
      ? { failure: failures.consentRequired() }
      : undefined
  return run()
}

test('tells regressed, fixed, still failing and newly failing apart', async () => {
  const before = await run([1, 2])
  const after = await run([2, 3, 9], smokeEnvironment([...tenants, smokeTenant(9)]))
  const comparison = compareReports(before, after)
  const { regressed, fixed, stillFailing, newlyFailing, ...base } = comparison
  expect(base).toEqual({ runId: before.run.id, endedAt: before.run.endedAt })
  const ids = Object.fromEntries(
    Object.entries({ regressed, fixed, stillFailing, newlyFailing }).map(([kind, changes]) => [
      kind,
      changes.map(({ tenant, before: was }) => [Number(tenant.slice(-1)), was]),
    ]),
  )
  expect(ids).toEqual({
    regressed: [[3, 'passed']],
    fixed: [[1, 'failed']],
    stillFailing: [[2, 'failed']],
    newlyFailing: [[9, undefined]],
  })
  expect(exitCode(after)).toBe(1)
  expect(exitCode(after, { comparison })).toBe(1)
})

test('tells since when somebody is failing, over a row of compared runs', async () => {
  const compared = async (failing: number[], before: SmokeReport): Promise<SmokeReport> => {
    const after = await run(failing)
    return { ...after, comparison: compareReports(before, after) }
  }
  const first = await run([1])
  const last = await compared([1], await compared([1], await compared([1], first)))
  expect(last.comparison?.stillFailing).toEqual([
    { tenant: 'tenant-000001', role: 'default', before: 'failed', since: first.run.endedAt },
  ])
})

test('a failed run without regressions is good when only those count', async () => {
  const before = await run([1, 2])
  const after = await run([2])
  expect(exitCode(after, { comparison: compareReports(before, after) })).toBe(0)
  // A broken canary, a failing key or an unproven run is never forgiven.
  const broken = await (() => {
    const { docusign, run } = simulateSmoke(smokeEnvironment(tenants))
    docusign.fault = ({ userId }) =>
      userId === canaryUser ? { failure: failures.consentRequired() } : undefined
    return run()
  })()
  expect(exitCode(broken, { comparison: compareReports(before, broken) })).toBe(1)
  expect(exitCode({ ...after, verdict: 'incomplete' }, { comparison: { regressed: [] } })).toBe(4)
  expect(
    exitCode({ ...after, verdict: 'integration_key' }, { comparison: { regressed: [] } }),
  ).toBe(3)
})

test('a run of something else is no base', async () => {
  const before = await run([])
  expect(() => compareReports({ ...before, platform: 'production' }, before)).toThrow(ReportRefused)
})
