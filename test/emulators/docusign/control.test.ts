import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCertificateAuthority } from '../../../src/emulators/certificate-authority.ts'
import { startDocusignEmulator } from '../../../src/emulators/docusign/start-docusign-emulator.ts'
import { jws } from '../../support/jws.ts'
import { rsaKeyPair } from '../../support/rsa-key-pair.ts'
import {
  integrationKey,
  keyPairId,
  redirectUri,
  startEmulatedDocusign,
  userId,
} from '../../support/start-emulated-docusign.ts'

let emulated: Awaited<ReturnType<typeof startEmulatedDocusign>>
beforeEach(async () => {
  emulated = await startEmulatedDocusign()
})
afterEach(() => emulated.close())

const control = (method: string, path: string, body?: unknown) =>
  emulated.https.send(method, `${emulated.docusign.url}/emulator${path}`, body)

const pemOf = async (label: string, bits = 2048) =>
  (await rsaKeyPair(label, bits)).publicKey.export({ format: 'pem', type: 'spki' }) as string

test('describes itself', async () => {
  const { body } = await control('GET', '')
  const about = body as { control: { request: string }[]; endpoints: object; faultExamples: object }
  expect(Object.keys(about.endpoints)).toContain('POST /oauth/token')
  const requests = about.control.map(({ request }) => request)
  expect(requests).toContain('PUT /emulator/faults')
  expect(requests).toContain(
    'DELETE /emulator/integration-keys/{integrationKey}/key-pairs/{keyPair}',
  )
  // What it shows as examples is taken.
  const examples = Object.values(about.faultExamples)
  expect((await control('PUT', '/faults', examples)).status).toBe(200)
  expect(emulated.docusign.faults.list()).toHaveLength(examples.length)
})

test('state can be read, replaced, and put back', async () => {
  const state = (await control('GET', '/state')).body as { users: object[] }
  expect(state).toEqual(emulated.docusign.state.snapshot())
  expect((await control('PUT', '/state', { ...state, users: [] })).status).toBe(200)
  expect((await emulated.login()).body).toMatchObject({ error_description: 'user_not_found' })
  await control('PUT', '/state', state)
  expect((await emulated.login()).status).toBe(200)

  const broken = await control('PUT', '/state', { ...state, users: [{ id: 'x' }] })
  expect(broken.status).toBe(400)
  expect(broken.body).toEqual({ error: 'id of a user has to be a GUID' })
  expect((await emulated.login()).status).toBe(200)
})

test('ten thousand users are set at once', async () => {
  const state = emulated.docusign.state.snapshot()
  const [first] = state.users
  const ids = Array.from({ length: 10_000 }, (_, i) => userId.replace(/.{5}$/, `${10_000 + i}`))
  const users = ids.map((id) => ({ ...first, id }))
  const scopes = ['signature', 'impersonation']
  const consents = ids.map((id) => ({ integrationKey, userId: id, scopes }))
  expect((await control('PUT', '/state', { ...state, users, consents })).status).toBe(200)
  expect((await emulated.login({ sub: ids[9_999] })).status).toBe(200)
  expect((await emulated.login()).body).toMatchObject({ error_description: 'user_not_found' })
})

test('key pairs: upload gives the id, five at most, deletion takes effect after the delay', async () => {
  const path = `/integration-keys/${integrationKey}/key-pairs`
  const uploaded = (await control('POST', path, { publicKey: await pemOf('second') })).body
  expect(uploaded).toMatchObject({ id: expect.stringMatching(/^[\da-f-]{36}$/), bits: 2048 })
  expect((await control('GET', path)).body).toMatchObject([{ id: keyPairId }, uploaded as object])
  const { privateKey } = await rsaKeyPair('second')
  expect((await emulated.login({}, privateKey)).status).toBe(200)

  for (let i = 0; i < 3; i++) await control('POST', path, { publicKey: await pemOf('second') })
  const sixth = await control('POST', path, { publicKey: await pemOf('second') })
  expect(sixth.status).toBe(400)
  expect(sixth.body).toMatchObject({ error: expect.stringContaining('5 key pairs already') })

  await control('PUT', '/settings', { keyPairRemovalDelayMs: 5000 })
  expect((await control('DELETE', `${path}/${keyPairId.toUpperCase()}`)).status).toBe(200)
  expect((await control('DELETE', `${path}/${keyPairId}`)).status).toBe(400)
  expect((await emulated.login()).status).toBe(200)
  await control('PUT', '/clock', { offsetMs: 5000 })
  expect((await emulated.login({ exp: emulated.claims().exp + 10 })).body).toMatchObject({
    error_description: 'no_valid_keys_or_signatures',
  })
  expect((await control('POST', path, { publicKey: await pemOf('second') })).status).toBe(200)
})

