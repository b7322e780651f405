import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rsaKeyPair } from '../../support/rsa-key-pair.ts'
import { signAssertion } from '../../support/sign-assertion.ts'
import {
  integrationKey,
  keyPairId,
  startEmulatedDocusign,
  userId,
} from '../../support/start-emulated-docusign.ts'

let emulated: Awaited<ReturnType<typeof startEmulatedDocusign>>
beforeEach(async () => {
  emulated = await startEmulatedDocusign()
})
afterEach(() => emulated.close())

const invalidGrant = (error_description: string) => ({ error: 'invalid_grant', error_description })
const noValidKeys = invalidGrant('no_valid_keys_or_signatures')

test('gives a token for a good assertion, and the user behind it', async () => {
  const { status, body, headers } = await emulated.login()
  expect(status).toBe(200)
  expect(body).toEqual({
    access_token: expect.stringMatching(/^[\w.-]{40,}$/),
    token_type: 'Bearer',
    expires_in: 3600,
  })
  expect(headers.get('date')).toBe('Mon, 04 May 2026 08:00:00 GMT')

  const { access_token } = body as { access_token: string }
  const userinfo = await emulated.https.get(`${emulated.docusign.url}/oauth/userinfo`, {
    authorization: `Bearer ${access_token}`,
  })
  expect(userinfo.status).toBe(200)
  expect(userinfo.body).toEqual({
    sub: userId,
    name: 'Ada King Lovelace',
    given_name: 'Ada',
    family_name: 'King Lovelace',
    created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+$/),
    email: 'ada@acme.example',
    accounts: [
      {
        account_id: '5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10',
        is_default: true,
        account_name: 'Acme Corporation',
        base_uri: 'https://na3.docusign.net',
      },
    ],
  })
})

describe('refuses claims as the vendor does', () => {
  const at = (seconds: number) => Date.UTC(2026, 4, 4, 8) / 1000 + seconds
  test.each<[string, object, object]>([
    ['an unknown issuer', { iss: userId }, invalidGrant('issuer_not_found')],
    ['no issuer', { iss: undefined }, invalidGrant('issuer_not_found')],
    ['an unknown user', { sub: integrationKey }, invalidGrant('user_not_found')],
    ['an e-mail address as user', { sub: 'ada@acme.example' }, invalidGrant('user_not_found')],
    ['no user', { sub: undefined }, invalidGrant('user_not_found')],
    ['a URL as audience', { aud: 'https://account-d.docusign.com' }, noValidKeys],
    ['a list of audiences', { aud: ['account-d.docusign.com'] }, noValidKeys],
    ['no audience', { aud: undefined }, noValidKeys],
    [
      "the vendor's host as audience",
      { aud: 'account.docusign.com' },
      invalidGrant('issuer_not_found'),
    ],
    ['no expiry', { exp: undefined }, noValidKeys],
    ['an expiry as text', { exp: String(at(600)) }, noValidKeys],
    ['a broken second', { exp: at(600) + 0.5 }, noValidKeys],
    ['an expiry that is now', { exp: at(0) }, invalidGrant('expired_grant')],
    ['an expiry in the past', { exp: at(-1) }, invalidGrant('expired_grant')],
    ['a start in the future', { nbf: at(1) }, noValidKeys],
    ['a scope without consent', { scope: 'signature extended' }, { error: 'consent_required' }],
    ['no scope', { scope: undefined }, { error: 'invalid_request' }],
  ])('%s', async (_, claims, body) => {
    const answer = await emulated.login(claims)
    expect(answer.status).toBe(400)
    expect(answer.body).toEqual(body)
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    expect(answer.headers.get('x-docusign-tracetoken')).toMatch(/^[\da-f-]{36}$/)
  })

  test.each<[string, object]>([
    ['a start that is now', { nbf: at(0) }],
    ['more than an hour', { exp: at(86_400) }],
    ['GUIDs in upper case', { iss: integrationKey.toUpperCase(), sub: userId.toUpperCase() }],
    ['fewer scopes than consented', { scope: 'signature' }],
    ['no time of issue', { iat: undefined }],
  ])('but takes %s', async (_, claims) => {
    expect((await emulated.login(claims)).status).toBe(200)
  })

  test('consent_required byte by byte', async () => {
    emulated.docusign.state.revokeConsent(integrationKey, userId)
    const { text, headers } = await emulated.login()
    expect(text).toBe('{"error":"consent_required"}')
    expect(headers.get('content-length')).toBe('28')
  })
})

