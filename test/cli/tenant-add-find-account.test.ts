import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createHttpsFetch } from '../support/create-https-fetch.ts'
import { exampleTree } from '../support/example-tree.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runInProcess } from '../support/run-in-process.ts'

const integrationKey = '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90'
const user = '8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c'
const account = (n: number) => `5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c1${n}`

test('takes the account from a login of the user', async () => {
  const cwd = exampleTree()
  const { access, env } = await runEmulate(cwd)
  const https = createHttpsFetch(readFileSync(access.certificateAuthority, 'utf8'))
  const tell = async (method: string, path: string, body: object) => {
    const answer = await https.send(method, `${access.docusign.url}/emulator${path}`, body)
    expect(answer.status, answer.text).toBe(200)
  }
  const member = (...accounts: number[]) =>
    tell('PUT', '/users', {
      ...{ id: user, name: 'A B', email: 'a.b@litware.example', active: true },
      accounts: accounts.map((n) => ({
        ...{ id: account(n), name: `Litware ${n}`, isDefault: n === accounts[0] },
        baseUri: 'https://demo.docusign.net',
      })),
    })
  const add = (id: string, answers?: string[]) => {
    const args = [
      'tenant',
      'add',
      'local',
      id,
      '--name',
      id,
      '--user',
      user,
      '--label',
      'region=eu',
    ]
    return runInProcess([...args, '--find-account'], { cwd, env, ...(answers && { answers }) })
  }
  const file = (id: string) => join(cwd, 'config/local/tenants', `${id}.yaml`)

  await member(1)
  const refused = await add('newcomer')
  expect(refused.code).toBe(2)
  expect(refused.stderr).toMatch(
    /was not found: the user has not consented.*open https:.*--account/s,
  )
  expect(existsSync(file('newcomer'))).toBe(false)

  const scopes = ['signature', 'impersonation']
  await tell('POST', '/consents', { integrationKey, userId: user, scopes })
  expect(await add('newcomer')).toMatchObject({ code: 0 })
  expect(readFileSync(file('newcomer'), 'utf8')).toContain(`account: ${account(1)}\n`)

  await member(2, 3)
  const several = await add('newcomer-two')
  expect(several.code).toBe(2)
  expect(several.stderr).toContain(`  2  Litware 3, ${account(3)}, demo\n`)
  expect(several.stderr).toContain('name one of them with --account')
  const chosen = await add('newcomer-two', ['7', '2'])
  expect(chosen.stderr).toContain('enter a number from 1 to 2')
  expect(readFileSync(file('newcomer-two'), 'utf8')).toContain(`account: ${account(3)}\n`)
  await https.close()
})

test.each([
  [['--find-account'], 'name that user, and no --account'],
  [['--find-account', '--user', user, '--account', account(1)], 'name that user, and no --account'],
  [['--find-account', '--user', 'a.b@litware.example', '--name', 'L'], '--user'],
  [['--find-account', '--user', user], 'IKCTL_EMULATORS names no running emulators'],
])('%s', async (args, said) => {
  const cwd = exampleTree()
  const { code, stderr } = await runInProcess(['tenant', 'add', 'local', 'newcomer', ...args], {
    cwd,
  })
  expect(code).toBe(2)
  expect(stderr).toContain(said)
})
