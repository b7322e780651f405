import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createHttpsFetch } from '../support/create-https-fetch.ts'
import { exampleTree, root } from '../support/example-tree.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runInProcess } from '../support/run-in-process.ts'

const tenant = ['--tenant', 'woodgrove-bank']

/** What people met in production, and what is like it: `ikctl smoke local` against planted answers. */
async function openRig() {
  const { access, env } = await runEmulate(root)
  const https = createHttpsFetch(readFileSync(access.certificateAuthority, 'utf8'))
  onTestFinished(() => https.close())
  const cwd = exampleTree()
  return {
    folder: cwd,
    /** @param spared so many requests of the same operation come first, and get their right answer. */
    async smoke(where: 'docusign' | 'keyVault', fault: Fault, args: string[], spared = 0) {
      const { operation } = fault
      const before = spared === 0 ? [] : [{ operation, delayMs: 1, times: spared }]
      const url = `${access[where].url}/emulator/faults`
      expect((await https.send('PUT', url, [...before, fault])).status).toBe(200)
      const command = ['smoke', 'local', '--quiet', ...args]
      const { code, stdout, stderr } = await runInProcess(command, { cwd, env })
      return { code, said: `${stdout}${stderr}`.replace(/\s+/g, ' ') }
    },
  }
}

interface Fault {
  operation: string
  status: number
  body: unknown
  headers?: Record<string, string>
  times?: number
}

const html = (status: number) => ({ status, body: '<html>Access Denied by gateway</html>' })

test("an answer that is not Docusign's, once: the tenant passes", async () => {
  const { smoke } = await openRig()
  const answers: Omit<Fault, 'operation'>[] = [
    html(403),
    html(200),
    { ...html(302), headers: { location: 'https://login.example' } },
    { status: 401, body: '' },
    { status: 200, body: { status: 'ok' } },
    { status: 403, body: { error: 'Forbidden', status: 403 } },
  ]
  for (const answer of answers) {
    const { code, said } = await smoke(
      'docusign',
      { operation: 'token', ...answer, times: 1 },
      tenant,
      // The canary user and the user who does not exist come first.
      2,
    )
    expect(said, JSON.stringify(answer)).toContain('1 passed after a retry')
    expect(code).toBe(0)
  }
})