test('an upload that is no PEM of an RSA public key of 2048 bits or more is refused', async () => {
  const { publicKey, privateKey } = await rsaKeyPair()
  const spki = await pemOf('default')
  for (const text of [
    '',
    'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ== someone',
    publicKey.export({ format: 'pem', type: 'pkcs1' }),
    privateKey.export({ format: 'pem', type: 'pkcs8' }),
    spki.replace(/\n[^-]{20}/, '\n'),
    spki.repeat(2),
    await pemOf('small', 1024),
  ]) {
    const answer = await control('POST', `/integration-keys/${integrationKey}/key-pairs`, {
      publicKey: text,
    })
    expect(answer.status).toBe(400)
    expect(answer.text).toBe('{"error":"Could not parse the provided public key"}')
  }
})

test('users, consents and redirect URIs', async () => {
  const user = { id: integrationKey, name: 'Bo', email: 'bo@acme.example', accounts: [] }
  await control('PUT', '/users', user)
  expect((await control('GET', `/users/${integrationKey}`)).body).toEqual({ ...user, active: true })
  const scopes = ['signature', 'impersonation']
  await control('POST', '/consents', { integrationKey, userId: integrationKey, scopes })
  expect((await emulated.login({ sub: integrationKey })).status).toBe(200)
  await control('PUT', `/users/${integrationKey}/active`, false)
  expect((await emulated.login({ sub: integrationKey })).status).toBe(400)
  await control('PUT', `/users/${integrationKey}/active`, true)
  await control('DELETE', `/consents/${integrationKey}/${integrationKey}`)
  expect((await emulated.login({ sub: integrationKey })).text).toBe('{"error":"consent_required"}')
  await control('DELETE', `/users/${integrationKey}`)
  expect((await emulated.login({ sub: integrationKey })).body).toMatchObject({
    error_description: 'user_not_found',
  })

  const path = `/integration-keys/${integrationKey}/redirect-uris`
  await control('PUT', path, ['http://localhost:3000/cb'])
  const { integrationKeys } = emulated.docusign.state.snapshot()
  expect(integrationKeys[0]?.redirectUris).toEqual(['http://localhost:3000/cb'])
  for (const uri of ['/cb', 'javascript:alert(1)', 'https://a.example/\r\nx: y', '']) {
    expect((await control('PUT', path, [uri])).status).toBe(400)
  }
})

test('integration keys come and go', async () => {
  const other = { id: userId, redirectUris: [], keyPairs: [] }
  await control('PUT', '/integration-keys', other)
  expect(emulated.docusign.state.integrationKeyIds()).toEqual([integrationKey, userId])
  await control('DELETE', `/integration-keys/${integrationKey}`)
  expect((await emulated.login()).body).toMatchObject({ error_description: 'issuer_not_found' })
})

test('wrong settings change nothing and are named', async () => {
  for (const [change, error] of [
    [{ clockOffset: 1 }, /unknown setting "clockOffset": use clockOffsetMs, /],
    [{ clockOffsetMs: 1, unknownUser: 'x' }, /unknownUser has to be "user_not_found" or /],
    [{ clockOffsetMs: '1' }, /clockOffsetMs has to be a number/],
    [{ keyPairRemovalDelayMs: -1 }, /0 or more/],
    [{ toString: 1 }, /unknown setting/],
    [[], /object/],
  ] as const) {
    const answer = await control('PUT', '/settings', change)
    expect(answer.status).toBe(400)
    expect((answer.body as { error: string }).error).toMatch(error)
  }
  expect(emulated.docusign.settings.clockOffsetMs).toBe(0)
  expect((await control('PUT', '/clock', {})).status).toBe(400)
})

