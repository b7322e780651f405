import type { RequestListener } from 'node:http'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAccountClient } from '../../src/docusign/account-client.ts'
import { sendJson } from '../../src/emulators/loopback-server.ts'
import { type StubServer, startStubServer } from '../support/stub-server.ts'

const account = '5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10'
const token = 'eyJ0eXAiOiJNVCJ9.CANARYq7Zt4x9'
const noon = Date.UTC(2026, 4, 4, 12)

let stub: StubServer
beforeAll(async () => {
  stub = await startStubServer()
})
afterAll(() => stub.close())

async function read(answer: RequestListener) {
  stub.answer(answer)
  const client = createAccountClient({
    origin: stub.url,
    ca: stub.ca,
    connections: 1,
    now: () => noon,
  })
  try {
    return await client.readAccount(account, token)
  } finally {
    await client.close()
  }
}

const trace = { 'x-docusign-tracetoken': 'c9a8a5c6-0b7e-4a52-9f6c-6f2d0b6a7e11' }
const json =
  (status: number, body: object, headers = {}): RequestListener =>
  (_, response) =>
    sendJson(response, status, body, { date: new Date(noon).toUTCString(), ...headers })

test('asks for the account with the token', async () => {
  const seen: unknown[] = []
  const result = await read((request, response) => {
    seen.push([request.method, request.url, request.headers.authorization])
    sendJson(response, 200, { accountIdGuid: account.toUpperCase(), accountName: 'Acme' })
  })
  expect(result).toMatchObject({ ok: true, account: { envelopeSendingBlocked: undefined } })
  expect(seen).toEqual([['GET', `/restapi/v2.1/accounts/${account}`, `Bearer ${token}`]])
})

describe('calls that are left', () => {
  const reset = String(noon / 1000 + 600)
  test.each<[string, Record<string, string>, unknown]>([
    ['nothing is said', {}, undefined],
    [
      'numbers that are none',
      { 'x-ratelimit-remaining': '-1', 'x-burstlimit-remaining': 'x' },
      undefined,
    ],
    [
      'all is said, in any case of the letters',
      {
        ...{
          'X-RateLimit-Limit': '3000',
          'X-RateLimit-Remaining': '2994',
          'X-RateLimit-Reset': reset,
        },
        ...{ 'X-BurstLimit-Limit': '500', 'x-burstlimit-remaining': '498' },
      },
      {
        hourly: { remaining: 2994, limit: 3000, resetsAt: noon + 600_000 },
        burst: { remaining: 498, limit: 500, resetsAt: noon + 30_000 },
      },
    ],
    [
      'no reset: the next full hour',
      { 'x-ratelimit-remaining': '5' },
      { hourly: { remaining: 5, resetsAt: noon + 3_600_000 } },
    ],
  ])('%s', async (_, headers, budget) => {
    const good = await read(json(200, { accountIdGuid: account }, headers))
    const bad = await read(json(400, { errorCode: 'USER_LACKS_PERMISSIONS' }, headers))
    expect([good.ok, good.budget]).toEqual([true, budget])
    expect([bad.ok, bad.budget]).toEqual([false, budget])
  })
})

describe('limits', () => {
  const good = { accountIdGuid: account }
  const reset = { 'x-ratelimit-reset': String(noon / 1000 + 600) }

  test.each<[string, Record<string, string>, number | undefined]>([
    ['nothing is said', {}, undefined],
    ['calls are left', { 'x-ratelimit-remaining': '1', ...reset }, undefined],
    ['the hour is used up', { 'x-ratelimit-remaining': '0', ...reset }, 600_000],
    ['the hour is over', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }, undefined],
    ['the burst is used up', { 'x-burstlimit-remaining': '0' }, 30_000],
    [
      'both are',
      { 'x-burstlimit-remaining': '0', 'x-ratelimit-remaining': '0', ...reset },
      600_000,
    ],
    ['nonsense', { 'x-burstlimit-remaining': 'none', 'x-ratelimit-remaining': '-1' }, undefined],
  ])('%s', async (_, headers, pauseMs) => {
    const result = await read(json(200, good, headers))
    expect(result.ok && result.pauseMs).toBe(pauseMs)
  })

  test.each(['HOURLY', 'BURST'])('%s', async (limit) => {
    const errorCode = `${limit}_APIINVOCATION_LIMIT_EXCEEDED`
    const headers = { 'x-ratelimit-remaining': '0', ...reset }
    for (const status of [400, 429]) {
      expect(await read(json(status, { errorCode, message: 'Too many.' }, headers))).toMatchObject({
        ok: false,
        failure: { class: 'throttled', scope: 'host', error: errorCode, retryAfterMs: 600_000 },
      })
    }
  })
})

