import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/random/seeded-random.ts'
import { exitCode } from '../../src/smoke/exit-code.ts'
import { JournalRefused, readJournal } from '../../src/smoke/journal.ts'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { canaries, failures } from '../support/fake-docusign.ts'
import { simulateSmoke } from '../support/simulate-smoke.ts'
import { canaryUser, guid, smokeEnvironment, smokeTenant } from '../support/smoke-environment.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const environment = smokeEnvironment([
  ...Array.from({ length: 40 }, (_, index) => smokeTenant(index)),
  // One user of two tenants, of whom only one has him as a member.
  smokeTenant(50, { users: { default: guid(50, 11) } }),
  smokeTenant(51, { users: { default: guid(50, 11) } }),
])

/** Without those who cannot log in. */
const environmentOfMembers = smokeEnvironment(
  Array.from({ length: 41 }, (_, index) => smokeTenant(index)),
)

function simulate() {
  const simulation = simulateSmoke(environment)
  const { users } = simulation.docusign
  users.set(guid(50, 11), {
    sub: guid(50, 11),
    accounts: users.get(guid(50, 11))?.accounts.slice(0, 1) ?? [],
  })
  simulation.docusign.fault = ({ userId }) =>
    userId === guid(7, 11) ? { failure: failures.consentRequired() } : undefined
  return simulation
}

/** Leaves out the last line: as if the process had been killed just before. */
function forgetEnd(path: string): void {
  const lines = readFileSync(path, 'utf8').split('\n')
  expect(lines.at(-2)).toBe('{"ended":true}')
  writeFileSync(path, `${lines.slice(0, -2).join('\n')}\n`)
}

const newJournal = () => join(temporaryFolder(), 'journals', 'test.ndjson')

function verdicts({ tenants, verdict }: SmokeReport) {
  return [
    verdict,
    ...tenants.map(({ id, logins }) => [id, ...logins.map(({ outcome }) => outcome)]),
  ]
}

