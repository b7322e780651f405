import { statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/random/seeded-random.ts'
import { exitCode } from '../../src/smoke/exit-code.ts'
import { json } from '../../src/smoke/formats/json.ts'
import { mergeReports } from '../../src/smoke/merge-reports.ts'
import { ReportRefused, readReport } from '../../src/smoke/read-report.ts'
import type { SmokeOptions } from '../../src/smoke/run-smoke.ts'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { canaries, failures } from '../support/fake-docusign.ts'
import { simulateSmoke } from '../support/simulate-smoke.ts'
import { smokeEnvironment, smokeTenant } from '../support/smoke-environment.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const fleet = smokeEnvironment(Array.from({ length: 200 }, (_, index) => smokeTenant(index)))

async function run(options: Partial<SmokeOptions> = {}, environment = fleet) {
  const { docusign, run } = simulateSmoke(environment)
  const trouble = seededRandom(options.shard?.index ?? 0)
  docusign.fault = ({ userId }) => {
    const isKnown = docusign.users.has(userId)
    if (isKnown && Number.parseInt(userId.slice(-6), 16) % 17 === 3)
      return { failure: failures.consentRequired() }
    return trouble() < 0.03 ? { failure: failures.serverError() } : undefined
  }
  return run({ rate: 100, seed: 5, ...options })
}

const shardsOf = (count: number, options: Partial<SmokeOptions> = {}) =>
  Promise.all(
    Array.from({ length: count }, (_, at) =>
      run({ shard: { index: at + 1, count }, random: seededRandom(at), ...options }),
    ),
  )

const named = (reports: readonly SmokeReport[]) =>
  reports.map((report) => ({ name: `shard-${report.run.shard?.index}.json`, report }))

const text = (report: SmokeReport) => json(report, { colour: false, columns: 80 })

function verdicts({ tenants, verdict }: SmokeReport) {
  return [
    verdict,
    ...tenants.map(({ id, logins }) => [
      id,
      ...logins.map(({ outcome }) => outcome.replace('passed_after_retry', 'passed')),
    ]),
  ]
}

describe('merge', () => {
  test('16 shards give the verdicts of one run, byte for byte in any order', async () => {
    const whole = await run()
    const shards = await shardsOf(16)
    const merged = mergeReports(named(shards))
    expect(verdicts(merged)).toEqual(verdicts(whole))
    expect(merged.summary.logins).toBe(200)
    expect(merged.run.mergedShards).toBe(16)
    expect(merged.run.shard).toBe(undefined)
    expect(merged.pace.asked).toBeCloseTo(100, 0)
    for (const seed of [1, 2, 3]) {
      const random = seededRandom(seed)
      const shuffled = [...shards].sort(() => random() - 0.5)
      expect(text(mergeReports(named(shuffled)))).toBe(text(merged))
    }
    expect(readReport(text(merged), 'merged.json')).toEqual(JSON.parse(text(merged)))
  })

  test('16 shards, each killed at a byte of its journal and resumed, change nothing', async () => {
    const whole = await run()
    const folder = temporaryFolder()
    const moment = seededRandom(11)
    const shards: SmokeReport[] = []
    for (let index = 1; index <= 16; index++) {
      const shard = { index, count: 16 }
      const path = join(folder, `${index}.ndjson`)
      await run({ shard, random: seededRandom(index), journal: { path } })
      truncateSync(path, Math.floor(moment() * statSync(path).size))
      const resume = { journal: { path, resume: true }, random: seededRandom(100 + index) }
      shards.push(await run({ shard, ...resume }))
    }
    const merged = mergeReports(named(shards))
    expect(verdicts(merged)).toEqual(verdicts(whole))
    expect(merged.run.resumed).toBeGreaterThan(50)
  })

  test('says what keeps reports apart', async () => {
    const [first, second] = await shardsOf(2)
    if (first === undefined || second === undefined) throw new Error('two shards expected')
    const merge =
      (...reports: SmokeReport[]) =>
      () =>
        mergeReports(named(reports))
    expect(merge()).toThrow(ReportRefused)
    expect(merge(first)).toThrow('shard 2 of 2 is missing')
    expect(merge(first, second, second)).toThrow('given twice')
    expect(merge(first, { ...second, configHash: '0'.repeat(64) })).toThrow(
      'shard-2.json does not belong to shard-1.json: configHash differ',
    )
    expect(merge(await run())).toThrow('of a whole run')
    const more = await shardsOf(5)
    expect(merge(...more.filter((_, at) => at !== 1 && at !== 3))).toThrow(
      'shards 2, 4 of 5 are missing',
    )
  })

  describe('of shards that another key pair has signed', () => {
    const later = '2026-05-04T09:00:00.000Z'
    const replaced = 'x'.repeat(43)
    /** Shards 1 and 3 began with the key pair that was replaced. */
    async function changing(changes: Partial<SmokeReport> = {}) {
      return (await shardsOf(3)).map((report, index): SmokeReport => {
        if (index !== 1) return { ...report, thumbprint: replaced, keyPair: 'old', ...changes }
        return { ...report, run: { ...report.run, startedAt: later } }
      })
    }

    test('is incomplete, with both of them', async () => {
      const shards = await changing()
      const now = shards[1]?.thumbprint ?? ''
      const merged = mergeReports(named(shards))
      expect(merged.stopped).toEqual({
        reason: 'key_pair_changed',
        message: `the key pair changed during the run: old ${replaced} signed for shards 1, 3, ${now} signed for shard 2; run it again`,
        thumbprints: [replaced, now],
      })
      expect(exitCode(merged)).toBe(4)
      expect(merged.thumbprint).toBe(now)
      expect(merged.tenants).toHaveLength(200)
      expect(text(mergeReports(named([...shards].reverse())))).toBe(text(merged))
      expect(readReport(text(merged), 'x').stopped?.thumbprints).toEqual([replaced, now])
    })

    test('is incomplete although the replaced one is refused', async () => {
      const stopped = { reason: 'integration_key', message: 'refused' } as const
      const canary = { user: 'u', outcome: 'failed' } as const
      const shards = await changing({ stopped, canary, verdict: 'integration_key' })
      const merged = mergeReports(named(shards))
      expect([merged.verdict, merged.stopped?.reason]).toEqual(['incomplete', 'key_pair_changed'])
    })

    test('is a failure of the integration key when the new one is refused', async () => {
      const [first, second, third] = await changing()
      const stopped = { reason: 'integration_key', message: 'refused' } as const
      const refused = second && { ...second, stopped, verdict: 'integration_key' as const }
      const reports = [first, refused, third].filter((report) => report !== undefined)
      expect(exitCode(mergeReports(named(reports)))).toBe(3)
    })
  })

  test('what is there can be merged when that is asked for; it proves nothing', async () => {
    const shards = await shardsOf(3)
    const merged = mergeReports(named(shards.slice(0, 2)), { partial: true })
    expect(merged.verdict).toBe('incomplete')
    expect(merged.stopped).toEqual({
      reason: 'missing_shards',
      message: 'shard 3 of 3 is missing',
    })
    expect(readReport(text(merged), 'x').stopped?.reason).toBe('missing_shards')
  })

  test('one stopped shard makes the whole incomplete and says which', async () => {
    const shards = await shardsOf(3)
    const stopped = await run({ shard: { index: 2, count: 3 }, deadlineMs: 500 })
    const merged = mergeReports(
      named([shards[0], stopped, shards[2]].filter((s) => s !== undefined)),
    )
    expect(merged.verdict).toBe('incomplete')
    expect(merged.stopped?.message).toMatch(/^shard 2 of 3: the deadline/)
  })

  test('holds no secret', async () => {
    const merged = text(mergeReports(named(await shardsOf(2))))
    for (const canary of Object.values(canaries)) expect(merged).not.toContain(canary)
  })
})

describe('shards of a run', () => {
  test('share the rate and the retries', async () => {
    const [shard] = await shardsOf(4)
    expect(shard?.pace.asked).toBe(25)
  })

  test('need one seed for one sample', async () => {
    const { run } = simulateSmoke(fleet)
    await expect(run({ shard: { index: 1, count: 2 }, sample: 10 })).rejects.toThrow(TypeError)
  })
})

describe('reading a report', () => {
  test('refuses what is none', async () => {
    const report = await run({ selection: { tenants: ['tenant-000001'] } })
    expect(readReport(text(report), 'a.json')).toEqual(JSON.parse(text(report)))
    expect(() => readReport('{', 'a.json')).toThrow('a.json is not JSON')
    expect(() => readReport('[]', 'a.json')).toThrow(ReportRefused)
    expect(() => readReport('null', 'a.json')).toThrow(ReportRefused)
    expect(() => readReport(text({ ...report, schemaVersion: 2 as 1 }), 'a.json')).toThrow(
      'a.json has schema version 2',
    )
    expect(() => readReport(text({ ...report, verdict: 'fine' as 'passed' }), 'a.json')).toThrow(
      '/verdict',
    )
  })
})
