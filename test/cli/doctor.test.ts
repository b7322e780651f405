import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { type Diagnosis, stepTitles } from '../../src/doctor/diagnosis.ts'
import { ajvOptions } from '../../tools/generate.ts'
import { createHttpsFetch } from '../support/create-https-fetch.ts'
import { exampleTree, root } from '../support/example-tree.ts'
import { type RunningEmulators, runEmulate } from '../support/run-emulate.ts'
import { runInProcess } from '../support/run-in-process.ts'

const tenant = 'woodgrove-bank'
const validate = new Ajv2020(ajvOptions).compile(
  JSON.parse(readFileSync(join(root, 'schemas/doctor.schema.json'), 'utf8')),
)

async function plant({ access }: RunningEmulators, url: string, faults: object[]) {
  const https = createHttpsFetch(readFileSync(access.certificateAuthority, 'utf8'))
  const { status, text } = await https.send('PUT', `${url}/emulator/faults`, faults)
  await https.close()
  expect(status, text).toBe(200)
}

async function doctor(cwd: string, env: Record<string, string>, now = Date.now) {
  const before = readdirSync(cwd, { recursive: true }).sort()
  const args = ['doctor', 'local', tenant, '--format', 'json']
  const { code, stdout, stderr } = await runInProcess(args, { cwd, env, now })
  expect(stderr).toBe('')
  expect(readdirSync(cwd, { recursive: true }).sort()).toEqual(before)
  const diagnosis = JSON.parse(stdout) as Diagnosis
  expect(validate(diagnosis), JSON.stringify(validate.errors)).toBe(true)
  expect(stdout).not.toMatch(/eyJ[\w-]{20,}\.|PRIVATE KEY/)
  const step = (id: keyof typeof stepTitles) => diagnosis.steps.find((found) => found.id === id)
  return { code, diagnosis, step }
}

const oauth = (status: number, error: string, error_description?: string) => ({
  ...{ operation: 'token', status },
  body: { error, error_description },
})

test('on running emulators: everything in order, and each planted fault is named', async () => {
  const folder = exampleTree()
  const emulators = await runEmulate(folder)
  const { access, env } = emulators
  const fine = await doctor(folder, env)
  expect(fine.code).toBe(0)
  expect(fine.diagnosis.cause).toBeUndefined()
  expect(fine.diagnosis.steps.map(({ id }) => id)).toEqual(Object.keys(stepTitles))
  expect(fine.step('accounts')?.accounts).toMatchObject([{ isDefault: true, region: 'demo' }])
  expect(fine.step('sending')?.verdict).toBe('passed')
  expect(fine.step('webhook')?.verdict).toBe('not configured')

  const other = '99999999-1111-4222-8333-444444444444'
  const { user } = fine.diagnosis
  const account = {
    ...{ account_id: other, account_name: 'Contoso GmbH', is_default: true },
    base_uri: 'https://eu.docusign.net',
  }
  const docusign: [cause: string, code: number, faults: object[]][] = [
    ['integration-key', 3, [oauth(400, 'invalid_grant', 'issuer_not_found')]],
    ['key-pair', 3, [oauth(400, 'invalid_grant', 'no_valid_keys_or_signatures')]],
    ['user', 1, [oauth(400, 'invalid_grant', 'user_not_found')]],
    ['consent', 1, [oauth(400, 'consent_required')]],
    ['login', 4, [{ operation: 'token', status: 503 }]],
    ['login', 4, [{ operation: 'token', connection: 'reset' }]],
    [
      'account',
      1,
      [{ operation: 'userinfo', status: 200, body: { sub: user, accounts: [account] } }],
    ],
    ['accounts', 4, [{ operation: 'userinfo', status: 429, headers: { 'retry-after': '9' } }]],
    [
      'permission',
      1,
      [{ operation: 'account', status: 401, body: { errorCode: 'USER_LACKS_MEMBERSHIP' } }],
    ],
    ['sending', 1, [{ operation: 'user', status: 400, body: { errorCode: 'USER_NOT_FOUND' } }]],
    [
      'sending',
      1,
      [
        {
          ...{ operation: 'user', status: 200 },
          body: { userId: user, userStatus: 'Disabled' },
        },
      ],
    ],
    [
      'redirect-uri',
      1,
      [{ operation: 'authorize', status: 400, body: 'There are no redirect URIs registered' }],
    ],
  ]
  for (const [cause, code, faults] of docusign) {
    await plant(emulators, access.docusign.url, faults)
    const run = await doctor(folder, env)
    expect([run.diagnosis.cause, run.code], cause).toEqual([cause, code])
    if (cause !== 'account') continue
    expect(run.step('accounts')?.accounts).toEqual([
      {
        ...{ id: other, name: 'Contoso GmbH', isDefault: true, region: 'eu' },
        baseUri: 'https://eu.docusign.net',
      },
    ])
    expect(run.step('permission')?.message).toBe('explained by "configured account"')
  }
  const unreadable = {
    operation: 'user',
    status: 403,
    body: { errorCode: 'USER_LACKS_PERMISSIONS' },
  }
  await plant(emulators, access.docusign.url, [unreadable])
  const unread = await doctor(folder, env)
  expect([unread.step('sending')?.verdict, unread.code]).toEqual(['warning', 0])
  expect(unread.step('sending')?.message).toContain('USER_LACKS_PERMISSIONS')
  await plant(emulators, access.docusign.url, [])

  const vault: [cause: string, right: RegExp, fault: object][] = [
    ['vault', /keys\/read/, { operation: 'get-key', status: 403 }],
    ['signature', /keys\/sign\/action/, { operation: 'sign', status: 403 }],
  ]
  for (const [cause, right, fault] of vault) {
    await plant(emulators, access.keyVault.url, [fault])
    const run = await doctor(folder, env)
    expect([run.diagnosis.cause, run.code], cause).toEqual([cause, 3])
    if (cause === 'signature') expect(run.step('vault')?.verdict).toBe('passed')
    expect(run.step(run.diagnosis.cause ?? 'vault')?.action).toMatch(right)
  }
  await plant(emulators, access.keyVault.url, [])
  await plant(emulators, access.keyVault.settingsUrl, [{ operation: 'get-secret', status: 403 }])
  const settings = await doctor(folder, env)
  expect([settings.step('settings')?.verdict, settings.code]).toEqual(['warning', 0])
  await plant(emulators, access.keyVault.settingsUrl, [])

  const late = await doctor(folder, env, () => Date.now() - 3_600_000)
  expect([late.diagnosis.cause, late.code]).toEqual(['clock', 4])
})

test('the report for people shows every step, the accounts, and a verdict', async () => {
  const cwd = exampleTree()
  const { stdout } = await runInProcess(['doctor', 'local'], { cwd, columns: 80 })
  for (const title of Object.values(stepTitles)) expect(stdout).toContain(` ${title}\n`)
  expect(stdout).toMatch(/- Contoso Integrations \(local\),\s+01ad1f33/)
  expect(stdout).toContain('the canary user does not have to send')
  expect(stdout).toMatch(/\npassed: the canary user can log in\n$/)
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
})

test.each([
  [['doctor', 'local', 'woodgrove-bnak'], 'did you mean "woodgrove-bank"?'],
  [['doctor', 'local', tenant, '--role', 'boss'], 'has no user "boss": it has '],
  [['doctor', 'local', '--role', 'boss'], 'name the tenant as well'],
])('%s', async (args, said) => {
  const { code, stderr } = await runInProcess(args, { cwd: exampleTree() })
  expect(stderr).toContain(said)
  expect(code).toBe(2)
})
