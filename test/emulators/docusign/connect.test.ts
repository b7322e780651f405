import { globalAgent } from 'node:https'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAccountClient } from '../../../src/docusign/account-client.ts'
import { randomGuid } from '../../../src/random/random-guid.ts'
import { seededRandom } from '../../../src/random/seeded-random.ts'
import { compareConnect } from '../../../src/webhooks/compare-connect.ts'
import { startEmulatedDocusign, userId } from '../../support/start-emulated-docusign.ts'

const url = 'https://hooks.contoso.example/docusign'
const asDeclared = {
  connectId: '8011',
  name: 'Contoso',
  urlToPublishTo: url,
  allowEnvelopePublish: 'true',
  configurationType: 'custom',
  deliveryMode: 'SIM',
  eventData: { version: 'restv2.1', format: 'json', includeData: [] },
  events: ['envelope-completed', 'envelope-declined'],
  includeHMAC: 'true',
  integratorManaged: 'true',
  requiresAcknowledgement: 'true',
}
const account = '5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10'
const failure = {
  failureId: 'f1',
  connectId: '8011',
  configUrl: url,
  envelopeId: userId,
  created: '2026-05-03T08:00:00Z',
  retryCount: '2',
}

let emulated: Awaited<ReturnType<typeof startEmulatedDocusign>>
let token: string
beforeAll(async () => {
  emulated = await startEmulatedDocusign()
  // What NODE_EXTRA_CA_CERTS does for a whole process: the SDK has no option for it.
  globalAgent.options.ca = emulated.authority.certificate
  emulated.docusign.state.putConnect({
    account,
    configurations: [asDeclared],
    failures: [failure],
  })
  token = ((await emulated.login()).body as { access_token: string }).access_token
})
afterAll(async () => {
  globalAgent.options.ca = undefined
  globalAgent.destroy()
  await emulated.close()
})

describe('ConnectApi of docusign-esign reads', () => {
  interface ConnectApi {
    listConfigurations(account: string): Promise<object>
    getConfiguration(account: string, connectId: string): Promise<object>
    listEventFailureLogs(account: string): Promise<object>
  }
  const api = (): ConnectApi => {
    const esign = createRequire(import.meta.url)('docusign-esign')
    const client = new esign.ApiClient()
    client.setBasePath(`${emulated.docusign.url}/restapi`)
    client.addDefaultHeader('Authorization', `Bearer ${token}`)
    return new esign.ConnectApi(client)
  }

  test('all configurations', async () => {
    expect(await api().listConfigurations(account)).toMatchObject({
      totalRecords: '1',
      configurations: [asDeclared],
    })
  })

  test('one configuration', async () => {
    expect(await api().getConfiguration(account, '8011')).toMatchObject({
      configurations: [{ connectId: '8011', integratorManaged: 'true' }],
    })
    await expect(api().getConfiguration(account, '1')).rejects.toMatchObject({
      response: { status: 400 },
    })
  })

  test('what could not be delivered', async () => {
    expect(await api().listEventFailureLogs(account)).toMatchObject({
      totalRecords: '1',
      failures: [failure],
    })
  })
})

test('an account without webhooks answers with empty lists', async () => {
  const { docusign, https } = emulated
  docusign.state.putConnect({ account, configurations: [], failures: [] })
  const read = (below: string) =>
    https.get(`${docusign.url}/restapi/v2.1/accounts/${account}${below}`, {
      authorization: `Bearer ${token}`,
    })
  expect((await read('/connect')).body).toEqual({ configurations: [], totalRecords: '0' })
  expect((await read('/connect/failures')).body).toMatchObject({ failures: [], totalRecords: '0' })
})

describe('50 accounts', () => {
  const hours = (count: number) => new Date(emulated.clock.now - count * 3_600_000).toISOString()
  const faults: Record<string, (configuration: typeof asDeclared) => object[]> = {
    missing: () => [],
    other_url: (one) => [{ ...one, urlToPublishTo: `${url}/old` }],
    duplicate: (one) => [one, { ...one, connectId: '8012' }],
    disabled: (one) => [{ ...one, allowEnvelopePublish: 'false', disabledBy: 'Admin' }],
    paused: (one) => [{ ...one, pausePublish: 'true' }],
    format: (one) => [{ ...one, eventData: { version: 'restv2.1', format: 'xml' } }],
    events_missing: (one) => [{ ...one, events: ['envelope-completed'] }],
    hmac_off: (one) => [{ ...one, includeHMAC: 'false' }],
    hmac_not_integrator: (one) => [{ ...one, integratorManaged: 'false' }],
    no_retry: (one) => [{ ...one, requiresAcknowledgement: 'false' }],
    undelivered: (one) => [one],
  }

  test('each planted fault is named, and nothing else', async () => {
    const { docusign, authority, clock } = emulated
    const random = seededRandom(50)
    const kinds = Object.keys(faults)
    const accounts = Array.from({ length: 50 }, (_, index) => ({
      id: randomGuid(random),
      name: `Account ${index}`,
      baseUri: docusign.url,
      isDefault: index === 0,
      fault: index % 3 === 0 ? kinds[(index / 3) % kinds.length] : undefined,
    }))
    docusign.state.putUser({
      id: userId,
      name: 'Ada King Lovelace',
      email: 'ada@acme.example',
      active: true,
      accounts: accounts.map(({ fault, ...membership }) => membership),
    })
    for (const { id, fault } of accounts) {
      docusign.state.putConnect({
        account: id,
        configurations: (faults[fault ?? '']?.(asDeclared) ?? [asDeclared]) as never,
        failures: fault === 'undelivered' ? [{ ...failure, created: hours(30) }] : [],
      })
    }
    const client = createAccountClient({
      origin: docusign.url,
      ca: authority.certificate,
      connections: 4,
      now: () => clock.now,
    })
    const found = await Promise.all(
      accounts.map(async ({ id }) => {
        const connect = await client.readConnect(id, token)
        const failed = await client.readConnectFailures(id, token)
        if (!connect.ok || !failed.ok) return 'not read'
        const declared = { url, events: asDeclared.events, hmac: 'integrator' as const }
        const webhooks = { ...connect, ...failed }
        return compareConnect(declared, webhooks, clock.now).map(({ kind }) => kind)
      }),
    )
    await client.close()
    expect(found).toEqual(accounts.map(({ fault }) => (fault === undefined ? [] : [fault])))
    expect(new Set(found.flat())).toEqual(new Set(kinds))
  })

  test('only an administrator may read webhooks', async () => {
    const { docusign, authority } = emulated
    const user = docusign.state.user(userId)
    const [first] = user?.accounts ?? []
    if (user === undefined || first === undefined) throw new Error('no account')
    docusign.state.putUser({ ...user, accounts: [{ ...first, isAdmin: false }] })
    const client = createAccountClient({
      origin: docusign.url,
      ca: authority.certificate,
      connections: 1,
    })
    const refused = { ok: false, failure: { error: 'USER_NOT_ACCOUNT_ADMIN' } }
    expect(await client.readConnect(first.id, token)).toMatchObject(refused)
    expect(await client.readConnectFailures(first.id, token)).toMatchObject(refused)
    expect(await client.readAccount(first.id, token)).toMatchObject({ ok: true })
    await client.close()
  })
})
