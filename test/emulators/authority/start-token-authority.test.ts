import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClientSecretCredential, WorkloadIdentityCredential } from '@azure/identity'
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  type JSONWebKeySet,
  jwtVerify,
  SignJWT,
} from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  startTokenAuthority,
  type TokenAuthority,
} from '../../../src/emulators/authority/start-token-authority.ts'
import { azureClientOptions } from '../../../src/emulators/azure-client-options.ts'
import {
  type CertificateAuthority,
  createCertificateAuthority,
} from '../../../src/emulators/certificate-authority.ts'
import { createHttpsFetch, type HttpsFetch } from '../../support/create-https-fetch.ts'

const tenantId = '6f1d3f0a-2f0c-4c88-9a39-8c0c5f6a7b10'
const clientId = '0a4f9a57-6f40-4b3c-8c53-2d5d8c1f7e21'
const clientSecret = 'canary-secret-of-the-client'
const vaultScope = 'https://vault.azure.net/.default'

let authority: CertificateAuthority
let tokens: TokenAuthority
let https: HttpsFetch
let time: number

beforeAll(async () => {
  authority = await createCertificateAuthority()
  time = Date.now()
  tokens = await startTokenAuthority({
    authority,
    tenantId,
    clients: [{ clientId, clientSecret }],
    now: () => time,
  })
  https = createHttpsFetch(authority.certificate)
})
afterAll(async () => {
  await https.close()
  await tokens.close()
})

const credential = (secret = clientSecret, id = clientId, tenant = tenantId) =>
  new ClientSecretCredential(
    tenant,
    id,
    secret,
    azureClientOptions({
      certificate: authority.certificate,
      authorityHost: tokens.url,
    }).credential(),
  )

describe('with the client-secret credential of @azure/identity', () => {
  test('gives a token that it recognises later, with its audience', async () => {
    const { token, expiresOnTimestamp } = await credential().getToken(vaultScope)
    expect(tokens.verify(token)).toEqual({ clientId, audience: 'https://vault.azure.net' })
    expect(expiresOnTimestamp).toBeGreaterThan(Date.now() + 3_000_000)
  })

  test('the token verifies against the published keys', async () => {
    const { token } = await credential().getToken(vaultScope)
    const { body } = await https.get(`${tokens.url}/${tenantId}/discovery/v2.0/keys`)
    const { payload } = await jwtVerify(token, createLocalJWKSet(body as JSONWebKeySet))
    expect(payload).toMatchObject({
      aud: 'https://vault.azure.net',
      iss: `https://sts.windows.net/${tenantId}/`,
      appid: clientId,
      tid: tenantId,
    })
  })

  test('refuses a wrong secret with AADSTS7000215 and repeats no secret', async () => {
    const error = await credential('wrong-canary').getToken(vaultScope).catch(String)
    expect(error).toContain('AADSTS7000215: Invalid client secret provided.')
    expect(error).not.toMatch(/canary/)
  })

  test('refuses an unknown app with AADSTS700016', async () => {
    await expect(credential(clientSecret, 'unknown').getToken(vaultScope)).rejects.toThrow(
      'AADSTS700016',
    )
  })

  test('refuses another tenant with AADSTS90002', async () => {
    const other = credential(clientSecret, clientId, '11111111-1111-4111-8111-111111111111')
    await expect(other.getToken(vaultScope)).rejects.toThrow()
    const answer = await https.get(`${tokens.url}/other/v2.0/.well-known/openid-configuration`)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ error: 'invalid_request', error_codes: [90002] })
  })
})

describe('with the workload-identity credential of @azure/identity', () => {
  const issuer = 'https://cluster.example'
  const subject = 'system:serviceaccount:signing:app'
  const workload = 'c6b4a5f1-6a2e-4b39-9f0e-2f8e3d7b1a55'
  let folder: string
  let keys: Awaited<ReturnType<typeof generateKeyPair>>

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'federated-'))
    keys = await generateKeyPair('ES256')
    tokens.clients.set(workload, {
      clientId: workload,
      federatedCredentials: [
        { issuer, subject, keys: { keys: [await exportJWK(keys.publicKey)] } },
      ],
    })
  })
  afterAll(() => rm(folder, { recursive: true }))

  async function getToken(claims: Record<string, unknown> = {}, key = keys.privateKey) {
    const seconds = Math.floor(time / 1000)
    const audience = 'api://AzureADTokenExchange'
    const given = { iss: issuer, sub: subject, aud: audience, exp: seconds + 600, ...claims }
    const assertion = await new SignJWT(given).setProtectedHeader({ alg: 'ES256' }).sign(key)
    const tokenFilePath = join(folder, 'token')
    await writeFile(tokenFilePath, assertion)
    const options = azureClientOptions({
      certificate: authority.certificate,
      authorityHost: tokens.url,
    })
    return new WorkloadIdentityCredential({
      tenantId,
      clientId: workload,
      tokenFilePath,
      ...options.credential(),
    }).getToken(vaultScope)
  }

  test('takes credentials while it runs', async () => {
    const url = `${tokens.url}/emulator/clients/${workload}/federated-credentials`
    const jwks = { keys: [await exportJWK(keys.publicKey)] }
    const put = (...credentials: object[]) => https.send('PUT', url, credentials)
    const before = tokens.clients.get(workload)
    await put({ issuer, subject: 'system:serviceaccount:signing:other', keys: jwks })
    await expect(getToken()).rejects.toThrow('AADSTS700213')
    expect((await put({ issuer, subject })).status).toBe(400)
    await put({ issuer, subject, keys: jwks })
    expect(tokens.verify((await getToken()).token)).toMatchObject({ clientId: workload })
    tokens.clients.set(workload, before ?? { clientId: workload })
  })

  test('takes the token of the federated identity', async () => {
    const { token } = await getToken()
    expect(tokens.verify(token)).toMatchObject({ clientId: workload })
  })

  test.each([
    ['another subject', { sub: 'repo:other' }, 'AADSTS700213'],
    ['another issuer', { iss: 'https://other.example' }, 'AADSTS700213'],
    ['another audience', { aud: 'other' }, 'AADSTS700212'],
    ['an expired assertion', { exp: 1_600_000_000 }, 'AADSTS700024'],
  ])('refuses %s', async (_, claims, code) => {
    await expect(getToken(claims)).rejects.toThrow(code)
  })

  test('refuses the signature of another key', async () => {
    const other = await generateKeyPair('ES256')
    await expect(getToken({}, other.privateKey)).rejects.toThrow('AADSTS700027')
  })
})

