import { ClientSecretCredential } from '@azure/identity'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
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