test('consent without impersonation is none', async () => {
  const { state } = emulated.docusign
  state.revokeConsent(integrationKey, userId)
  state.grantConsent({ integrationKey, userId, scopes: ['signature'] })
  expect((await emulated.login({ scope: 'signature' })).body).toEqual({ error: 'consent_required' })
  state.grantConsent({ integrationKey, userId, scopes: ['impersonation'] })
  expect((await emulated.login({ scope: 'signature' })).status).toBe(200)
})

describe('refuses what is no assertion of a registered key pair', () => {
  test('a signature by another key', async () => {
    const { privateKey } = await rsaKeyPair('other')
    expect((await emulated.login({}, privateKey)).body).toEqual(noValidKeys)
  })

  test('other algorithms and header extensions', async () => {
    const { privateKey, publicKey } = await rsaKeyPair()
    const claims = emulated.claims()
    for (const header of [
      { alg: 'none' },
      { alg: 'RS512' },
      { alg: 'rs256' },
      {},
      { alg: 'RS256', crit: ['exp'] },
      { alg: 'RS256', crit: [] },
      { alg: 'RS256', b64: false },
    ]) {
      const answer = await emulated.requestToken(signAssertion(claims, privateKey, header))
      expect(answer.body).toEqual(noValidKeys)
    }
    const unsigned = signAssertion(claims, privateKey, { alg: 'none' }).replace(/[^.]+$/, '')
    expect((await emulated.requestToken(unsigned)).body).toEqual(noValidKeys)

    // The public key as the secret of an HMAC: the classic confusion of algorithms.
    const pem = publicKey.export({ format: 'pem', type: 'spki' })
    const input = signAssertion(claims, privateKey, { alg: 'HS256' }).replace(/\.[^.]+$/, '')
    const hmac = createHmac('sha256', pem).update(input).digest('base64url')
    expect((await emulated.requestToken(`${input}.${hmac}`)).body).toEqual(noValidKeys)
  })

  test('what is no JWS in compact form', async () => {
    const { privateKey } = await rsaKeyPair()
    const good = signAssertion(emulated.claims(), privateKey)
    const [header, claims, signature] = good.split('.')
    for (const assertion of [
      '',
      'a.b.c',
      `${header}.${claims}`,
      `${good}.`,
      `${good}=`,
      ` ${good}`,
      `${header}.${claims}\n.${signature}`,
      signAssertion(['not', 'an', 'object'], privateKey),
    ]) {
      const answer = await emulated.requestToken(assertion)
      expect(answer.status).toBe(400)
      expect(answer.body).toEqual({ error: 'invalid_request' })
    }
    expect((await emulated.requestToken(good)).status).toBe(200)
  })

  test('what is no form', async () => {
    const url = `${emulated.docusign.url}/oauth/token`
    const { https } = emulated
    const assertion = signAssertion(emulated.claims(), (await rsaKeyPair()).privateKey)
    const grant = 'grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer'
    const post = (body: string | object, type = 'application/x-www-form-urlencoded') =>
      https.send('POST', url, body, { 'content-type': type })
    const invalid = { error: 'invalid_request' }

    expect((await post(`${grant}&assertion=${assertion}`)).status).toBe(200)
    expect((await post(`${grant}&assertion=${assertion}`, 'text/plain')).body).toEqual(invalid)
    expect((await post({ assertion }, 'application/json')).body).toEqual(invalid)
    expect((await post(`assertion=${assertion}`)).body).toEqual(invalid)
    expect((await post(grant)).body).toEqual(invalid)
    expect((await post(`${grant}&assertion=${assertion}&assertion=a`)).body).toEqual(invalid)
    expect((await post(`${grant}&assertion=${'a'.repeat(70_000)}`)).body).toEqual(invalid)
    expect((await post(`grant_type=password&assertion=${assertion}`)).body).toEqual({
      error: 'unsupported_grant_type',
    })
  })
})

