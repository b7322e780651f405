import { spawnSync } from 'node:child_process'
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { probeMetrics } from '../../src/probe/probe-metrics.ts'
import { createProbeState } from '../../src/probe/probe-state.ts'
import { failures } from '../support/fake-docusign.ts'
import { hasProgram } from '../support/has-program.ts'
import { parseMetrics } from '../support/parse-metrics.ts'
import { type Probed, simulateProbe } from '../support/simulate-probe.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const file = join(import.meta.dirname, '../../deploy/prometheus/ikctl-alerts.yaml')
const { groups } = parse(readFileSync(file, 'utf8')) as {
  groups: { rules: { alert: string; expr: string }[] }[]
}
const rules = groups.flatMap((group) => group.rules)

/** A series of values, one a minute; `_` is none. */
interface Scene {
  alert: string
  series: Record<string, string>
  /** Minutes at which it does not fire, and at which it does. */
  quiet: readonly number[]
  firing: readonly number[]
}

const verdict = (name: string) =>
  `ikctl_probe_last_verdict{environment="production",verdict="${name}"}`
const one = (name: string) => `ikctl_probe_${name}{environment="production"}`
const alive = { 'ikctl_probe_info{environment="production",version="1"}': '1x60' }

const scenes: readonly Scene[] = [
  {
    alert: 'IkctlIntegrationKeyFails',
    // An outage, in which nothing is proven, and then a deleted key pair.
    series: { ...alive, [one('canary_good')]: '1x4 _x20 1x4 0x10 1x10' },
    quiet: [3, 15, 28, 42],
    firing: [31, 32, 39],
  },
  {
    alert: 'IkctlUnknownUserLogsIn',
    series: { ...alive, [one('unknown_user_refused')]: '1x4 _x3 0x3 1x9' },
    quiet: [3, 6, 14],
    firing: [10],
  },
  {
    alert: 'IkctlTenantsFail',
    series: {
      ...alive,
      'ikctl_probe_tenants{environment="production",outcome="failed"}': '0x4 1 0x4 3x9 0x9',
      'ikctl_probe_tenants{environment="production",outcome="unproven"}': '5x60',
    },
    quiet: [4, 5, 6, 7, 11, 25],
    firing: [14, 18],
  },
  {
    alert: 'IkctlNothingProven',
    series: {
      ...alive,
      [verdict('incomplete')]: '0x4 1 0x8 1x20',
      [verdict('failed')]: '1x60',
    },
    quiet: [3, 5, 6, 13, 15],
    firing: [16, 34],
  },
  {
    alert: 'IkctlProberStalled',
    series: {
      ...alive,
      [one('interval_seconds')]: '60x60',
      [one('last_round_timestamp_seconds')]: '0+60x10 600x40',
    },
    quiet: [5, 12, 14],
    firing: [15, 30],
  },
  {
    alert: 'IkctlProberGone',
    series: { 'ikctl_probe_info{environment="production",version="1"}': '1x10 _x30' },
    quiet: [9, 17],
    firing: [30],
  },
  {
    alert: 'IkctlFleetNotCovered',
    series: { ...alive, [one('oldest_turn_age_seconds')]: '86400 129600 129601' },
    quiet: [0, 1],
    firing: [2],
  },
]

test('every alert has a scene, and every metric of an alert is served', () => {
  expect(scenes.map(({ alert }) => alert).sort()).toEqual(rules.map(({ alert }) => alert).sort())
  const state = createProbeState({ now: () => 0, date: () => 0 })
  const login = { outcome: 'passed', user: 'u', durationMs: 1 }
  state.enter({
    report: {
      ...{ verdict: 'passed', canary: login, unknownUser: { outcome: 'refused', user: 'u' } },
      thumbprint: 't',
      tenants: [{ id: 'a', logins: [{ ...login, role: 'default' }] }],
    } as never,
  })
  const info = { environment: 'production', version: '1', everyMs: 60_000 }
  const served = parseMetrics(probeMetrics(state, info, 0), { counters: true })
  for (const { expr } of rules) {
    for (const [name] of expr.matchAll(/ikctl_\w+/g)) expect(served.has(name), name).toBe(true)
  }
})

const minute = 60_000
const day = 24 * 60 * minute
/** Whether an alert asks for a metric. */
const isUsed = (name: string) => rules.some(({ expr }) => expr.includes(name))
const isIn = ({ from, to }: { from: number; to: number }, at: number) => at >= from && at < to

/**
 * The series that a scrape each minute makes of what a prober serves, in promtool's notation. What is
 * served no more is stale at once, as in Prometheus.
 */
