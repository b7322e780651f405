import { expect, test } from 'vitest'
import { compareReports } from '../../src/smoke/compare-reports.ts'
import { reportFormats } from '../../src/smoke/formats/formats.ts'
import { mergeReports } from '../../src/smoke/merge-reports.ts'
import { readReport } from '../../src/smoke/read-report.ts'
import { redactReport } from '../../src/smoke/redact-report.ts'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { fleetReport, someFailure } from '../support/fleet-report.ts'

const formats = Object.keys(reportFormats) as (keyof typeof reportFormats)[]
const options = { colour: false, columns: 80, verbose: true, metricsByTenant: true }

/** A report whose every text that may name somebody is a canary. */
async function withCanaries(): Promise<{ report: SmokeReport; canaries: string[] }> {
  const report = await fleetReport({
    tenants: 30,
    failing: (number) => (number % 3 === 0 ? someFailure(number) : undefined),
    failedBefore: (number) => (number % 6 === 0 ? someFailure(number) : undefined),
  })
  const canaries: string[] = []
  const canary = (text: string) => {
    canaries.push(text)
    return text
  }
  report.run.startedBy = canary('canary.person@contoso.example')
  report.run.selection = {
    tenants: report.tenants.map(({ id }) => id),
    labels: { region: canary('canary-region') },
  }
  report.stopped = { reason: 'host', message: canary('canary-message of a stop') }
  canary(report.canary.user)
  canary(report.unknownUser.user)
  for (const [index, tenant] of report.tenants.entries()) {
    canary(tenant.id)
    canary(tenant.account)
    tenant.name = canary(`Canary Name ${index}`)
    tenant.labels = { region: canary(`canary-region-${index}`) }
    tenant.knownFailure = {
      class: 'unknown',
      reason: canary(`canary-reason ${index}`),
      until: '2026-05-01',
      state: 'expired',
    }
    for (const login of tenant.logins) {
      canary(login.user)
      if (login.consentLink !== undefined) canary(login.consentLink)
      if (login.failure === undefined) continue
      login.failure.message = canary(`canary-message ${index}`)
      login.failure.action = canary(`canary-action ${index}`)
      login.failure.error = canary(`canary error ${index}`)
      login.failure.errorDescription = canary(`canary.${index}@contoso.example`)
      login.failure.traceToken = canary(`canary-trace-${index}`)
    }
  }
  return { report, canaries }
}

test.each(formats)('%s holds nothing that names somebody', async (format) => {
  const { report, canaries } = await withCanaries()
  const whole = reportFormats[format](report, options)
  const text = reportFormats[format](redactReport(report), options)
  for (const canary of canaries) expect(text).not.toContain(canary)
  expect(text).not.toMatch(/canary-|canary\.|@contoso|oauth\/auth/i)
  // The canaries would have been there.
  if (format !== 'openmetrics') expect(whole).toMatch(/canary-message/)
})

test('the redacted report is a report, and redacting it again changes nothing', async () => {
  const { report } = await withCanaries()
  const redacted = redactReport(report)
  const text = reportFormats.json(redacted, options)
  expect(readReport(text, 'report')).toEqual(JSON.parse(text))
  expect(redactReport(redacted)).toBe(redacted)
  const { summary, verdict, pace } = report
  expect(redacted).toMatchObject({ summary, verdict, pace })
})

test('no text stays that is not known to name nobody', async () => {
  const { report } = await withCanaries()
  const texts = new Map<string, string[]>()
  const collect = (value: unknown, path: string): void => {
    if (typeof value === 'string') texts.set(path, [...(texts.get(path) ?? []), value])
    else if (Array.isArray(value)) for (const item of value) collect(item, `${path}[]`)
    else if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value)) collect(item, `${path}.${name}`)
    }
  }
  collect(redactReport(report), '')
  // Hashes, times, and words of a fixed list.
  const isPublic =
    /^(#|tenant-)[0-9a-f]{10}$|^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$|^[a-z_A-Z]+$|^\(redacted\)$/
  const others = [...texts].filter(([, values]) => !values.every((text) => isPublic.test(text)))
  expect(others.map(([path]) => path).sort()).toEqual([
    '.comparison.runId',
    '.configHash',
    '.integrationKey',
    '.product',
    '.run.id',
    '.stopped.message',
    '.tenants[].logins[].failure.action',
    '.tenants[].logins[].failure.message',
    '.thumbprint',
    '.tool.version',
    '.unknownUser.failure.action',
    '.unknownUser.failure.message',
  ])
})

test('a tenant has the same hash in every report, so that they can be compared', async () => {
  const before = await fleetReport({ tenants: 20, failing: someIn([1, 2]) })
  const after = await fleetReport({ tenants: 20, failing: someIn([2, 3]) })
  const whole = compareReports(before, after)
  const counts = ({ regressed, fixed, stillFailing }: typeof whole) =>
    [regressed, fixed, stillFailing].map((list) => list.length)
  expect(counts(whole)).toEqual([1, 1, 1])
  const earlier = redactReport(before)
  expect(counts(compareReports(earlier, after))).toEqual([1, 1, 1])
  expect(counts(compareReports(earlier, redactReport(after)))).toEqual([1, 1, 1])
  expect(counts(compareReports(before, redactReport(after)))).toEqual([1, 1, 1])
})

test('redacted shards merge into a redacted report; whole and redacted ones do not belong together', async () => {
  const report = await fleetReport({ tenants: 4 })
  const shard = (index: number, { tenants, ...rest }: SmokeReport): SmokeReport => ({
    ...rest,
    run: { ...rest.run, shard: { index, count: 2 } },
    tenants: tenants.slice(2 * index - 2, 2 * index),
  })
  const named = (index: number, from: SmokeReport) => ({
    name: `${index}`,
    report: shard(index, from),
  })
  const redacted = redactReport(report)
  expect(mergeReports([named(1, redacted), named(2, redacted)]).redacted).toBe(true)
  expect(() => mergeReports([named(1, redacted), named(2, report)])).toThrow('redacted differ')
})

function someIn(numbers: readonly number[]) {
  return (number: number) => (numbers.includes(number) ? someFailure(number) : undefined)
}