describe('faults', () => {
  const fault = (members: object) => control('PUT', '/faults', [{ operation: 'token', ...members }])

  test('throttling, as often as asked, with headers', async () => {
    await fault({ status: 429, headers: { 'Retry-After': '7' }, times: 2 })
    for (let i = 0; i < 2; i++) {
      const answer = await emulated.login()
      expect(answer.status).toBe(429)
      expect(answer.headers.get('retry-after')).toBe('7')
      // It may be a gateway that answers: Docusign's own mark has to be asked for.
      expect(answer.headers.get('x-docusign-tracetoken')).toBeNull()
      expect(answer.headers.get('date')).toBe('Mon, 04 May 2026 08:00:00 GMT')
    }
    expect((await emulated.login()).status).toBe(200)
  })

  test('HTML and nothing instead of JSON', async () => {
    await fault({ status: 200, body: '<h1>Maintenance</h1>' })
    const html = await emulated.login()
    expect(html.text).toBe('<h1>Maintenance</h1>')
    expect(html.headers.get('content-type')).toContain('text/html')
    await fault({ status: 200, body: '' })
    expect((await emulated.login()).text).toBe('')
  })

  test('a dropped connection', async () => {
    await fault({ connection: 'reset', times: 1 })
    await expect(emulated.login()).rejects.toThrow('fetch failed')
    expect((await emulated.login()).status).toBe(200)
  })

  test('no answer at all, until the emulator is closed', async () => {
    await fault({ connection: 'hang' })
    const hanging = emulated.login()
    const ended = expect(hanging).rejects.toThrow('fetch failed')
    await emulated.docusign.close()
    await ended
    await emulated.https.close()
    emulated = await startEmulatedDocusign()
  })

  test('of unknown operations are refused', async () => {
    const answer = await control('PUT', '/faults', [{ operation: 'sign', status: 500 }])
    expect(answer.status).toBe(400)
    expect((answer.body as { error: string }).error).toContain(
      'token, userinfo, account, user, connect, authorize',
    )
  })
})

test('counts requests by outcome, and shows no assertion and no token', async () => {
  const { access_token } = (await emulated.login()).body as { access_token: string }
  await emulated.login({ scope: 'CANARY' })
  await control('PUT', '/faults', [{ operation: 'token', status: 503, times: 1 }])
  await emulated.login()
  await emulated.https.get(`${emulated.docusign.url}/oauth/userinfo`)
  await emulated.https.get(`${emulated.docusign.url}/oauth/auth`)
  expect((await control('GET', '/requests')).body).toEqual({
    token: { ok: 1, consent_required: 1, fault: 1 },
    userinfo: { internal_server_error: 1 },
    authorize: { client_id_not_registered: 1 },
  })
  for (const path of ['', '/state', '/settings', '/faults', '/requests', '/admin']) {
    const { text } = await control('GET', path)
    expect(text).not.toContain(access_token)
    expect(text).not.toMatch(jws)
    expect(text).not.toContain('CANARY')
  }
  await control('DELETE', '/requests')
  expect((await control('GET', '/requests')).body).toEqual({})
})

test('a wrong state at the start is told', async () => {
  const authority = await createCertificateAuthority()
  const start = (state: object) =>
    startDocusignEmulator({
      authority,
      state: { integrationKeys: [], users: [], consents: [], ...state },
    })
  const publicKey = await pemOf('default')
  const keyPairs = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ id: keyPairId.replace(/.$/, String(i)), publicKey }))
  const key = { id: integrationKey, redirectUris: [redirectUri], keyPairs: keyPairs(5) }
  await expect(start({ integrationKeys: [{ ...key, keyPairs: keyPairs(6) }] })).rejects.toThrow(
    new TypeError('an integration key has at most 5 key pairs'),
  )
  await expect(start({ integrationKeys: [key, key] })).rejects.toThrow('is there twice')
  await expect(start({ users: [{ id: 'ada' }] })).rejects.toThrow('has to be a GUID')
  const emulator = await start({ integrationKeys: [key] })
  await emulator.close()
})