function scraped(rounds: readonly Probed[], minutes: number): Record<string, string> {
  const series = new Map<string, { value: string; from: number }[]>()
  let next = 0
  for (let now = 0; now < minutes; now += 1) {
    const before = next
    while ((rounds[next]?.at ?? Number.POSITIVE_INFINITY) <= now * minute) next += 1
    if (next === before) continue
    const seen = new Set<string>()
    for (const [name, samples] of rounds[next - 1]?.metrics ?? []) {
      if (!isUsed(name)) continue
      for (const { labels, value } of samples) {
        const inner = Object.entries(labels).map(([key, text]) => `${key}="${text}"`)
        const id = `${name}{${inner.join(',')}}`
        seen.add(id)
        const points = series.get(id) ?? []
        if (points.at(-1)?.value !== String(value)) points.push({ value: String(value), from: now })
        series.set(id, points)
      }
    }
    for (const [id, points] of series) {
      if (!seen.has(id) && points.at(-1)?.value !== 'stale')
        points.push({ value: 'stale', from: now })
    }
  }
  const notation = (points: { value: string; from: number }[]) =>
    points.flatMap(({ value, from }, at) => {
      const length = (points[at + 1]?.from ?? minutes) - from
      const lead = at === 0 && from > 0 ? [`_x${from}`] : []
      if (value === 'stale') return length > 1 ? ['stale', `_x${length - 1}`] : ['stale']
      return [...lead, `${value}x${length - 1}`]
    })
  return Object.fromEntries([...series].map(([id, points]) => [id, notation(points).join(' ')]))
}

const hasPromtool = hasProgram('promtool', 'alert rules in Prometheus own rule tester')

test.runIf(hasPromtool)('alerts fire when they should, and only then', () => {
  const tests = scenes.map(({ alert, series, quiet, firing }) => ({
    interval: '1m',
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    // promtool compares the alerts with all their labels; here it counts.
    promql_expr_test: [
      ...quiet.map((minute) => ({ minute, firing: 0 })),
      ...firing.map((minute) => ({ minute, firing: 1 })),
    ].map((at) => ({
      expr: `count(ALERTS{alertname="${alert}",alertstate="firing"}) or vector(0)`,
      eval_time: `${at.minute}m`,
      exp_samples: [{ labels: '{}', value: at.firing }],
    })),
  }))
  runPromtool(tests)
})

test.runIf(hasPromtool)(
  'a simulated week: alerts within two intervals, and no false one',
  async () => {
    const outage = { from: 30 * 60 * minute, to: 33 * 60 * minute }
    const rotated = 60 * 60 * minute
    const deleted = { from: 80 * 60 * minute, to: 82 * 60 * minute }
    const info = { environment: 'production', version: '1', everyMs: minute }
    const { rounds } = await simulateProbe(
      { ...info, tenants: 20, forMs: 7 * day },
      (at, docusign) => {
        if (at >= rotated) Object.assign(docusign.signer, { thumbprint: 'the-next-key-pair' })
        docusign.fault = ({ endpoint, at: now }) => {
          if (isIn(outage, now)) return { failure: failures.serverError() }
          if (endpoint === 'token' && isIn(deleted, now)) return { failure: failures.keyRejected() }
          // What happens every day and alarms nobody: now and then a single answer is bad.
          return now % 997 === 0 ? { failure: failures.reset() } : undefined
        }
      },
    )
    const expected: Record<string, { from: number; to: number }> = {
      IkctlIntegrationKeyFails: deleted,
      IkctlNothingProven: outage,
    }
    const minutes = (7 * day) / minute
    const expressions = rules.flatMap(({ alert }) => {
      const firing = `ALERTS{alertname="${alert}",alertstate="firing"}`
      const window = expected[alert]
      if (window === undefined) return [[`count(count_over_time(${firing}[7d])) or vector(0)`, 0]]
      const at = (how: string) => `max(${how}_over_time(timestamp(${firing})[7d:1m]))`
      const [from, to] = [window.from / 1000, window.to / 1000]
      return [
        [`(${at('min')} > bool ${from}) * (${at('min')} <= bool ${from + 120})`, 1],
        [`(${at('max')} >= bool ${to}) * (${at('max')} <= bool ${to + 120})`, 1],
        // Without a gap.
        [`max(count_over_time(${firing}[7d])) - (${at('max')} - ${at('min')}) / 60`, 1],
      ]
    })
    runPromtool([
      {
        interval: '1m',
        input_series: Object.entries(scraped(rounds, minutes)).map(([series, values]) => ({
          ...{ series, values },
        })),
        promql_expr_test: expressions.map(([expr, value]) => ({
          ...{ expr: `sum(${expr})`, eval_time: `${minutes}m` },
          exp_samples: [{ labels: '{}', value }],
        })),
      },
    ])
  },
)

// --- internal ---

/** Runs the alert rules on these tests. */
function runPromtool(tests: readonly object[]): void {
  const folder = temporaryFolder({
    'test.yaml': stringify({ rule_files: ['rules.yaml'], evaluation_interval: '1m', tests }),
  })
  copyFileSync(file, join(folder, 'rules.yaml'))
  const check = spawnSync('promtool', ['check', 'rules', 'rules.yaml'], { cwd: folder })
  expect(check.stderr.toString()).toBe('')
  const run = spawnSync('promtool', ['test', 'rules', 'test.yaml'], { cwd: folder })
  expect(`${run.stdout}${run.stderr}`).toContain('SUCCESS')
  expect(run.status).toBe(0)
}
