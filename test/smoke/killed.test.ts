import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, watch } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { seededRandom } from '../../src/random/seeded-random.ts'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { createHttpsFetch } from '../support/create-https-fetch.ts'
import { exampleTree } from '../support/example-tree.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { ikctl } from '../support/run-ikctl.ts'
import { runInProcess } from '../support/run-in-process.ts'

const journal = 'reports/local.ndjson'

/** Lines of the journal that hold the end of a login. */
function endsIn(folder: string): number {
  const file = join(folder, journal)
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 2 : 0
}

function readReport(folder: string): SmokeReport {
  return JSON.parse(readFileSync(join(folder, 'reports/local.json'), 'utf8')) as SmokeReport
}

function verdicts({ verdict, tenants }: SmokeReport) {
  const logins = tenants.flatMap(({ id, logins }) =>
    logins.map(({ role, outcome }) => `${id}/${role} ${outcome}`),
  )
  return [verdict, ...logins]
}

test('a process that is killed at random moments, resumed again and again', async () => {
  const folder = exampleTree()
  const { access, env } = await runEmulate(folder)
  const clean = await runInProcess(['smoke', 'local'], { cwd: folder, env })
  expect(clean.code).toBe(0)
  const whole = readReport(folder)

  const https = createHttpsFetch(readFileSync(access.certificateAuthority, 'utf8'))
  onTestFinished(() => https.close())
  const setFaults = (...faults: object[]) =>
    https.send('PUT', `${access.docusign.url}/emulator/faults`, faults)
  // Slow enough that a kill meets logins under way.
  await setFaults({ operation: 'token', delayMs: 20 })

  const random = seededRandom(7)
  const seen: number[] = []
  rmSync(join(folder, journal))
  for (let kills = 0; kills < 3; kills++) {
    const args = ['smoke', 'local', '--concurrency', '2', ...(kills > 0 ? ['--resume'] : [])]
    const enough = Number(seen.at(-1) ?? 0) + Math.ceil(random() * 4)
    const child = spawn(process.execPath, [ikctl, ...args], {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: 'ignore',
    })
    const watcher = watch(join(folder, 'reports'), () => {
      if (endsIn(folder) >= enough) child.kill('SIGKILL')
    })
    onTestFinished(() => {
      watcher.close()
      child.kill('SIGKILL')
    })
    expect(await once(child, 'close')).toEqual([null, 'SIGKILL'])
    watcher.close()
    seen.push(endsIn(folder))
  }
  // What had ended stayed, and each run went further.
  expect(seen).toEqual([...seen].sort((a, b) => a - b))
  expect(seen.at(-1)).toBeGreaterThan(2)

  await setFaults()
  const last = await runInProcess(['smoke', 'local', '--resume'], { cwd: folder, env })
  expect(last.code).toBe(0)
  const report = readReport(folder)
  expect(verdicts(report)).toEqual(verdicts(whole))
  expect(report.run.resumed).toBeGreaterThan(1)
  expect(Number(report.run.resumed)).toBeLessThanOrEqual(Number(seen.at(-1)))
})
