import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { createLogin, type LoginOptions } from '../../src/login/create-login.ts'
import type { LoginEvent } from '../../src/login/login-event.ts'
import { caught } from '../support/caught.ts'
import { createHttpsFetch } from '../support/create-https-fetch.ts'
import { jws } from '../support/jws.ts'
import { startPublishedEnvironment } from './support/start-published-environment.ts'

let published: Awaited<ReturnType<typeof startPublishedEnvironment>>
beforeAll(async () => {
  published = await startPublishedEnvironment()
})
afterAll(() => published.close())

function open(changes: Partial<LoginOptions> = {}) {
  const { settings, credential, clientOptions, ca, oauthHost } = published
  const events: LoginEvent[] = []
  const onEvent = (event: LoginEvent) => events.push(event)
  const login = createLogin({
    ...{ settings, credential, clientOptions, ca, oauthHost, onEvent },
    ...changes,
  })
  onTestFinished(() => login.close())
  return { login, events }
}

/** Whose token it is, by Docusign's word. */
async function userOf(accessToken: string): Promise<unknown> {
  const https = createHttpsFetch(published.ca)
  const { body } = await https.get(`https://${published.oauthHost}/oauth/userinfo`, {
    authorization: `Bearer ${accessToken}`,
  })
  await https.close()
  return (body as { sub?: unknown }).sub
}

test('before anything is published, the error says what is missing', async () => {
  const { login } = open()
  const error = await caught(() => login.getAccessToken(published.userId))
  expect(error).toMatchObject({ code: 'ERR_LOGIN_SETTINGS_UNREACHABLE' })
  expect(String(error)).toContain(`could not read the settings ${published.settings} (HTTP 404`)
})

test('logs in with a key in the vault, and follows a rotation and an emergency', async () => {
  const { docusign, signingVault } = published.emulators
  const { userId, integrationKey } = published
  const first = await published.createKeyPair('2026-05')
  const second = await published.createKeyPair('2026-11')
  const third = await published.createKeyPair('standby')
  await published.publish(first.keyPair)
  const { login, events } = open()
  await login.ready()
  const token = await login.getAccessToken(userId)
  expect(await userOf(token.accessToken)).toBe(userId)
  expect(await login.getAccessToken(userId)).toBe(token)

  // The old key pair is gone at Docusign: the login finds the new one on its own.
  await published.publish(second.keyPair)
  docusign.state.deleteKeyPair(integrationKey, first.docusignId)
  login.invalidate(userId, token.accessToken)
  const after = await login.getAccessToken(userId)
  expect(after).not.toBe(token)
  expect(await userOf(after.accessToken)).toBe(userId)

  // The vault's key is disabled, which the vault says with 403.
  await published.publish(third.keyPair)
  await published.keys.updateKeyProperties('docusign-2026-11', { enabled: false })
  const canary = published.environment.integration.managementAccount.canaryUser
  expect(await userOf((await login.getAccessToken(canary)).accessToken)).toBe(canary)

  expect(events.map(({ type }) => type)).toEqual([
    'settings_changed',
    'token_minted',
    'token_invalidated',
    'key_refused',
    'settings_changed',
    'token_minted',
    'key_refused',
    'settings_changed',
    'token_minted',
  ])
  const minted = events.filter((event) => event.type === 'token_minted')
  expect(minted.map(({ keyPair }) => keyPair)).toEqual(['2026-05', '2026-11', 'standby'])
  expect(signingVault.requests.get('sign')).toBeLessThan(10)
  expect(JSON.stringify(events)).not.toMatch(jws)
  expect(JSON.stringify(events)).not.toMatch(/Bearer|BEGIN/)
})

test('logs in with a PEM that is kept as a secret of the vault', async () => {
  await published.publish(await published.importKeyPair('imported'))
  const { login } = open()
  const { accessToken } = await login.getAccessToken(published.userId)
  expect(await userOf(accessToken)).toBe(published.userId)
})

test('a user without consent gets the link', async () => {
  const { redirectUris } = published.environment.integration
  const { login } = open()
  published.emulators.docusign.state.revokeConsent(published.integrationKey, published.userId)
  const error = await caught(() => login.getAccessToken(published.userId))
  expect(error).toMatchObject({
    code: 'ERR_LOGIN_CONSENT_REQUIRED',
    consentLink: expect.stringContaining(encodeURIComponent(redirectUris.consent)),
  })
  const { consentLink } = error as { consentLink: string }
  const https = createHttpsFetch(published.ca)
  const page = await https.get(consentLink)
  await https.close()
  expect(page.status).toBe(200)
})
