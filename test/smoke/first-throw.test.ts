import fs from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { FileNotWritten } from '../../src/files/file-not-written.ts'
import { caught } from '../support/caught.ts'
import { simulateSmoke } from '../support/simulate-smoke.ts'
import { smokeEnvironment, smokeTenant } from '../support/smoke-environment.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** How many bytes the disk still takes. */
const disk = vi.hoisted(() => ({ room: Number.POSITIVE_INFINITY }))
vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>()
  const writeSync = (file: number, bytes: Buffer, at: number, length: number, place: number) => {
    if (disk.room <= 0) throw Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'write' })
    const count = real.writeSync(file, bytes, at, Math.min(length, disk.room), place)
    disk.room -= count
    return count
  }
  return { ...real, writeSync }
})
afterEach(() => {
  disk.room = Number.POSITIVE_INFINITY
})

const environment = smokeEnvironment(Array.from({ length: 200 }, (_, index) => smokeTenant(index)))

test('a disk that fills in the middle of a line ends the run, which can be resumed', async () => {
  const path = join(temporaryFolder(), 'test.ndjson')
  const first = simulateSmoke(environment)
  disk.room = 2_000
  const error = await caught(() => first.run({ journal: { path } }))
  expect(error).toBeInstanceOf(FileNotWritten)
  expect(String(error)).toContain(`cannot write ${path}: no space is left (ENOSPC)`)

  // Nobody goes on with what is left: time passes, and nothing is asked for.
  const asked = first.docusign.requests.length
  expect(asked).toBeLessThan(100)
  await first.timers.run(first.timers.wait(600_000))
  expect(first.docusign.requests.length - asked).toBeLessThan(5)
  expect(fs.statSync(path).size).toBe(2_000)

  disk.room = Number.POSITIVE_INFINITY
  const again = simulateSmoke(environment)
  const report = await again.run({ journal: { path, resume: true } })
  expect(report.verdict).toBe('passed')
  expect(report.run.resumed).toBeGreaterThan(5)
})

test('an error of one login is the error of the run, and its signatures are called off', async () => {
  const { docusign, run, timers } = simulateSmoke(environment)
  const bug = new Error('a bug')
  let signal: AbortSignal | undefined
  let count = 0
  const signer: typeof docusign.signer = {
    ...docusign.signer,
    sign(input, options) {
      signal = options?.signal
      count += 1
      return docusign.signer.sign(input, options)
    },
  }
  docusign.fault = () => {
    if (docusign.requests.length > 20) throw bug
    return undefined
  }
  expect(await caught(() => run({ signer }))).toBe(bug)
  expect(signal?.aborted).toBe(true)
  const signed = count
  await timers.run(timers.wait(600_000))
  expect(count).toBe(signed)
})
