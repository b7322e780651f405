import { globalAgent } from 'node:https'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rsaKeyPair } from '../../support/rsa-key-pair.ts'
import {
  integrationKey,
  keyPairId,
  redirectUri,
  startEmulatedDocusign,
  userId,
} from '../../support/start-emulated-docusign.ts'

/** The part of `docusign-esign` 10.0.0 that is used here: it has no types of its own. */
interface ApiClient {
  setOAuthBasePath(host: string): void
  requestJWTUserToken(
    integrationKey: string,
    userId: string,
    scopes: string | string[],
    privateKey: Buffer,
    expiresIn: number,
  ): Promise<{ status: number; body: { access_token: string; expires_in: number } }>
  getUserInfo(accessToken: string): Promise<{ sub: string; accounts: object[] }>
  getJWTUri(integrationKey: string, redirectUri: string, host: string): string
  generateAccessToken(
    integrationKey: string,
    secret: string,
    code: string,
  ): Promise<{ accessToken: string }>
}

let emulated: Awaited<ReturnType<typeof startEmulatedDocusign>>
let client: ApiClient
let host: string
let pem: Buffer

beforeAll(async () => {
  emulated = await startEmulatedDocusign()
  emulated.clock.now = Date.now()
  // What NODE_EXTRA_CA_CERTS does for a whole process: the SDK has no option for it.
  globalAgent.options.ca = emulated.authority.certificate
  const esign = createRequire(import.meta.url)('docusign-esign') as {
    ApiClient: new () => ApiClient
  }
  client = new esign.ApiClient()
  host = new URL(emulated.docusign.url).host
  client.setOAuthBasePath(host)
  pem = Buffer.from(
    (await rsaKeyPair()).privateKey.export({ format: 'pem', type: 'pkcs1' }) as string,
  )
})
afterAll(async () => {
  globalAgent.options.ca = undefined
  globalAgent.destroy()
  await emulated.close()
})

const requestToken = (user = userId) =>
  client.requestJWTUserToken(integrationKey, user, ['signature', 'impersonation'], pem, 600)

const bodyOf = (error: { response: { status: number; data: unknown } }) => error.response

test('logs in and reads the user', async () => {
  const { status, body } = await requestToken()
  expect(status).toBe(200)
  expect(body.expires_in).toBe(3600)
  expect(await client.getUserInfo(body.access_token)).toMatchObject({
    sub: userId,
    name: 'Ada King Lovelace',
    email: 'ada@acme.example',
    accounts: [
      {
        accountId: '5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c10',
        isDefault: 'true',
        accountName: 'Acme Corporation',
        baseUri: 'https://na3.docusign.net',
      },
    ],
  })
})

test('gets the error bodies where it looks for them', async () => {
  await expect(requestToken(integrationKey).catch(bodyOf)).resolves.toMatchObject({
    status: 400,
    data: { error: 'invalid_grant', error_description: 'user_not_found' },
  })
  await expect(client.getUserInfo('no token').catch(bodyOf)).resolves.toMatchObject({
    status: 401,
    data: { error: 'internal_server_error', reference_id: expect.any(String) },
  })

  const { docusign } = emulated
  docusign.state.revokeConsent(integrationKey, userId)
  await expect(requestToken().catch(bodyOf)).resolves.toMatchObject({
    status: 400,
    data: { error: 'consent_required' },
  })
  docusign.state.grantConsent({ integrationKey, userId, scopes: ['signature', 'impersonation'] })
})

test('its consent link leads to a code that it can exchange', async () => {
  const { https } = emulated
  const link = new URL(client.getJWTUri(integrationKey, redirectUri, host))
  const landed = await https.send(
    'POST',
    `https://${host}/oauth/auth/login${link.search}`,
    new URLSearchParams({ user: userId }),
  )
  const code = new URL(landed.headers.get('location') ?? '').searchParams.get('code') ?? ''
  const { accessToken } = await client.generateAccessToken(integrationKey, 'any secret', code)
  expect((await client.getUserInfo(accessToken)).sub).toBe(userId)
  await expect(
    client.generateAccessToken(integrationKey, 'any secret', code).catch(bodyOf),
  ).resolves.toMatchObject({ status: 400, data: { error: 'invalid_grant' } })
})

test('fails when its key pair was deleted', async () => {
  const { docusign } = emulated
  docusign.state.deleteKeyPair(integrationKey, keyPairId)
  await expect(requestToken().catch(bodyOf)).resolves.toMatchObject({
    status: 400,
    data: { error: 'invalid_grant', error_description: 'no_valid_keys_or_signatures' },
  })
})