describe('a run that was killed', () => {
  test('at any byte of its journal: resumed, it ends with the verdicts of a whole run', async () => {
    const path = newJournal()
    const whole = await simulate().run({ journal: { path } })
    const journal = readFileSync(path)
    const random = seededRandom(3)
    const headerLength = journal.indexOf('\n') + 1
    // Without its last line: that one says that the run has ended.
    const cuts = [0, 1, headerLength - 1, headerLength, headerLength + 1, journal.length - 1]
    for (const cut of [
      ...cuts,
      ...Array.from({ length: 40 }, () => Math.floor(random() * journal.length)),
    ]) {
      writeFileSync(path, journal.subarray(0, cut))
      const lines = Math.max(0, journal.subarray(0, cut).toString().split('\n').length - 2)
      const { docusign, run } = simulate()
      const report = await run({ journal: { path, resume: true } })

      expect(verdicts(report)).toEqual(verdicts(whole))
      const again = docusign.requests.filter(
        ({ userId, endpoint }) =>
          endpoint === 'token' && userId !== canaryUser && userId !== report.unknownUser.user,
      )
      // Two logins did not pass for all whom they stand for, so they are tried again at most.
      expect(again.length).toBeLessThanOrEqual(41 - lines + 2)
      expect(again.length).toBeGreaterThanOrEqual(41 - lines)
      if (cut >= headerLength) {
        expect(report.run).toMatchObject({
          id: whole.run.id,
          startedAt: whole.run.startedAt,
          seed: whole.run.seed,
        })
      }
      // The journal is whole again, but for the end: resumed once more, only what failed is tried.
      forgetEnd(path)
      const last = simulate()
      expect(verdicts(await last.run({ journal: { path, resume: true } }))).toEqual(verdicts(whole))
      expect(last.docusign.requests.filter(({ endpoint }) => endpoint === 'token')).toHaveLength(4)
    }
  })

  test('at every single byte: all ends that are whole in the file are remembered', async () => {
    const path = newJournal()
    const small = smokeEnvironment([0, 1, 2].map((number) => smokeTenant(number)))
    await simulateSmoke(small).run({ journal: { path } })
    const journal = readFileSync(path)
    const headerLength = journal.indexOf('\n') + 1
    const passed = journal
      .toString()
      .split('\n')
      .map((line) => line.includes('"passed":true'))
    for (let cut = 0; cut <= journal.length; cut++) {
      const left = journal.subarray(0, cut)
      writeFileSync(path, left)
      const content = readJournal(path)
      const lines = left.toString().split('\n').length - 1
      expect(content?.passed.size).toBe(
        cut < headerLength ? undefined : passed.slice(0, lines).filter(Boolean).length,
      )
      expect(content?.wholeBytes ?? 0).toBe(left.lastIndexOf('\n') + 1)
    }
  })

  test('every end is in the file at once', async () => {
    const path = newJournal()
    const { docusign, run } = simulate()
    const { fault } = docusign
    const ended = new Set<string>()
    docusign.fault = (request) => {
      const text = readFileSync(path, 'utf8')
      // One login at a time; the last one has ended in this very tick.
      for (const user of [...ended].slice(0, -1)) expect(text).toContain(user)
      if (request.endpoint === 'userinfo' && request.userId !== canaryUser)
        ended.add(request.userId)
      return request.endpoint === 'userinfo' ? undefined : fault(request)
    }
    await run({ journal: { path }, concurrency: 1, rate: 1000 })
    expect(ended.size).toBe(40)
  })

  test('by an interruption', async () => {
    const path = newJournal()
    const first = simulate()
    const controller = new AbortController()
    first.timers.after(2_000, () => controller.abort())
    const interrupted = await first.run({ journal: { path }, signal: controller.signal })
    expect(interrupted.verdict).toBe('incomplete')
    const second = simulate()
    const report = await second.run({ journal: { path, resume: true } })
    expect(report.verdict).toBe('failed')
    expect(report.run.resumed).toBeGreaterThan(15)
    expect(report.summary.outcomes).toEqual({ passed: 40, failed: 2 })
    expect(first.docusign.requests.length + second.docusign.requests.length).toBeLessThan(
      whole.requests + 12,
    )
  })
})

/** Requests of a run without interruption: canary, unknown user, 41 logins, one of them refused. */
const whole = { requests: 2 + 1 + 2 * 41 - 1 }

