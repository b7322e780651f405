import { globalAgent } from 'node:https'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createAccountClient } from '../../../src/docusign/account-client.ts'
import { startEmulatedDocusign } from '../../support/start-emulated-docusign.ts'
import { startProxy } from '../../support/start-proxy.ts'

const account = '5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10'

let emulated: Awaited<ReturnType<typeof startEmulatedDocusign>>
let token: string
beforeAll(async () => {
  emulated = await startEmulatedDocusign()
  // What NODE_EXTRA_CA_CERTS does for a whole process: the SDK has no option for it.
  globalAgent.options.ca = emulated.authority.certificate
  token = ((await emulated.login()).body as { access_token: string }).access_token
})
afterAll(async () => {
  globalAgent.options.ca = undefined
  globalAgent.destroy()
  await emulated.close()
})
beforeEach(() => {
  emulated.docusign.faults.replace([])
  Object.assign(emulated.docusign.settings, { hourlyLimit: 3_000, burstLimit: 500 })
})

interface Answer {
  status: number
  data: { errorCode?: string }
  headers: Record<string, string>
}
interface Sdk {
  ApiClient: new (options?: {
    proxy: string
  }) => {
    setBasePath(path: string): void
    addDefaultHeader(name: string, value: string): void
  }
  AccountsApi: new (client: object) => { getAccountInformation(id: string): Promise<object> }
}

/** What the vendor's own client reads: the account, or the answer that it rejects with. */
async function bySdk(options?: { proxy: string }): Promise<object> {
  const esign: Sdk = createRequire(import.meta.url)('docusign-esign')
  const client = new esign.ApiClient(options)
  client.setBasePath(`${emulated.docusign.url}/restapi`)
  client.addDefaultHeader('Authorization', `Bearer ${token}`)
  return new esign.AccountsApi(client)
    .getAccountInformation(account)
    .catch((error: { response: Answer }) => {
      const { status, data, headers } = error.response
      return { status, data, headers: { ...headers } }
    })
}

/** What ikctl makes of the same. */
async function byIkctl(proxy: string | false = false) {
  const { docusign, authority, clock } = emulated
  const client = createAccountClient({
    ...{ origin: docusign.url, ca: authority.certificate, connections: 1, proxy },
    now: () => clock.now,
  })
  const read = await client.readAccount(account, token)
  await client.close()
  return read
}

describe('a limit that is used up', () => {
  const minutesToTheHour = 60

  test.each([
    ['hourlyLimit', 'HOURLY_APIINVOCATION_LIMIT_EXCEEDED', minutesToTheHour * 60_000],
    ['burstLimit', 'BURST_APIINVOCATION_LIMIT_EXCEEDED', 30_000],
  ] as const)('%s', async (setting, errorCode, retryAfterMs) => {
    Object.assign(emulated.docusign.settings, { [setting]: 0 })
    const name = setting === 'hourlyLimit' ? 'x-ratelimit' : 'x-burstlimit'
    expect(await bySdk()).toMatchObject({
      status: 429,
      data: { errorCode },
      headers: { [`${name}-limit`]: '0', [`${name}-remaining`]: '0' },
    })
    expect(await byIkctl()).toMatchObject({
      ok: false,
      failure: { class: 'throttled', error: errorCode, retryAfterMs },
    })
  })

  test('with the status that these codes had until 2026', async () => {
    const errorCode = 'HOURLY_APIINVOCATION_LIMIT_EXCEEDED'
    const fault = { operation: 'account', status: 400, body: { errorCode, message: 'Too many.' } }
    emulated.docusign.faults.replace([fault])
    expect(await bySdk()).toMatchObject({ status: 400, data: { errorCode } })
    expect(await byIkctl()).toMatchObject({ failure: { class: 'throttled', status: 400 } })
  })

  test('traffic that is blocked', async () => {
    emulated.docusign.faults.replace([
      { operation: 'account', status: 444, body: 'blocked due to excess usage' },
    ])
    expect(await bySdk()).toMatchObject({ status: 444, data: 'blocked due to excess usage' })
    expect(await byIkctl()).toMatchObject({ failure: { class: 'throttled', status: 444 } })
  })
})

test('the calls that are left are the same for both', async () => {
  const before = await byIkctl()
  await bySdk()
  const after = await byIkctl()
  const left = [before, after].map(({ budget }) => budget?.hourly?.remaining ?? 0)
  expect(left[0]).toBe((left[1] ?? 0) + 2)
})

test('docusign-esign reads it through a proxy with a login; ikctl never asks one for loopback', async () => {
  const { docusign } = emulated
  const proxy = await startProxy({
    login: { user: 'ada', password: 'p' },
    leadsTo: docusign.url,
  })
  const url = proxy.url.replace('://', '://ada:p@')
  expect(await bySdk({ proxy: url })).toMatchObject({ accountIdGuid: account })
  expect(await byIkctl(url)).toMatchObject({ ok: true })
  expect(proxy.asked).toEqual([new URL(docusign.url).host])
  await proxy.close()
})
