import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { signAssertion } from '../../src/docusign/assertion.ts'
import { checkUserInfo } from '../../src/docusign/check-user-info.ts'
import { createOAuthClient, type OAuthClient } from '../../src/docusign/oauth-client.ts'
import { oauthPlatform } from '../../src/docusign/platform.ts'
import type { AssertionSigner } from '../../src/keys/assertion-signer.ts'
import { parseRsaPublicKey } from '../../src/keys/rsa-public-key.ts'
import { vaultKeySigner } from '../../src/keys/vault-key-signer.ts'
import { startEmulatedAzure } from '../support/start-emulated-azure.ts'
import {
  integrationKey,
  keyPairId,
  startEmulatedDocusign,
  userId,
} from '../support/start-emulated-docusign.ts'

let azure: Awaited<ReturnType<typeof startEmulatedAzure>>
let emulated: Awaited<ReturnType<typeof startEmulatedDocusign>>
let signer: AssertionSigner
let client: OAuthClient
const scopes = ['signature', 'impersonation']

beforeAll(async () => {
  azure = await startEmulatedAzure()
  const key = await azure.keyClient().createRsaKey('docusign-2026-05', { keyOps: ['sign'] })
  signer = await vaultKeySigner({
    keyId: String(key.id),
    credential: azure.credential(),
    clientOptions: azure.azure.vault(),
  })
})
beforeEach(async () => {
  emulated = await startEmulatedDocusign()
  const { state, url } = emulated.docusign
  state.uploadKeyPair(integrationKey, parseRsaPublicKey({ ...(await signer.publicJwk()) }).pem)
  client = createOAuthClient({
    origin: url,
    ca: emulated.authority.certificate,
    connections: 1,
    now: () => emulated.clock.now,
  })
  return async () => {
    await client.close()
    await emulated.close()
  }
})
afterAll(() => azure.close())

async function requestToken(changes: Partial<Parameters<typeof signAssertion>[0]> = {}) {
  const { audience } = oauthPlatform('emulator', emulated.docusign.url)
  const now = () => emulated.clock.now
  const settings = { integrationKey, userId, audience, scopes, signer, now, ...changes }
  return client.requestToken(await signAssertion(settings))
}

test('a key in the vault logs a user in, who is the right one', async () => {
  const token = await requestToken()
  if (!token.ok) return expect.unreachable(token.failure.message)
  expect(token).toMatchObject({ expiresIn: 3600 })
  const info = await client.userInfo(token.accessToken)
  if (!info.ok) return expect.unreachable(info.failure.message)
  const [account] = info.userInfo.accounts
  const expected = {
    userId,
    accountId: String(account?.accountId),
    baseUri: account?.baseUri ?? '',
  }
  expect(checkUserInfo(info.userInfo, expected)).toBeUndefined()
})

const nothing = () => {}
const state = () => emulated.docusign.state
const cases: [failureClass: string, why: string, arrange: () => void, changes?: object][] = [
  ['consent_required', 'revoked', () => state().revokeConsent(integrationKey, userId)],
  ['user_not_found', 'user closed', () => state().setUserActive(userId, false)],
  ['user_not_found', 'account id for user id', nothing, { userId: integrationKey }],
  ['app_unknown', 'unknown integration key', nothing, { integrationKey: userId }],
  ['key_rejected', 'key pair not registered', forgetKeyPair],
  ['clock_skew', 'clock 20 minutes slow', () => skew(20 * 60_000)],
  ['clock_skew', 'key pair not registered, clock fast', () => [skew(-300_000), forgetKeyPair()]],
]
test.each(cases)('%s: %s', async (failureClass, _, arrange, changes) => {
  arrange()
  const result = await requestToken(changes)
  expect(result).toMatchObject({
    ok: false,
    failure: {
      class: failureClass,
      phase: 'response',
      status: 400,
      traceToken: expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
  })
})

test('a token that is no longer good is not an outage', async () => {
  const token = await requestToken()
  if (!token.ok) return expect.unreachable(token.failure.message)
  emulated.clock.now += 2 * 3_600_000
  expect(await client.userInfo(token.accessToken)).toMatchObject({
    ok: false,
    failure: { class: 'token_refused', status: 401, error: 'internal_server_error' },
  })
})

test('a connection that breaks once is transient, the next request works', async () => {
  emulated.docusign.faults.replace([{ operation: 'token', connection: 'reset', times: 1 }])
  expect(await requestToken()).toMatchObject({ ok: false, failure: { class: 'transient' } })
  expect(await requestToken()).toMatchObject({ ok: true })
})

/** Deletes the vault's key pair at Docusign. */
function forgetKeyPair(): void {
  const ours = state()
    .keyPairs(integrationKey)
    .find(({ id }) => id !== keyPairId)
  state().deleteKeyPair(integrationKey, String(ours?.id))
}

/** Docusign's clock runs this much ahead of ours. */
function skew(milliseconds: number): void {
  emulated.docusign.settings.clockOffsetMs = milliseconds
}
