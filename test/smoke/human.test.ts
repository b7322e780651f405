import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { human } from '../../src/smoke/formats/human.ts'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { failures } from '../support/fake-docusign.ts'
import { simulateSmoke } from '../support/simulate-smoke.ts'
import { guid, smokeEnvironment, smokeTenant } from '../support/smoke-environment.ts'

const plain = { colour: false, columns: 80 }

function fleet(count: number, isFailing: (number: number) => boolean = () => false) {
  const tenants = Array.from({ length: count }, (_, index) => smokeTenant(index))
  const simulation = simulateSmoke(smokeEnvironment(tenants))
  const failing = new Set(
    tenants.flatMap(({ users }, index) => (isFailing(index) ? users.default : [])),
  )
  simulation.docusign.fault = ({ userId }) =>
    failing.has(userId) ? { failure: failures.consentRequired() } : undefined
  return simulation
}

const run = (...args: Parameters<typeof fleet>): Promise<SmokeReport> =>
  fleet(...args).run({ rate: 1000 })

describe('the report for people', () => {
  test('names few tenants that pass, only counts many, unless asked', async () => {
    const few = human(await run(3), plain)
    expect(few.match(/^passed {2}tenant-00000\d {2}default {2}\d+ ms$/gm)).toHaveLength(3)
    const many = await run(100)
    expect(human(many, plain)).not.toContain('tenant-')
    expect(human(many, plain)).toContain('100 tenants, 100 logins: 100 passed\n')
    expect(human(many, { ...plain, verbose: true }).match(/^passed/gm)).toHaveLength(100)
  })

  test('ends with the verdict in a sentence', async () => {
    expect(human(await run(3), plain)).toMatch(/\ntest: passed. Every expected login succeeded.\n$/)
    const report = await run(3, (number) => number === 1)
    expect(human(report, plain)).toMatch(/\ntest: failed\n$/)
  })

  test('begins with what has failed, one block for a class', async () => {
    const text = human(await run(20, (number) => number < 3), plain)
    expect(text.startsWith('FAILED no consent: 3 logins\n')).toBe(true)
    expect(text.match(/to do:/g)).toHaveLength(1)
    expect(text.match(/https:\/\/account-d/g)).toHaveLength(1)
    for (const number of [0, 1, 2]) expect(text).toContain(guid(number, 11))
  })

  test('stays readable when everybody fails', async () => {
    const text = human(await run(500, () => true), plain)
    expect(text.split('\n').length).toBeLessThan(60)
    expect(text).toContain('and 460 more: see the JSON report')
  })

  test('says what part of the fleet it is about', async () => {
    const { run } = fleet(50)
    const text = human(
      await run({ sample: 20, seed: 7, shard: { index: 2, count: 2 }, depth: 'token' }),
      plain,
    )
    expect(text.replaceAll('\n', ' ')).toContain(
      'a sample of 20 (seed 7), shard 2 of 2, tokens only: users and accounts not checked',
    )
  })

  test('says that accounts were read', async () => {
    const text = human(await fleet(5).run({ depth: 'account' }), plain)
    expect(text.replaceAll('\n', ' ')).toContain('each account and user read through the API, too')
  })

  test('gives the trace token of an answer that nobody knows', async () => {
    const { docusign, run } = fleet(2)
    docusign.fault = ({ userId }) =>
      userId === guid(1, 11) ? { failure: failures.unknown() } : undefined
    expect(human(await run(), plain)).toContain('2f0b1d1c-6a4f-4e58-8c3b-1f0a9d8e7c6b')
  })

  test('is the same with colours, but for the colours', async () => {
    const report = await run(5, (number) => number === 2)
    const painted = human(report, { colour: true, columns: 80 })
    expect(painted).not.toBe(human(report, plain))
    expect(stripVTControlCharacters(painted)).toBe(human(report, plain))
  })
})