describe('the page like Apps and Keys', () => {
  const admin = (fields?: Record<string, string>) =>
    control(fields === undefined ? 'GET' : 'POST', '/admin', fields && new URLSearchParams(fields))

  test('shows key pairs, redirect URIs, users and consents', async () => {
    const { text, status } = await admin()
    expect(status).toBe(200)
    for (const shown of [
      integrationKey,
      keyPairId,
      redirectUri,
      userId,
      'signature impersonation',
    ]) {
      expect(text).toContain(shown)
    }
  })

  test('shows one of several integration keys', async () => {
    emulated.docusign.state.putIntegrationKey({ id: userId, redirectUris: [], keyPairs: [] })
    expect((await admin()).text).toContain(`<option selected>${integrationKey}</option>`)
    const { text } = await control('GET', `/admin?integrationKey=${userId}`)
    expect(text).toContain(`<option selected>${userId}</option>`)
    expect(text).not.toContain(keyPairId)
  })

  test('uploads and deletes key pairs', async () => {
    const { state } = emulated.docusign
    const done = await admin({ action: 'upload-key-pair', publicKey: await pemOf('second') })
    expect(done.status).toBe(303)
    const id = state.keyPairs(integrationKey)[1]?.id ?? ''
    const { origin } = new URL(emulated.docusign.url)
    const page = await emulated.https.get(origin + done.headers.get('location'))
    expect(page.text).toContain(`Key pair <code>${id}</code> was uploaded.`)

    const refused = await admin({ action: 'upload-key-pair', publicKey: 'ssh-rsa AAAA' })
    expect(refused.status).toBe(400)
    expect(refused.text).toContain('Could not parse the provided public key')
    expect(refused.text).not.toContain('ssh-rsa AAAA')

    await admin({ action: 'delete-key-pair', keyPair: keyPairId })
    expect(state.keyPairs(integrationKey).map((pair) => pair.id)).toEqual([id])
  })

  test('sets redirect URIs, revokes consent, closes and opens users', async () => {
    const { state } = emulated.docusign
    const redirectUris = 'https://a.example/cb\r\nhttps://b.example/cb\r\n'
    await admin({ action: 'set-redirect-uris', redirectUris })
    expect(state.integrationKey(integrationKey)?.redirectUris).toEqual([
      'https://a.example/cb',
      'https://b.example/cb',
    ])
    await admin({ action: 'revoke-consent', user: userId })
    expect(state.consentedScopes(integrationKey, userId)).toEqual([])
    await admin({ action: 'close-user', user: userId })
    expect(state.user(userId)?.active).toBe(false)
    await admin({ action: 'open-user', user: userId })
    expect(state.user(userId)?.active).toBe(true)
    expect((await admin({ action: 'constructor' })).text).toContain('unknown action')
  })

  test('finds users among many, and shows what it is given as text', async () => {
    const { state } = emulated.docusign
    const evil = '</td><script>alert(1)</script>"'
    for (let i = 100; i < 200; i++) {
      state.putUser({
        id: userId.replace(/...$/, String(i)),
        name: i === 150 ? evil : `User ${i}`,
        email: `u${i}@acme.example`,
        active: true,
        accounts: [],
      })
    }
    expect((await admin()).text).toContain('50 of 101 matching users')
    const search = (text: string) =>
      control('GET', `/admin?${new URLSearchParams({ search: text, uploaded: evil })}`)
    expect((await search('U177@')).text).toContain('1 of 1 matching users')
    const { text } = await search(evil)
    expect(text).toContain('1 of 1 matching users')
    expect(text).not.toContain('<script')
  })
})
