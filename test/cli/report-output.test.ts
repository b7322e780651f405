import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { fleetReport, someFailure } from '../support/fleet-report.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const failing = (numbers: readonly number[]) => (number: number) =>
  numbers.includes(number) ? someFailure(number) : undefined

/** A folder with the reports of two shards, and with that of the run before. */
async function folderOfShards(): Promise<{ folder: string; report: SmokeReport }> {
  const before = await fleetReport({ tenants: 8, failing: failing([3]) })
  const report = await fleetReport({ tenants: 8, failing: failing([1, 2, 3]) })
  const shard = (index: number) => {
    const tenants = report.tenants.slice(4 * index - 4, 4 * index)
    return { ...report, run: { ...report.run, shard: { index, count: 2 } }, tenants }
  }
  const folder = temporaryFolder({
    '1.json': JSON.stringify(shard(1)),
    '2.json': JSON.stringify(shard(2)),
    'before.json': JSON.stringify(before),
    'old.prom': 'stale',
  })
  return { folder, report }
}

test('several formats at once, each to its file, the files replaced as a whole', async () => {
  const { folder } = await folderOfShards()
  const run = await runInProcess(
    [
      ...['merge', '1.json', '2.json', '--compare', 'before.json'],
      ...[
        'junit=junit.xml',
        'openmetrics=old.prom',
        'csv=logins.csv',
        'markdown=out/summary.md',
      ].flatMap((format) => ['--format', format]),
    ],
    { cwd: folder },
  )
  expect(run.code).toBe(1)
  expect(run.stdout).toMatch(/^since .*: 2 regressed, 1 still failing/)
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  expect(read('junit.xml')).toContain('failures="3"')
  expect(read('old.prom')).toContain('change="regressed"} 2\n')
  expect(read('old.prom')).toMatch(/\n# EOF\n$/)
  expect(read('logins.csv')).toContain(',regressed,')
  expect(read('out/summary.md')).toContain('2 regressed')
  expect(JSON.parse(read('reports/production.json')).comparison.regressed).toHaveLength(2)
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
})

test('--fail-on regressed looks at the merged report', async () => {
  const { folder } = await folderOfShards()
  const merge = (...more: string[]) =>
    runInProcess(['merge', '1.json', '2.json', '--fail-on', 'regressed', ...more], { cwd: folder })
  expect((await merge('--compare', 'before.json')).code).toBe(1)
  expect((await merge('--compare', 'reports/production.json')).code).toBe(0)
  expect((await merge()).stderr).toContain('name it with --compare FILE')
})

test('--redact leaves every name and id out, of the report file too', async () => {
  const { folder, report } = await folderOfShards()
  const { stdout, stderr } = await runInProcess(
    ['merge', '1.json', '2.json', '--redact', '--verbose', '--format', 'csv=logins.csv'],
    { cwd: folder },
  )
  const all = [
    stdout,
    stderr,
    readFileSync(join(folder, 'logins.csv'), 'utf8'),
    readFileSync(join(folder, 'reports/production.json'), 'utf8'),
  ].join('')
  for (const { id, name, account, logins } of report.tenants) {
    for (const text of [id, name, account, ...logins.map(({ user }) => user)]) {
      expect(all).not.toContain(text)
    }
  }
  expect(stdout).toMatch(/FAILED no consent/)
})

test('in GitHub Actions there are annotations and a job summary, too', async () => {
  const { folder } = await folderOfShards()
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(folder, 'summary.md') }
  const { stdout } = await runInProcess(['merge', '1.json', '2.json'], { cwd: folder, env })
  expect(stdout).toMatch(/^FAILED .*\n[\s\S]*\n::error title=ikctl smoke production/)
  expect(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8')).toMatch(/^### ikctl smoke `production`/)
})

test('report shows one that there is already, compared and redacted, and writes nothing else', async () => {
  const { folder, report } = await folderOfShards()
  const run = (...args: string[]) => runInProcess(['report', ...args], { cwd: folder })
  const before = readdirSync(folder)
  const { code, stdout, stderr } = await run('1.json', '--compare', 'before.json', '--redact')
  expect(code).toBe(1)
  expect(stdout).toMatch(/^since .*regressed/)
  for (const { id } of report.tenants) expect(stdout).not.toContain(id)
  expect(stderr).toBe('')
  expect(readdirSync(folder)).toEqual(before)

  expect((await run('before.json', '--format', 'html=page.html')).code).toBe(1)
  expect(readFileSync(join(folder, 'page.html'), 'utf8')).toMatch(/^<!doctype html>/)
  expect(await run('gone.json')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('cannot read the report gone.json'),
  })
})

test('a report of another integration key is refused before anybody logs in', async () => {
  const { folder } = await folderOfShards()
  cpSync('config', join(folder, 'config'), { recursive: true })
  const { code, stderr } = await runInProcess(['smoke', 'local', '--compare', 'before.json'], {
    cwd: folder,
  })
  expect(code).toBe(2)
  expect(stderr).toContain('is of another environment (production instead of local)')
  expect(existsSync(join(folder, 'reports'))).toBe(false)
})
