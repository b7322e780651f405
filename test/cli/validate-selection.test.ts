import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { edit, exampleTree } from '../support/example-tree.ts'
import { runInProcess } from '../support/run-in-process.ts'

/** Production with a warning of one rule, an error of another, and an error about the form of a file. */
function brokenTree(): string {
  const folder = exampleTree()
  const tenants = join(folder, 'config/production/tenants')
  const [, account = ''] =
    /^account: (.*)$/m.exec(readFileSync(join(tenants, 'adatum.yaml'), 'utf8')) ?? []
  edit(join(tenants, 'acme.yaml'), /^account: .*$/m, `account: ${account}`)
  const integration = join(folder, 'config/production/integration.yaml')
  edit(integration, /consent: \[[^\]]*\]/, 'consent: [signature]')
  return folder
}

async function rulesOf(folder: string, ...args: string[]) {
  const command = ['validate', 'production', '--format', 'json', ...args]
  const { code, stdout } = await runInProcess(command, { cwd: folder })
  const { findings, summary } = JSON.parse(stdout)
  const rules = findings.map(({ ruleId }: { ruleId: string }) => ruleId)
  return { code, rules: [...new Set(rules)].sort(), summary }
}

test('--only and --skip choose what is reported, counted, and ends with 1', async () => {
  const folder = brokenTree()
  const all = await rulesOf(folder)
  const scopes = ['scopes/beyond-consent', 'scopes/impersonation']
  expect(all.rules).toEqual([...scopes, 'tenant/duplicate-account'])
  expect(all.code).toBe(1)
  const only = await rulesOf(folder, '--only', 'tenant/duplicate-account')
  expect(only).toMatchObject({
    code: 0,
    rules: ['tenant/duplicate-account'],
    summary: { errors: 0 },
  })
  expect(await rulesOf(folder, '--only', 'scopes')).toMatchObject({
    code: 1,
    rules: scopes,
    summary: { suppressed: 0 },
  })
  expect((await rulesOf(folder, '--skip', 'tenant')).rules).toEqual(scopes)
  expect((await rulesOf(folder, '--skip', 'tenant', '--skip', 'scopes')).rules).toEqual([])
})

test('what guards the form of the files is reported whatever is chosen', async () => {
  const folder = brokenTree()
  edit(join(folder, 'config/production/tenants/acme.yaml'), 'status: live', 'status: lively')
  for (const choice of [
    ['--only', 'scopes'],
    ['--skip', 'tenant'],
  ]) {
    expect((await rulesOf(folder, ...choice)).rules).toContain('schema/value')
  }
})

describe('is refused', () => {
  test.each([
    [['--only', 'tenant/duplicat-account'], 'did you mean "tenant/duplicate-account"?'],
    [['--skip', 'nothing-like-it'], 'there is no rule or family "nothing-like-it"'],
    [['--skip', 'schema/value'], '"schema/value" cannot be skipped'],
    [['--skip', 'secret/private-key'], '"secret/private-key" cannot be skipped'],
  ])('%j', async (args, message) => {
    const { code, stderr } = await runInProcess(['validate', ...args], { cwd: exampleTree() })
    expect(stderr).toContain(message)
    expect(code).toBe(2)
  })
})

test('--quiet prints nothing when there are no findings, and still writes files', async () => {
  const cwd = exampleTree()
  const run = await runInProcess(['validate', '--quiet', '--format', 'json=out.json'], { cwd })
  expect(run).toMatchObject({ code: 0, stdout: '', stderr: '' })
  expect(JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8'))).toMatchObject({ findings: [] })
  const broken = await runInProcess(['validate', 'production', '--quiet'], { cwd: brokenTree() })
  expect(broken.stdout).toContain('scopes/impersonation')
})

test('--color decides, before and after the command, and against the environment', async () => {
  const cwd = brokenTree()
  const isPainted = async (args: string[], env = {}, columns?: number) => {
    const more = columns === undefined ? {} : { columns }
    return (await runInProcess(args, { cwd, env, ...more })).stdout.includes('\u001b[')
  }
  expect(await isPainted(['validate', '--color', 'always'])).toBe(true)
  expect(await isPainted(['--color', 'always', 'validate'], { NO_COLOR: '1' })).toBe(true)
  expect(
    await isPainted(['validate', '--color=never'], { NO_COLOR: '', FORCE_COLOR: '1' }, 80),
  ).toBe(false)
  expect(await isPainted(['validate', '--color', 'auto'], { NO_COLOR: '', FORCE_COLOR: '1' })).toBe(
    true,
  )
  expect(await isPainted(['validate'])).toBe(false)
})
