import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { edit, exampleTree } from '../support/example-tree.ts'
import { runInProcess } from '../support/run-in-process.ts'

const now = () => Date.UTC(2026, 10, 20)
const account = '5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10'
const user = '8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c'

function workspace() {
  const cwd = exampleTree()
  const file = (id: string) => join(cwd, 'config/demo/tenants', `${id}.yaml`)
  return {
    cwd,
    file,
    read: (id: string) => readFileSync(file(id), 'utf8'),
    run: (args: string[], answers?: string[]) =>
      runInProcess(['tenant', ...args], { cwd, now, ...(answers && { answers }) }),
  }
}

describe('ikctl tenant add', () => {
  test('writes a file that validates clean, and says what comes next', async () => {
    const { cwd, read, run } = workspace()
    const flags = ['--name', 'Litware, Inc.', '--account', account, '--user', user]
    const { code, stdout, stderr } = await run(['add', 'demo', 'litware', ...flags])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('added config/demo/tenants/litware.yaml\n')
    expect(stdout).toContain(
      `https://account-d.docusign.com/oauth/auth?response_type=code&scope=signature%20impersonation&`,
    )
    expect(stdout).toContain('`ikctl smoke demo --tenant litware`')
    expect(read('litware')).toContain('name: Litware, Inc.\nstatus: onboarding\n')
    const validated = await runInProcess(['validate', 'demo'], { cwd, now })
    expect(validated.stdout).toContain('no problems')
  })

  test('takes users by role, labels and a base URI', async () => {
    const { read, run } = workspace()
    const { code } = await run([
      ...['add', 'demo', 'litware', '--name', 'Litware', '--account', account],
      ...['--user', user, '--user', 'hr=2b9e7d1c-6a4f-4e58-8c3b-1f0a9d8e7c6b'],
      ...['--label', 'region=eu', '--label', 'tier=gold', '--status', 'live'],
      ...['--base-uri', 'https://demo.docusign.net'],
    ])
    expect(code).toBe(0)
    expect(read('litware')).toContain(`status: live
account: ${account}
baseUri: https://demo.docusign.net
users:
  default: ${user}
  hr: 2b9e7d1c-6a4f-4e58-8c3b-1f0a9d8e7c6b
labels: {region: eu, tier: gold}
`)
  })

  test('asks on a terminal, and again after an answer that the schema refuses', async () => {
    const { read, run } = workspace()
    const answers = ['Fourth Coffee GmbH', '', 'no', account, user, 'region', 'region=eu']
    const { code, stderr } = await run(['add', 'demo'], answers)
    expect(code).toBe(0)
    expect(stderr).toContain('Id [fourth-coffee-gmbh]: \n')
    expect(stderr).toContain(
      'API account ID: no\n  "account" is "no", but must be the API Account ID, a GUID such as',
    )
    expect(stderr).toContain('labels are written as name=value')
    expect(read('fourth-coffee-gmbh')).toContain('labels: {region: eu}')
  })

  test('writes nothing when the answers stop, or an id is taken', async () => {
    const { file, run } = workspace()
    const stopped = await run(['add', 'demo'], ['Litware', 'acme', 'litware', account])
    expect(stopped.stderr).toContain('Id [litware]: acme\n  the tenant "acme" is there already\n')
    expect(stopped.stderr).toContain('ikctl: stopped: nothing was written\n')
    expect(stopped.code).toBe(2)
    expect(existsSync(file('litware'))).toBe(false)
  })

  test('says which options are missing where nobody can be asked', async () => {
    const { run } = workspace()
    const { code, stderr } = await run(['add', 'demo', 'litware', '--name', 'Litware'])
    expect(stderr).toContain('missing: --account, --user (they are asked for on a terminal')
    expect(code).toBe(2)
  })

  test('says what is wrong with each option at once', async () => {
    const { run } = workspace()
    const { code, stderr } = await run([
      ...['add', 'demo', 'Lit ware', '--name', '', '--account', 'x', '--user', 'HR=y'],
      ...['--label', `region=${'x'.repeat(257)}`],
    ])
    expect(stderr).toContain('the id "Lit ware" must be lower-case letters')
    for (const option of ['--name', '--account', '--user', '--label']) {
      expect(stderr).toContain(`${option}: `)
    }
    expect(code).toBe(2)
  })

  test('refuses an id that is taken', async () => {
    const { read, run } = workspace()
    const before = read('acme')
    const flags = ['--name', 'Acme', '--account', account, '--user', user]
    const { code, stderr } = await run(['add', 'demo', 'acme', ...flags])
    expect(stderr).toContain(
      'refused: the tenant "acme" is there already: config/demo/tenants/acme.yaml',
    )
    expect(code).toBe(1)
    expect(read('acme')).toBe(before)
  })

  test('refuses what the rules refuse, and tells warnings about the new file', async () => {
    const { file, run } = workspace()
    const flags = ['--name', 'Acme Corporation (sandbox)', '--account', account, '--user', account]
    const { code, stderr } = await run(['add', 'demo', 'litware', ...flags])
    expect(stderr).toContain('error [tenant/id-mixup]')
    expect(stderr).toContain('warning [tenant/duplicate-name]')
    expect(stderr).toContain('refused: the result would not be valid\n')
    expect(code).toBe(1)
    expect(existsSync(file('litware'))).toBe(false)
  })

  test('a dry run prints the file and writes nothing', async () => {
    const { file, run } = workspace()
    const flags = ['--name', 'Litware', '--account', account, '--user', user, '--dry-run']
    const { stdout } = await run(['add', 'demo', 'litware', ...flags])
    expect(stdout).toContain('+++ b/config/demo/tenants/litware.yaml\n')
    expect(stdout).toContain('+name: Litware\n')
    expect(stdout).toContain('dry run: nothing was written\n')
    expect(existsSync(file('litware'))).toBe(false)
  })
})

describe('ikctl tenant status', () => {
  test('sets it in place, once', async () => {
    const { read, run, file } = workspace()
    edit(file('acme'), 'status: live', 'status: onboarding   # until Friday')
    const set = await run(['status', 'demo', 'acme', 'live'])
    expect(set.stdout).toBe('acme: onboarding -> live\n')
    expect(read('acme')).toContain('status: live   # until Friday\n')
    const again = await run(['status', 'demo', 'acme', 'live'])
    expect(again).toMatchObject({ code: 0, stdout: 'already done: acme is live\n' })
  })

  test('suggests the tenant that was meant', async () => {
    const { run } = workspace()
    const { code, stderr } = await run(['status', 'demo', 'acne', 'live'])
    expect(stderr).toBe('ikctl: "demo" has no tenant "acne", did you mean "acme"?\n')
    expect(code).toBe(2)
  })
})
