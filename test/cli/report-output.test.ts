import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
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

describe('report --post', () => {
  const post = async (args: readonly string[], env: Record<string, string>) => {
    const folder = temporaryFolder({ 'r.json': JSON.stringify(await fleetReport({ tenants: 2 })) })
    return runInProcess(['report', 'r.json', ...args], { cwd: folder, env })
  }

  test.each([
    ['the variable is not set', ['--format', 'slack', '--post', 'HOOK'], {}, /HOOK is not set/],
    ['no chat is chosen', ['--post', 'HOOK'], { HOOK: 'https://CANARY' }, /--format slack or/],
    [
      'the format is for a file',
      ['--format', 'slack=x.json', '--post', 'HOOK'],
      { HOOK: 'https://CANARY' },
      /--format slack or/,
    ],
    [
      'the address is not https',
      ['--format', 'teams', '--post', 'HOOK'],
      { HOOK: 'http://CANARY' },
      /not an https URL/,
    ],
  ])('%s', async (_, args, env: Record<string, string>, message) => {
    const run = await post(args, env)
    expect(run.code).toBe(message.source.includes('https') ? 4 : 2)
    expect(run.stderr).toMatch(message)
    expect(run.stdout + run.stderr).not.toContain('CANARY')
  })

  test('the link is that of the run', async () => {
    const github = {
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'contoso/docusign-config',
      GITHUB_RUN_ID: '7',
    }
    const azure = {
      SYSTEM_COLLECTIONURI: 'https://dev.azure.com/contoso/',
      SYSTEM_TEAMPROJECT: 'Docusign config',
      BUILD_BUILDID: '9',
    }
    expect((await post(['--format', 'slack'], github)).stdout).toContain(
      '<https://github.com/contoso/docusign-config/actions/runs/7|Show the run>',
    )
    expect((await post(['--format', 'teams'], azure)).stdout).toContain(
      '"url": "https://dev.azure.com/contoso/Docusign%20config/_build/results?buildId=9"',
    )
    expect(
      (await post(['--format', 'slack', '--link', 'https://x.example/'], github)).stdout,
    ).toContain('<https://x.example/|')
  })
})