test('takes any of the key pairs, and a deleted one until the delay is over', async () => {
  const { docusign, clock, login } = emulated
  const { publicKey, privateKey } = await rsaKeyPair('second')
  docusign.state.uploadKeyPair(
    integrationKey,
    publicKey.export({ format: 'pem', type: 'spki' }) as string,
  )
  expect((await login()).status).toBe(200)
  expect((await login({}, privateKey)).status).toBe(200)

  docusign.settings.keyPairRemovalDelayMs = 60_000
  docusign.state.deleteKeyPair(integrationKey, keyPairId)
  expect(docusign.state.keyPairs(integrationKey)).toHaveLength(1)
  clock.now += 59_999
  expect((await login()).status).toBe(200)
  clock.now += 1
  expect((await login()).body).toEqual(noValidKeys)
  expect((await login({}, privateKey)).status).toBe(200)
})

test('a new key pair is refused until its delay is over', async () => {
  const { docusign, clock, login } = emulated
  const { publicKey, privateKey } = await rsaKeyPair('second')
  docusign.settings.keyPairAdditionDelayMs = 1000
  docusign.state.uploadKeyPair(
    integrationKey,
    publicKey.export({ format: 'pem', type: 'spki' }) as string,
  )
  expect((await login({}, privateKey)).body).toEqual(noValidKeys)
  clock.now += 1000
  expect((await login({}, privateKey)).status).toBe(200)
})

test('settings change the answers', async () => {
  const { docusign, login } = emulated
  docusign.settings.errorDescriptions = 'missing'
  expect((await login({ iss: userId })).text).toBe('{"error":"invalid_grant"}')
  docusign.settings.errorDescriptions = 'capitalised'
  expect((await login({ iss: userId })).body).toEqual(invalidGrant('Issuer_not_found'))
  docusign.settings.errorDescriptions = 'documented'
  docusign.settings.unknownUser = 'invalid_subject'
  docusign.state.setUserActive(userId, false)
  expect((await login()).body).toEqual(invalidGrant('invalid_subject'))
  docusign.state.setUserActive(userId, true)

  expect((await login({ aud: 'account-d.docusign.com' })).status).toBe(400)
  docusign.settings.audiences = ['account-d.docusign.com', 'account.docusign.com']
  expect((await login({ aud: 'account-d.docusign.com' })).status).toBe(200)

  // Whether Docusign refuses a long life is not known, so nothing is refused before it is set.
  expect((await login({ exp: emulated.claims().iat + 86_400 })).status).toBe(200)
  docusign.settings.maxAssertionLifetimeSeconds = 3_600
  expect((await login({ exp: emulated.claims().iat + 3_601 })).body).toEqual(noValidKeys)
  expect((await login({ exp: emulated.claims().iat + 3_600 })).status).toBe(200)
})

test('the clock that is ahead shows in Date, in expiry and in the life of tokens', async () => {
  const { docusign, login, https } = emulated
  const { access_token } = (await login()).body as { access_token: string }
  const userinfo = () =>
    https.get(`${docusign.url}/oauth/userinfo`, { authorization: `bearer ${access_token}` })
  expect((await userinfo()).status).toBe(200)

  docusign.settings.clockOffsetMs = 600_000
  const late = await login()
  expect(late.body).toEqual(invalidGrant('expired_grant'))
  expect(late.headers.get('date')).toBe('Mon, 04 May 2026 08:10:00 GMT')

  docusign.settings.clockOffsetMs = 0
  docusign.settings.dateOffsetMs = -3_600_000
  const skewed = await login()
  expect(skewed.status).toBe(200)
  expect(skewed.headers.get('date')).toBe('Mon, 04 May 2026 07:00:00 GMT')

  docusign.settings.clockOffsetMs = 3_600_000
  expect((await userinfo()).status).toBe(401)
})

test('a bad token at userinfo, and a live one after consent was revoked', async () => {
  const { docusign, login, https } = emulated
  const { access_token } = (await login()).body as { access_token: string }
  const userinfo = (authorization: string) =>
    https.get(`${docusign.url}/oauth/userinfo`, authorization === '' ? {} : { authorization })

  for (const authorization of ['', 'Bearer x', `Basic ${access_token}`, access_token]) {
    const answer = await userinfo(authorization)
    expect(answer.status).toBe(401)
    expect(answer.body).toEqual({
      error: 'internal_server_error',
      reference_id: expect.stringMatching(/^[\da-f-]{36}$/),
    })
  }
  docusign.state.revokeConsent(integrationKey, userId)
  expect((await userinfo(`Bearer ${access_token}`)).status).toBe(200)
  expect((await login()).body).toEqual({ error: 'consent_required' })
  docusign.state.setUserActive(userId, false)
  expect((await userinfo(`Bearer ${access_token}`)).status).toBe(401)
})
