import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { exampleTree } from '../support/example-tree.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runIkctl } from '../support/run-ikctl.ts'
import { runInProcess } from '../support/run-in-process.ts'

const smoke = ['smoke', 'local', '--quiet']
const passed = 'local: passed. Every expected login succeeded.\n'
const readReport = (cwd: string) =>
  JSON.parse(readFileSync(join(cwd, 'reports/local.json'), 'utf8')) as {
    verdict: string
    run: { id: string; resumed?: number }
  }

test('a run whose report has no place prints its result, and can be resumed', async () => {
  const cwd = exampleTree()
  const { env } = await runEmulate(cwd)
  mkdirSync(join(cwd, 'reports/local.json'), { recursive: true })
  const formats = ['--format', 'human', '--format', 'csv=logins.csv']
  const run = await runInProcess([...smoke, ...formats], { cwd, env })
  expect(run.stdout).toContain(passed)
  expect(run.stderr).toBe(
    `ikctl: cannot write ${join(cwd, 'reports/local.json')}: it is a folder (EISDIR): repair that, and run the same command with --resume: the journal reports/local.ndjson has every login\n`,
  )
  expect(run.code).toBe(2)
  expect(readFileSync(join(cwd, 'logins.csv'), 'utf8')).toContain('acme')
  const [header = ''] = readFileSync(join(cwd, 'reports/local.ndjson'), 'utf8').split('\n')

  rmdirSync(join(cwd, 'reports/local.json'))
  const again = await runInProcess([...smoke, '--resume'], { cwd, env })
  expect(again).toMatchObject({ code: 0, stderr: 'report: reports/local.json\n' })
  const { verdict, run: resumed } = readReport(cwd)
  expect(verdict).toBe('passed')
  expect(resumed.id).toBe(JSON.parse(header).runId)
  expect(resumed.resumed).toBeGreaterThan(3)

  // Its report is there now: the same command is another run.
  await runInProcess([...smoke, '--resume'], { cwd, env })
  expect(readReport(cwd).run.id).not.toBe(resumed.id)
})

test('emulators that the command started are gone, so nothing is promised of --resume', async () => {
  const cwd = exampleTree()
  mkdirSync(join(cwd, 'reports/local.json'), { recursive: true })
  const { code, stdout, stderr } = await runInProcess(smoke, { cwd })
  expect(stdout).toContain(passed)
  expect(stderr).toMatch(/it is a folder \(EISDIR\): repair that, and run it again\n$/)
  expect(code).toBe(2)

  const resumed = await runInProcess([...smoke, '--resume'], { cwd })
  expect(resumed).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('--resume cannot go on: the emulators of the earlier run'),
  })
})

test('another format that has no place is made of the report later', async () => {
  const cwd = exampleTree()
  const formats = ['--format', 'csv=config', '--format', 'junit=junit.xml']
  const { code, stdout, stderr } = await runInProcess([...smoke, ...formats], { cwd })
  expect(stdout).toContain(passed)
  expect(stderr).toBe(
    `report: reports/local.json\nikctl: cannot write ${join(cwd, 'config')}: it is a folder (EISDIR): \`ikctl report reports/local.json\` makes every format of it\n`,
  )
  expect(code).toBe(2)
  expect(readReport(cwd).verdict).toBe('passed')
  expect(readFileSync(join(cwd, 'junit.xml'), 'utf8')).toContain('<testsuites')
  const report = ['report', 'reports/local.json', '--format', 'csv=logins.csv']
  expect((await runInProcess(report, { cwd })).code).toBe(0)
})

test('in GitHub Actions the annotations and the summary are there all the same', async () => {
  const cwd = exampleTree()
  mkdirSync(join(cwd, 'reports/local.json'), { recursive: true })
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') }
  const { code, stdout } = await runInProcess(smoke, { cwd, env })
  expect(code).toBe(2)
  expect(stdout).toMatch(/^::notice title=ikctl smoke local/m)
  expect(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8')).toContain('ikctl smoke `local`')
})

/** A disk of one page. @returns whether there is one: that takes root. */
function mountTinyDisk(folder: string): boolean {
  mkdirSync(folder)
  const options = ['-t', 'tmpfs', '-o', 'size=4096', 'none', folder]
  const { status } = spawnSync('mount', options)
  if (status === 0) onTestFinished(() => void spawnSync('umount', [folder]))
  return status === 0
}

/** As many tenants more as fill a journal of one page. */
function addTenants(cwd: string): void {
  const folder = join(cwd, 'config/local/tenants')
  for (let index = 0; index < 40; index += 1) {
    const id = `more-${String(index).padStart(2, '0')}`
    const [account, user] = [3, 4].map(
      (kind) => `${guidHead}${kind}${String(index).padStart(3, '0')}`,
    )
    const text = `name: ${id}\nstatus: live\naccount: ${account}\nusers:\n  default: ${user}\n`
    writeFileSync(join(folder, `${id}.yaml`), text)
  }
}
const guidHead = '6a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f'

test('a disk that fills in mid-run ends it, and leaves nothing behind', async ({ skip }) => {
  const cwd = exampleTree()
  if (!mountTinyDisk(join(cwd, 'reports'))) skip('no disk can be mounted here')
  addTenants(cwd)
  const full = `ikctl: cannot write ${join(cwd, 'reports/local.ndjson')}: no space is left (ENOSPC), so the run was ended: repair that, and `
  const folder = join(cwd, 'temporary')
  mkdirSync(folder)
  const own = await runIkctl(smoke, { cwd, env: { TMPDIR: folder } })
  expect(own).toEqual({ code: 2, stdout: '', stderr: `${full}run it again\n` })
  expect(readdirSync(folder)).toEqual([])

  const { env } = await runEmulate(cwd)
  const run = await runInProcess(smoke, { cwd, env })
  const resume =
    'run the same command with --resume: the journal reports/local.ndjson has every login that ended before'
  expect(run).toEqual({ code: 2, stdout: '', stderr: `${full}${resume}\n` })
})

test('a disk that is full takes no result away', async ({ skip }) => {
  const cwd = exampleTree()
  if (!mountTinyDisk(join(cwd, 'reports'))) skip('no disk can be mounted here')
  const { code, stdout, stderr } = await runInProcess(smoke, { cwd })
  expect(stdout).toContain(passed)
  expect(stderr).toContain('reports/local.json: no space is left (ENOSPC)')
  expect(code).toBe(2)
})
