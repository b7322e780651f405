import { expect, onTestFinished, test } from 'vitest'
import { startEmulatedDocusign, userId } from '../../support/start-emulated-docusign.ts'

const account = '5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10'

async function setUp() {
  const emulated = await startEmulatedDocusign()
  onTestFinished(async () => void (await emulated.close()))
  const { https, docusign, login } = emulated
  let token = ''
  const logIn = async () => {
    token = ((await login()).body as { access_token: string }).access_token
  }
  await logIn()
  return {
    ...emulated,
    logIn,
    read: (id = account, authorization = `Bearer ${token}`) =>
      https.get(`${docusign.url}/restapi/v2.1/accounts/${id}`, { authorization }),
  }
}

/** The headers that tell of limits. */
function limitsOf({ headers }: { headers: Headers }) {
  return Object.fromEntries([...headers].filter(([name]) => name.includes('limit-')))
}

test('a member reads an account, and sees what is left of the limits', async () => {
  const { read, docusign } = await setUp()
  await read()
  const answer = await read(account.toUpperCase())
  const { status, body } = answer
  expect(status).toBe(200)
  expect(body).toEqual({
    accountIdGuid: account,
    accountName: 'Acme Corporation',
    isDefault: 'true',
    envelopeSendingBlocked: 'false',
  })
  expect(limitsOf(answer)).toEqual({
    'x-ratelimit-limit': '3000',
    'x-ratelimit-remaining': '2998',
    'x-ratelimit-reset': String(Date.UTC(2026, 4, 4, 9) / 1000),
    'x-burstlimit-limit': '500',
    'x-burstlimit-remaining': '498',
  })
  expect(docusign.requests.list().account).toEqual({ ok: 2 })
})

test.each([
  ['a bad token', account, 'Bearer no', 401, 'AUTHORIZATION_INVALID_TOKEN'],
  ['another account', userId, undefined, 400, 'USER_LACKS_MEMBERSHIP'],
])('%s is refused', async (_, id, authorization, status, errorCode) => {
  const { read } = await setUp()
  expect(await read(id, authorization)).toMatchObject({ status, body: { errorCode } })
})

test('limits count by account and begin again', async () => {
  const { read, logIn, docusign, clock } = await setUp()
  docusign.settings.burstLimit = 2
  docusign.settings.hourlyLimit = 3
  const answers = async (count: number) => {
    const codes: unknown[] = []
    for (let n = 0; n < count; n++) {
      const { body } = await read()
      codes.push((body as { errorCode?: string }).errorCode ?? 'ok')
    }
    return codes
  }
  expect(await answers(3)).toEqual(['ok', 'ok', 'BURST_APIINVOCATION_LIMIT_EXCEEDED'])
  clock.now += 30_000
  expect(await answers(2)).toEqual(['ok', 'HOURLY_APIINVOCATION_LIMIT_EXCEEDED'])
  expect(limitsOf(await read())).toMatchObject({ 'x-ratelimit-remaining': '0' })
  clock.now = Date.UTC(2026, 4, 4, 9)
  await logIn()
  expect((await read()).status).toBe(200)
})