test('again and again, at any step: unproven, and the network is to blame', async () => {
  const { smoke } = await openRig()
  const spared = { token: 2, userinfo: 1, account: 1, user: 0 }
  for (const [operation, count] of Object.entries(spared)) {
    const args = [...tenant, '--depth', 'account']
    const { code, said } = await smoke('docusign', { operation, ...html(403) }, args, count)
    expect(said, operation).toContain(
      "the answer is not Docusign's: a web page instead of JSON (HTTP 403)",
    )
    expect(said).toContain('ask your network team')
    expect(said).not.toMatch(/FAILED|Docusign's support/)
    expect(code).toBe(4)
  }
})

test('a token that user info refuses: once it is renewed, of everybody it proves nothing', async () => {
  const { smoke } = await openRig()
  const body = { error: 'internal_server_error', reference_id: 'x' }
  const refused = { operation: 'userinfo', status: 401, body }
  const once = await smoke('docusign', { ...refused, times: 1 }, tenant, 1)
  expect(once.said).toContain('1 passed after a retry')
  expect(once.code).toBe(0)
  const always = await smoke('docusign', refused, [])
  expect(always.said).toContain('stopped: the canary user could not log in')
  expect(always.said).not.toContain('FAILED')
  expect(always.code).toBe(4)
})

test('the same refusal of everybody, at the canary: no customer is tried', async () => {
  const { smoke } = await openRig()
  const headers = { 'x-docusign-tracetoken': '2f0b1d1c-6a4f-4e58-8c3b-1f0a9d8e7c6b' }
  for (const [error, exit, advice] of [
    ['invalid_grant', 4, 'check in this order: (1)'],
    ['invalid_request', 4, 'check in this order: (1)'],
    ['invalid_client', 3, 'exists on this platform'],
    ['unauthorized_client', 3, 'may use the JWT grant'],
    ['account_on_fire', 4, "Docusign's support"],
  ] as const) {
    const fault = { operation: 'token', status: 400, body: { error }, headers }
    const { code, said } = await smoke('docusign', fault, [])
    expect(said, error).toContain('14 tenants, 19 logins: 19 not tried')
    expect(said).toContain(advice)
    expect(said).toContain('Step by step: `ikctl doctor local`')
    expect(code).toBe(exit)
  }
})

test('what the vault says about its refusal, each with its own fix', async () => {
  const { smoke } = await openRig()
  const refusal = (operation: string, code: string): Fault => {
    return {
      ...{ operation, status: 403 },
      body: { error: { code: 'Forbidden', message: 'm', innererror: { code } } },
    }
  }
  for (const [name, exit, says] of [
    ['ForbiddenByRbac', 3, 'the identity has no role that allows this'],
    ['ForbiddenByPolicy', 3, 'no access policy of the vault allows this'],
    ['ForbiddenByConnection', 4, 'not an approved private connection'],
    ['ForbiddenByFirewall', 4, "not allowed by the vault's firewall"],
    ['KeyDisabled', 3, 'the key version is disabled'],
  ] as const) {
    const { code, said } = await smoke('keyVault', refusal('sign', name), tenant)
    expect(said).toContain(`(HTTP 403, ${name}): `)
    expect(said).toContain(says)
    expect(said).toContain('Step by step: `ikctl doctor local`')
    expect(code, name).toBe(exit)
  }
  // The vault of the emulators is asked for their key pairs before anything else.
  const early = await smoke('keyVault', refusal('*', 'ForbiddenByConnection'), [])
  expect(early.said).toContain('(HTTP 403, ForbiddenByConnection)')
  expect(early.said).not.toMatch(/a bug| at file:/)
  expect(early.code).toBe(4)
})

test('an account that the login does not see: which ones it sees', async () => {
  const { smoke, folder } = await openRig()
  const file = readFileSync(join(folder, 'config/local/tenants/woodgrove-bank.yaml'), 'utf8')
  const sub = /default: (\S+)/.exec(file)?.[1]
  const contoso = {
    ...{ account_id: '99999999-1111-4222-8333-444444444444', account_name: 'Contoso GmbH' },
    ...{ is_default: true, base_uri: 'https://eu.docusign.net' },
  }
  for (const [accounts, says] of [
    [[contoso], '"Contoso GmbH" 99999999-1111-4222-8333-444444444444 (default, https://eu'],
    [[], 'it sees no account at all'],
  ] as const) {
    const fault = { operation: 'userinfo', status: 200, body: { sub, accounts } }
    const { code, said } = await smoke('docusign', fault, tenant, 1)
    expect(said).toContain(says)
    expect(said).toContain('Step by step: `ikctl doctor local woodgrove-bank`')
    expect(code).toBe(1)
  }
})

test('codes of the REST API, each with its own class and advice', async () => {
  const { smoke } = await openRig()
  for (const [errorCode, status, title, advice] of [
    ['USER_LACKS_PERMISSIONS', 401, 'user may not use the API', 'permission profile'],
    ['user_lacks_permissions', 403, 'user may not use the API', 'permission profile'],
    ['ACCOUNT_LACKS_PERMISSIONS', 400, 'account may not use the API', 'ask the customer'],
    ['PLAN_ITEM_NOT_ENABLED', 403, 'account may not use the API', 'ask the customer'],
    ['USER_DOES_NOT_BELONG_TO_SPECIFIED_ACCOUNT', 400, 'not a member of the account', 'member'],
  ] as const) {
    const fault = { operation: 'account', status, body: { errorCode, message: 'No.' } }
    const { code, said } = await smoke('docusign', fault, [...tenant, '--depth', 'account'], 1)
    expect(said).toContain(`FAILED ${title}: 1 login`)
    expect(said).toContain(advice)
    expect(said).not.toContain("Docusign's support")
    expect(code, errorCode).toBe(1)
  }
})
