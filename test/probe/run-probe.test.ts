import { describe, expect, test } from 'vitest'
import { isProbing, probeMetrics } from '../../src/probe/probe-metrics.ts'
import { createProbeState } from '../../src/probe/probe-state.ts'
import { type RoundEnd, runProbe } from '../../src/probe/run-probe.ts'
import { failures } from '../support/fake-docusign.ts'
import { parseMetrics } from '../support/parse-metrics.ts'
import { type Probed, simulateProbe } from '../support/simulate-probe.ts'
import { simulatedStart } from '../support/simulate-smoke.ts'
import { canaryUser, guid } from '../support/smoke-environment.ts'
import { createVirtualTimers } from '../support/virtual-timers.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const everyMs = 10 * minute
const info = { environment: 'test', version: '0.0.0', everyMs }

const metric = ({ metrics }: Probed, name: string, labels: Record<string, string> = {}) =>
  metrics
    .get(`ikctl_probe_${name}`)
    ?.find((sample) => Object.entries(labels).every(([key, value]) => sample.labels[key] === value))
    ?.value

test('a week with an outage, a rotation, a deleted key pair and a lost consent', async () => {
  const outage = { from: 30 * hour, to: 33 * hour }
  const deleted = { from: 80 * hour, to: 82 * hour }
  const consent = { from: 120 * hour, to: 140 * hour }
  const isIn = ({ from, to }: { from: number; to: number }, at: number) => at >= from && at < to
  const newKey = 'DyYPvG3nOjO3QrwmrTIxKV6MAfZn29qFpAeZFf_gsLI'

  const { rounds, size } = await simulateProbe(
    { ...info, tenants: 40, forMs: 7 * day },
    (at, docusign) => {
      if (at >= 60 * hour) Object.assign(docusign.signer, { thumbprint: newKey })
      docusign.fault = ({ endpoint, userId }) => {
        if (isIn(outage, at)) return { failure: failures.serverError() }
        if (endpoint === 'token' && isIn(deleted, at)) return { failure: failures.keyRejected() }
        if (endpoint === 'token' && isIn(consent, at) && userId === guid(7, 11)) {
          return { failure: failures.consentRequired() }
        }
        return undefined
      }
    },
  )

  expect(rounds.length).toBeGreaterThan(900)
  // Memory: one entry a tenant, however long it runs.
  expect(size).toBe(40)
  const bad = (name: string) => rounds.filter((round) => metric(round, name) === 0)
  const within = (times: readonly Probed[], { from, to }: typeof outage) =>
    times.every(({ at }) => at >= from && at < to + 2 * everyMs)

  // The integration key: seen within two intervals, over at once, never by mistake.
  const rejected = bad('canary_good')
  expect(rejected[0]?.at).toBeLessThanOrEqual(deleted.from + 2 * everyMs)
  expect(rejected.length).toBeGreaterThanOrEqual(11)
  expect(within(rejected, deleted)).toBe(true)
  expect(bad('unknown_user_refused')).toEqual([])

  // An outage proves nothing about the key: no value at all, and rounds that say so.
  const unproven = rounds.filter((round) => metric(round, 'canary_good') === undefined)
  expect(unproven[0]?.at).toBeLessThanOrEqual(outage.from + 2 * everyMs)
  expect(within(unproven, outage)).toBe(true)
  expect(
    unproven.every((round) => metric(round, 'last_verdict', { verdict: 'incomplete' }) === 1),
  ).toBe(true)

  // One tenant: found when its turn comes, then tried in every round until it is well again.
  const failing = rounds.filter((round) => metric(round, 'tenants', { outcome: 'failed' }) !== 0)
  expect(failing[0]?.at).toBeGreaterThanOrEqual(consent.from)
  expect(failing[0]?.at).toBeLessThan(consent.from + day)
  expect(failing.every((round) => metric(round, 'tenants', { outcome: 'failed' }) === 1)).toBe(true)
  expect(failing[0] && metric(failing[0], 'failed_tenants', { class: 'consent_required' })).toBe(1)
  expect(failing.at(-1)?.at).toBeLessThan(consent.to + 2 * everyMs)

  // The rotation: seen, and no alarm.
  const keys = rounds.map(({ metrics }) => metrics.get('ikctl_probe_key_pair_info')?.[0]?.labels)
  expect(keys.at(-1)?.thumbprint).toBe(newKey)

  // Everybody has a turn within the time that was asked for.
  const oldest = rounds.map((round) => metric(round, 'oldest_turn_age_seconds') ?? 0)
  expect(Math.max(...oldest) * 1000).toBeLessThanOrEqual(day + 4 * hour)
})

describe('a round that cannot begin', () => {
  test('is counted, and the next one is tried', async () => {
    const timers = createVirtualTimers()
    const state = createProbeState(timers)
    const stop = new AbortController()
    const ends: RoundEnd[] = []
    await timers.run(
      runProbe({
        ...{ everyMs: minute, coverMs: day, maxTenants: 1, state, timers, signal: stop.signal },
        openRound: () => Promise.reject(new TypeError('no configuration')),
        onRound: (end) => {
          if (ends.push(end) === 3) stop.abort()
        },
      }),
    )
    expect(state.rounds).toMatchObject({ error: 3, passed: 0 })
    const metrics = parseMetrics(probeMetrics(state, info, timers.now()), { counters: true })
    expect(metrics.get('ikctl_probe_canary_good')).toBeUndefined()
    expect(metrics.get('ikctl_probe_rounds')).toContainEqual({
      labels: { environment: 'test', verdict: 'error' },
      value: 3,
    })
  })

  test('leaves nothing of the last report that could pass for news', () => {
    const state = createProbeState({ now: () => 0, date: () => 0 })
    const probeReport = { outcome: 'passed', user: canaryUser }
    state.enter({ report: { verdict: 'passed', canary: probeReport, tenants: [] } as never })
    expect(state.canaryIsGood).toBe(true)
    state.enter({ error: new Error('x') })
    expect(state.canaryIsGood).toBeUndefined()
  })
})

test('a prober is healthy while rounds end in time, whatever they find', () => {
  let now = 0
  const state = createProbeState({ now: () => now, date: () => now })
  const isHealthyAt = (at: number) => isProbing(state, info, at)
  expect(isHealthyAt(3 * everyMs)).toBe(true)
  expect(isHealthyAt(3 * everyMs + minute + 1)).toBe(false)
  now = 2 * hour
  state.enter({ error: new Error('x') })
  expect(isHealthyAt(now + everyMs)).toBe(true)
  expect(isHealthyAt(now + day)).toBe(false)
})

test('a clock that is set says nothing of the rounds', () => {
  let now = 0
  let date = simulatedStart
  const state = createProbeState({ now: () => now, date: () => date })
  now = minute
  date = simulatedStart - day
  state.enter({ error: new Error('x') })
  const metrics = () => parseMetrics(probeMetrics(state, info, now), { counters: true })
  expect(isProbing(state, info, now)).toBe(true)
  expect(metrics().get('ikctl_probe_last_round_timestamp_seconds')?.[0]?.value).toBe(
    (simulatedStart - day) / 1000,
  )
  now += day
  expect(isProbing(state, info, now)).toBe(false)
})