describe('the token endpoint', () => {
  const good = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: vaultScope,
  }
  const post = (form: Record<string, string>) =>
    https.send('POST', `${tokens.url}/${tenantId}/oauth2/v2.0/token`, new URLSearchParams(form))
  const without = (name: keyof typeof good) => {
    const { [name]: _, ...rest } = good
    return rest
  }

  test('answers as Entra ID does', async () => {
    const { status, headers, body } = await post(good)
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store, no-cache')
    expect(body).toEqual({
      token_type: 'Bearer',
      expires_in: 3599,
      ext_expires_in: 3599,
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    })
  })

  test.each([
    ['no grant type', without('grant_type'), 400, 'invalid_request', 900144],
    ['no scope', without('scope'), 400, 'invalid_request', 900144],
    ['no secret', without('client_secret'), 401, 'invalid_client', 7000216],
    [
      'another grant type',
      { ...good, grant_type: 'password' },
      400,
      'unsupported_grant_type',
      70003,
    ],
    [
      'a scope without /.default',
      { ...good, scope: 'https://vault.azure.net/keys' },
      400,
      'invalid_scope',
      1002012,
    ],
    ['a wrong secret', { ...good, client_secret: 'no' }, 401, 'invalid_client', 7000215],
    [
      'an assertion that is no JWT',
      { ...good, client_assertion: 'x' },
      401,
      'invalid_client',
      50027,
    ],
  ])('refuses %s', async (_, form, status, error, code) => {
    const answer = await post(form)
    expect(answer.status).toBe(status)
    expect(answer.body).toEqual({
      error,
      error_description: expect.stringMatching(
        new RegExp(`^AADSTS${code}: .* Trace ID: .* Correlation ID: .* Timestamp: .*Z$`),
      ),
      error_codes: [code],
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
      trace_id: expect.any(String),
      correlation_id: expect.any(String),
      error_uri: `${tokens.url}/error?code=${code}`,
    })
    expect(answer.text).not.toContain(clientSecret)
  })

  test('tokens end with their life, by the clock of the authority', async () => {
    const { token } = await credential().getToken(vaultScope)
    time += 3_598_000
    expect(tokens.verify(token)).toBeDefined()
    time += 1000
    expect(tokens.verify(token)).toBeUndefined()
  })

  test('knows nothing of tokens that it did not issue', () => {
    expect(tokens.verify('a.b.c')).toBeUndefined()
  })
})

test('instance discovery names the authority itself', async () => {
  const { body } = await https.get(`${tokens.url}/common/discovery/instance`)
  expect(body).toMatchObject({
    tenant_discovery_endpoint: `${tokens.url}/${tenantId}/v2.0/.well-known/openid-configuration`,
    metadata: [{ aliases: [new URL(tokens.url).host] }],
  })
})

describe('control', () => {
  test('lists what there is, takes faults, revokes tokens, shows no secret', async () => {
    const { token } = await credential().getToken(vaultScope)
    expect(tokens.verify(token)).toBeDefined()
    await https.send('POST', `${tokens.url}/emulator/revoke`)
    expect(tokens.verify(token)).toBeUndefined()

    await https.send('PUT', `${tokens.url}/emulator/faults`, [
      { operation: 'token', status: 503, times: 1 },
    ])
    const form = new URLSearchParams({ grant_type: 'client_credentials' })
    const path = `${tokens.url}/${tenantId}/oauth2/v2.0/token`
    expect((await https.send('POST', path, form)).status).toBe(503)
    expect((await https.send('POST', path, form)).status).toBe(400)

    const pages = await Promise.all([
      https.get(`${tokens.url}/emulator`),
      https.get(`${tokens.url}/emulator/state`),
    ])
    expect(pages[0].body).toMatchObject({ operations: expect.arrayContaining(['token']) })
    expect(pages[1].body).toMatchObject({ clients: expect.arrayContaining([clientId]) })
    expect(pages.map(({ text }) => text).join()).not.toContain(clientSecret)
  })
})
