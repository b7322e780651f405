import { describe, expect, test } from 'vitest'
import type { SmokeProgress } from '../../src/smoke/progress.ts'
import { createProgressWriter, progressLine } from '../../src/smoke/progress-writer.ts'
import { failures } from '../support/fake-docusign.ts'
import { simulateSmoke } from '../support/simulate-smoke.ts'
import { guid, smokeEnvironment, smokeTenant } from '../support/smoke-environment.ts'

const fleet = smokeEnvironment(Array.from({ length: 300 }, (_, index) => smokeTenant(index)))

describe('progress of a run', () => {
  test('goes up to all logins, knows the rate and the time left', async () => {
    const seen: SmokeProgress[] = []
    const { docusign, run } = simulateSmoke(fleet)
    docusign.fault = ({ userId }) =>
      userId === guid(7, 11) ? { failure: failures.consentRequired() } : undefined
    await run({ rate: 10, onProgress: (progress) => seen.push(progress) })
    expect(seen.at(-1)).toMatchObject({ done: 300, total: 300, failures: { consent_required: 1 } })
    const middle = seen[Math.floor(seen.length / 2)]
    expect(middle?.perSecond).toBeCloseTo(10, 0)
    expect((middle?.elapsedMs ?? 0) + (middle?.leftMs ?? 0)).toBeGreaterThan(28_000)
    expect((middle?.elapsedMs ?? 0) + (middle?.leftMs ?? 0)).toBeLessThan(33_000)
    expect(seen.length).toBeGreaterThan(55)
    expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).sort((a, b) => a - b))
  })

  test('tells of a pause', async () => {
    const seen: SmokeProgress[] = []
    const { docusign, run } = simulateSmoke(fleet)
    docusign.fault = ({ at }) =>
      at > 5_000 && at < 6_000 ? { failure: failures.throttled(60_000) } : undefined
    await run({ onProgress: (progress) => seen.push(progress) })
    expect(Math.max(...seen.map(({ pausedMs }) => pausedMs))).toBeGreaterThan(59_000)
    // 300 logins at 15 a second, and the pause.
    expect(Math.max(...seen.map(({ leftMs = 0 }) => leftMs))).toBeLessThan(100_000)
  })

  test.each([
    ['answers', 'waiting for answers of Docusign for '],
    ['signatures', 'waiting for signatures of the vault for '],
  ] as const)('while it waits for %s, says so instead of a time left', async (what, words) => {
    const seen: SmokeProgress[] = []
    const { docusign, run, timers } = simulateSmoke(fleet)
    const isStalled = () => timers.now() > 5_000 && timers.now() < 65_000
    const stall = () => new Promise<void>((resolve) => timers.after(60_000, resolve))
    const { client, signer } = docusign
    await run({
      rate: 10,
      onProgress: (progress) => seen.push(progress),
      ...(what === 'answers'
        ? {
            client: {
              ...client,
              requestToken: async (assertion) => {
                if (isStalled()) await stall()
                return client.requestToken(assertion)
              },
            },
          }
        : {
            signer: {
              ...signer,
              sign: async (...args: Parameters<typeof signer.sign>) => {
                if (isStalled()) await stall()
                return signer.sign(...args)
              },
            },
          }),
    })
    const waiting = seen.filter((progress) => progress.waiting !== undefined)
    expect(waiting.length).toBeGreaterThan(20)
    for (const progress of waiting) {
      expect(progress.waiting?.for).toBe(what)
      expect(progress.leftMs).toBeUndefined()
      expect(progressLine(progress)).toContain(words)
    }
    expect(Math.max(...seen.map(({ leftMs = 0 }) => leftMs))).toBeLessThan(300_000)
    expect(seen.at(-1)).toMatchObject({ done: 300, total: 300 })
  })

  test('one login every ten seconds is slow, and waits for nothing', async () => {
    const seen: SmokeProgress[] = []
    await simulateSmoke(smokeEnvironment([1, 2, 3].map((index) => smokeTenant(index)))).run({
      ...{ rate: 0.1, onProgress: (progress: SmokeProgress) => seen.push(progress) },
    })
    expect(seen.filter(({ waiting }) => waiting !== undefined)).toEqual([])
  })
})

describe('the line', () => {
  const progress: SmokeProgress = {
    done: 412,
    total: 10_000,
    failures: { user_not_found: 1, consent_required: 2 },
    elapsedMs: 27_000,
    perSecond: 15,
    pausedMs: 0,
    leftMs: 640_000,
  }

  test('says what matters', () => {
    expect(progressLine(progress)).toBe(
      '412 of 10000, 15/s, 3 failed (2 no consent, 1 user not found), 11 min left',
    )
    expect(progressLine({ ...progress, failures: {}, pausedMs: 28_100 })).toBe(
      '412 of 10000, 15/s, paused for 29 s, 11 min left',
    )
    expect(progressLine(progress, 20)).toHaveLength(20)
  })

  test('names the most frequent classes, and always the time left, on 80 columns', () => {
    const failures = {
      user_not_found: 12,
      consent_required: 120,
      account_mismatch: 3,
      base_uri_mismatch: 2,
    }
    expect(progressLine({ ...progress, failures }, 79)).toBe(
      '412 of 10000, 15/s, 137 failed (120 no consent, others), 11 min left',
    )
    expect(progressLine({ ...progress, failures }, 50)).toBe(
      '412 of 10000, 15/s, 137 failed, 11 min left',
    )
  })

  test('is written over on a terminal, and cleared at the end', () => {
    const written: string[] = []
    const { show, clear } = createProgressWriter({
      write: (text) => written.push(text),
      isTTY: true,
      columns: 30,
    })
    show(progress)
    show({ ...progress, done: 413 })
    clear()
    expect(written.every((text) => text.startsWith('\r') && !text.includes('\n'))).toBe(true)
    expect(written[1]).toContain('413 of 10000')
    for (const text of written) expect(text.length).toBeLessThanOrEqual(30 + 3)
  })

  test('comes every ten seconds elsewhere', () => {
    const written: string[] = []
    const { show, clear } = createProgressWriter({ write: (text) => written.push(text) })
    for (let elapsedMs = 500; elapsedMs <= 60_000; elapsedMs += 500)
      show({ ...progress, elapsedMs })
    clear()
    expect(written).toHaveLength(6)
    for (const text of written) expect(text).toMatch(/^412 of 10000.*\n$/)
  })
})