const refused = (status: number, errorCode: string) => json(status, { errorCode, message: 'No.' })

test.each<[string, RequestListener, object]>([
  [
    'no member',
    json(400, { errorCode: 'USER_LACKS_MEMBERSHIP', message: 'No.' }),
    { class: 'account_mismatch', scope: 'tenant' },
  ],
  [
    'another account',
    json(401, { errorCode: 'USER_DOES_NOT_BELONG_TO_SPECIFIED_ACCOUNT', message: 'No.' }),
    { class: 'account_mismatch', scope: 'tenant' },
  ],
  [
    'a key that is disabled',
    json(401, { errorCode: 'PARTNER_AUTHENTICATION_FAILED', message: 'No.' }),
    { class: 'app_unknown', scope: 'app' },
  ],
  [
    'a refused token',
    json(401, { errorCode: 'AUTHORIZATION_INVALID_TOKEN', message: 'No.' }),
    {
      class: 'token_refused',
      message: expect.stringContaining('the access token that it had just'),
    },
  ],
  ['another code for it', refused(401, 'user_authentication_failed'), { class: 'token_refused' }],
  [
    'a user without rights',
    refused(403, 'USER_LACKS_PERMISSIONS'),
    { class: 'user_not_allowed', action: expect.stringContaining('permission profile') },
  ],
  [
    'a user who is not an administrator',
    refused(400, 'USER_NOT_ACCOUNT_ADMIN'),
    { class: 'user_not_allowed', action: expect.stringContaining('administrator') },
  ],
  [
    'an account without the API',
    refused(400, 'ACCOUNT_LACKS_PERMISSIONS'),
    { class: 'account_not_allowed', action: expect.stringContaining('plan') },
  ],
  ['a smaller plan', refused(400, 'PLAN_ITEM_NOT_ENABLED'), { class: 'account_not_allowed' }],
  ['nobody', refused(400, 'USER_NOT_FOUND'), { class: 'account_mismatch' }],
  [
    'another nobody',
    refused(400, 'USER_DOES_NOT_EXIST_IN_SYSTEM'),
    { class: 'account_mismatch', scope: 'tenant' },
  ],
  [
    'an error nobody knows',
    json(400, { errorCode: 'ACCOUNT_ON_FIRE', message: `Sent ${token}` }, trace),
    { class: 'unknown', error: 'ACCOUNT_ON_FIRE' },
  ],
  ['an error of somebody else', json(403, { error: 'Forbidden' }), { class: 'foreign_answer' }],
  ['an outage', json(503, {}), { class: 'transient' }],
  ['JSON that is no account', json(200, { status: 'ok' }), { class: 'foreign_answer' }],
  ['the wrong account', json(200, { accountIdGuid: 'x' }), { class: 'foreign_answer' }],
  ['a web page', (_, response) => void response.end('<html>'), { class: 'foreign_answer' }],
  ['no answer', (request) => void request.socket.destroy(), { class: 'transient' }],
])('%s', async (_, answer, expected) => {
  const result = await read(answer)
  expect(result).toMatchObject({ ok: false, failure: expected })
  expect(inspect(result, { depth: 9, showHidden: true })).not.toContain('CANARY')
})
