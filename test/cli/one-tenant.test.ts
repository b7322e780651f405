import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exampleTree } from '../support/example-tree.ts'
import { runInProcess } from '../support/run-in-process.ts'

const now = () => Date.UTC(2026, 10, 20)
const ids = ['5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10', '8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c']
const given = ['--name', 'Litware', '--account', ids[0] ?? '', '--user', ids[1] ?? '']

/** The example with one tenant more, whose file others have nothing to do with. */
function workspace(other: string) {
  const cwd = exampleTree()
  const file = (name: string) => join(cwd, 'config', name)
  writeFileSync(file('demo/tenants/other.yaml'), other)
  return {
    file,
    run: (...args: string[]) => runInProcess(args, { cwd, now }),
  }
}

function suspended(text: string): string {
  return text.replace(/^status: .*/m, 'status: suspended')
}

test.each([
  ['consent', 'demo', 'acme'],
  ['tenant', 'status', 'demo', 'acme', 'suspended'],
  ['tenant', 'add', 'demo', 'litware', ...given],
  ['key', 'public', 'demo'],
])('a broken file of another tenant does not stop %s %s %s', async (...args) => {
  const { run } = workspace('name: [')
  const { code, stderr } = await run(...args)
  expect({ code, stderr: args[0] === 'key' ? '' : stderr }).toEqual({ code: 0, stderr: '' })
})

test.each([
  ['consent', 'demo', 'other'],
  ['tenant', 'status', 'demo', 'other', 'suspended'],
])('a broken file stops %s %s %s, which is about it', async (...args) => {
  const { run } = workspace('name: [')
  const { code, stderr } = await run(...args)
  expect(code).toBe(2)
  expect(stderr).toContain('config/demo/tenants/other.yaml')
  expect(stderr).toContain('the configuration of "demo" has errors')
})

test('what the whole environment is needed for is stopped by any file', async () => {
  const { run } = workspace('name: [')
  for (const args of [['consent'], ['drift'], ['smoke']]) {
    expect(await run(...args, 'demo')).toMatchObject({ code: 2 })
  }
})

test.each([['consent'], ['doctor']])('%s says which tenant may be meant', async (command) => {
  const { code, stderr } = await workspace('name: [').run(command, 'demo', 'otter')
  expect({ code, stderr }).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('"demo" has no tenant "otter", did you mean "other"?'),
  })
})

test('a new tenant is compared with the others', async () => {
  const same = `name: Northwind\nstatus: live\naccount: ${ids[0]}\nusers:\n  default: 2b9e7d1c-6a4f-4e58-8c3b-1f0a9d8e7c6b\n`
  const { file, run } = workspace(same)
  const add = ['tenant', 'add', 'demo', 'zebra', ...given]
  const warned = await run(...add, '--dry-run')
  expect(warned.code).toBe(0)
  expect(warned.stderr).toContain('the tenants "other" and "zebra" have the same account')

  writeFileSync(file('ikctl.yaml'), 'rules:\n  tenant/duplicate-account: error\n')
  const refused = await run(...add)
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('the result would not be valid')
})

test.each([
  ['error', 1],
  ['warning', 0],
])('the last live tenant, where that is an %s, is suspended with %s', async (level, code) => {
  const { file, run } = workspace('name: [')
  for (const name of readdirSync(file('demo/tenants'))) {
    const path = file(`demo/tenants/${name}`)
    if (name === 'other.yaml') rmSync(path)
    else if (name !== 'acme.yaml') writeFileSync(path, suspended(readFileSync(path, 'utf8')))
  }
  writeFileSync(file('ikctl.yaml'), `rules:\n  environment/no-live-tenant: ${level}\n`)
  const ran = await run('tenant', 'status', 'demo', 'acme', 'suspended')
  expect(ran.code).toBe(code)
  if (code !== 0) expect(ran.stderr).toContain('none that is live')
})

test('smoke of an environment that is not there says so before anything else', async () => {
  const { run } = workspace('name: [')
  const { code, stderr } = await run('smoke', 'dema', '--shard', 'nonsense')
  expect(code).toBe(2)
  expect(stderr).toContain('there is no environment "dema"')
  expect(stderr).toContain('did you mean "demo"?')
})