describe('a journal of something else', () => {
  test('of another configuration, depth or selection is refused, by name', async () => {
    const path = newJournal()
    await simulate().run({ journal: { path } })
    forgetEnd(path)
    const other = simulateSmoke(smokeEnvironment([smokeTenant(1)]))
    const resume = { journal: { path, resume: true } }
    await expect(other.run(resume)).rejects.toThrow(/another configuration: start again/)
    const { docusign, run } = simulate()
    await expect(run({ ...resume, depth: 'token' })).rejects.toThrow(/another depth: start again/)
    await expect(run({ ...resume, shard: { index: 1, count: 2 } })).rejects.toThrow(
      /another shard: start again/,
    )
    await expect(run({ ...resume, seed: 1 })).rejects.toThrow(/another seed: start again/)
    expect(docusign.requests).toEqual([])
  })

  test('of another key pair makes an incomplete report with both, and cannot be resumed again', async () => {
    const path = newJournal()
    const journal = { path, resume: true }
    await simulate().run({ journal, rate: 10, deadlineMs: 2_000 })
    const then = simulate().docusign.signer.thumbprint
    const other = (simulation: ReturnType<typeof simulate>) => {
      const signer = { ...simulation.docusign.signer, thumbprint: 'x'.repeat(43) }
      return simulation.run({ journal, signer, random: seededRandom(99) })
    }
    const interrupted = simulate()
    const report = await other(interrupted)
    expect(interrupted.docusign.requests).toEqual([])
    expect(exitCode(report)).toBe(4)
    expect(report.stopped).toEqual({
      reason: 'key_pair_changed',
      message: `the key pair changed during the run: ${then}, then ${'x'.repeat(43)}; run it again`,
      thumbprints: [then, 'x'.repeat(43)],
    })
    expect(report.summary.outcomes).toEqual({ not_tried: 42 })
    expect(report.run.resumed).toBeUndefined()
    // The same command again, as a Job does it, proves everything with the new key pair.
    const again = await other(simulate())
    expect(again.summary.outcomes).toEqual({ passed: 40, failed: 2 })
  })

  test('of yesterday proves nothing', async () => {
    const path = newJournal()
    await simulate().run({ journal: { path } })
    forgetEnd(path)
    const { timers, run } = simulate()
    await timers.run(timers.wait(86_400_001))
    await expect(run({ journal: { path, resume: true } })).rejects.toThrow('older than a day')
  })

  test('any other file is refused, and left as it is', async () => {
    const path = join(temporaryFolder(), 'notes.txt')
    for (const content of ['hello\n', '{"journal":1}\n', '[]\n', 'null\n']) {
      writeFileSync(path, content)
      await expect(simulate().run({ journal: { path, resume: true } })).rejects.toThrow(
        JournalRefused,
      )
      expect(readFileSync(path, 'utf8')).toBe(content)
    }
  })

  test('a damaged line is refused', async () => {
    const path = newJournal()
    await simulate().run({ journal: { path } })
    const lines = readFileSync(path, 'utf8').split('\n')
    lines[3] = 'xxx'
    writeFileSync(path, lines.join('\n'))
    await expect(simulate().run({ journal: { path, resume: true } })).rejects.toThrow('damaged')
  })
})

describe('a run that has ended', () => {
  test.each(['passed', 'failed'])(
    '%s: is not resumed, the same command again is another run',
    async (end) => {
      const path = newJournal()
      const make = () => (end === 'failed' ? simulate() : simulateSmoke(environmentOfMembers))
      const first = await make().run({ journal: { path } })
      expect(first.verdict).toBe(end)
      const { docusign, run } = make()
      const second = await run({ journal: { path, resume: true }, random: seededRandom(99) })
      expect(second.run.id).not.toBe(first.run.id)
      expect(second.run.resumed).toBeUndefined()
      expect(docusign.requests.length).toBeGreaterThan(2 * 40)
    },
  )

  test('even after a change of the configuration, or a day later', async () => {
    const path = newJournal()
    await simulate().run({ journal: { path } })
    const { timers, run } = simulateSmoke(smokeEnvironment([smokeTenant(1)]))
    await timers.run(timers.wait(86_400_001))
    expect((await run({ journal: { path, resume: true } })).summary.tenants).toBe(1)
  })

  test('incomplete: is resumed', async () => {
    const path = newJournal()
    const first = await simulate().run({ journal: { path }, rate: 10, deadlineMs: 2_000 })
    expect(first.verdict).toBe('incomplete')
    const second = await simulate().run({ journal: { path, resume: true } })
    expect(second.run).toMatchObject({ id: first.run.id, resumed: expect.any(Number) })
  })
})

test('without --resume a new run replaces the journal', async () => {
  const path = newJournal()
  const first = await simulate().run({ journal: { path } })
  await simulate().run({ journal: { path }, random: seededRandom(99) })
  const text = readFileSync(path, 'utf8')
  expect(text).not.toContain(first.run.id)
  expect(text.trimEnd().split('\n')).toHaveLength(1 + 41 + 1)
})

test('a journal holds no secret', async () => {
  const path = newJournal()
  await simulate().run({ journal: { path } })
  const text = readFileSync(path, 'utf8')
  for (const canary of Object.values(canaries)) expect(text).not.toContain(canary)
})
