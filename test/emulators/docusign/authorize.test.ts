import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  integrationKey,
  redirectUri,
  startEmulatedDocusign,
  userId,
} from '../../support/start-emulated-docusign.ts'

const otherUserId = '2b9e7d1c-6a4f-4e58-8c3b-1f0a9d8e7c6b'
const newUser = {
  id: otherUserId,
  name: 'Bo',
  email: 'bo@acme.example',
  active: true,
  accounts: [],
}

let emulated: Awaited<ReturnType<typeof startEmulatedDocusign>>
beforeEach(async () => {
  emulated = await startEmulatedDocusign()
  emulated.docusign.state.putUser(newUser)
})
afterEach(() => emulated.close())

const consentLink = {
  response_type: 'code',
  scope: 'signature impersonation',
  client_id: integrationKey,
  redirect_uri: redirectUri,
  state: 'tenant=acme&x y',
}

/** A browser without script: follows links and forms of this server, keeps its cookie. */
function openBrowser() {
  const { https, docusign } = emulated
  let cookie = ''
  let page = { status: 0, text: '', location: '' }
  const take = async (sent: ReturnType<typeof https.send>) => {
    const { status, text, headers } = await sent
    cookie = headers.get('set-cookie')?.split(';', 1)[0] ?? cookie
    page = { status, text, location: headers.get('location') ?? '' }
    return page
  }
  return {
    open: (link: Record<string, string>) =>
      take(https.get(`${docusign.url}/oauth/auth?${new URLSearchParams(link)}`, { cookie })),
    /** Sends the page's first form with these fields. */
    submit: (fields: Record<string, string>) => {
      const [, action = ''] = /<form method="post" action="([^"]+)"/.exec(page.text) ?? []
      const path = action.replaceAll('&#38;', '&')
      return take(https.send('POST', docusign.url + path, new URLSearchParams(fields), { cookie }))
    },
  }
}

test('login, consent, redirect with code and state; then logins work', async () => {
  const { docusign, login } = emulated
  expect((await login({ sub: otherUserId })).body).toEqual({ error: 'consent_required' })

  const browser = openBrowser()
  const loginPage = await browser.open(consentLink)
  expect(loginPage.status).toBe(200)
  expect(loginPage.text).toContain('<label for="email">')
  const consentPage = await browser.submit({ email: 'BO@acme.example', password: 'anything' })
  expect(consentPage.status).toBe(200)
  expect(consentPage.text).toContain('Allow access?')
  expect(docusign.state.consentedScopes(integrationKey, otherUserId)).toEqual([])

  const { status, location } = await browser.submit({ decision: 'allow' })
  expect(status).toBe(303)
  expect(location).toMatch(
    /^https:\/\/app\.contoso\.example\/docusign\/consented\?code=[\w-]{20,}&state=tenant%3Dacme%26x%20y$/,
  )
  expect((await login({ sub: otherUserId })).status).toBe(200)

  // Consent was given: straight through, as long as the login lasts.
  expect((await browser.open(consentLink)).location).toMatch(/\?code=/)
  const forced = await browser.open({ ...consentLink, prompt: 'login' })
  expect(forced.text).toContain('<label for="email">')
  expect((await browser.submit({ user: otherUserId })).location).toMatch(/\?code=/)
  // One more scope needs consent again.
  const more = await browser.open({ ...consentLink, scope: 'signature impersonation extended' })
  expect(more.text).toContain('Allow access?')
})

test('the cookie of a login stays with the pages for login', async () => {
  const { https, docusign } = emulated
  const { headers } = await https.send(
    'POST',
    `${docusign.url}/oauth/auth/login?${new URLSearchParams(consentLink)}`,
    new URLSearchParams({ user: userId }),
  )
  expect(headers.get('set-cookie')).toMatch(
    /^docusign-emulator=[\w-]{20,}; Path=\/oauth\/auth; Secure; HttpOnly; SameSite=Lax$/,
  )
})

test('anyone who cancels goes back without consent', async () => {
  const browser = openBrowser()
  await browser.open(consentLink)
  await browser.submit({ user: otherUserId })
  const { location } = await browser.submit({ decision: 'deny' })
  expect(location).toBe(`${redirectUri}?error=access_denied&state=tenant%3Dacme%26x%20y`)
  expect(emulated.docusign.state.consentedScopes(integrationKey, otherUserId)).toEqual([])
})

test('a link without scopes leads back with an error, from each of the pages', async () => {
  const { https, docusign } = emulated
  const query = new URLSearchParams({ ...consentLink, scope: ' ', state: 's' })
  const form = new URLSearchParams({ user: userId, decision: 'allow' })
  for (const page of [
    await https.get(`${docusign.url}/oauth/auth?${query}`),
    await https.send('POST', `${docusign.url}/oauth/auth/login?${query}`, form),
    await https.send('POST', `${docusign.url}/oauth/auth/consent?${query}`, form),
  ]) {
    expect(page.headers.get('location')).toBe(`${redirectUri}?error=invalid_scope&state=s`)
  }
})

test('consent links come back with the error that is set', async () => {
  const { https, docusign } = emulated
  const query = new URLSearchParams({ ...consentLink, state: 's' })
  const set = (consentError: unknown) =>
    https.send('PUT', `${docusign.url}/emulator/settings`, { consentError })
  expect((await set('server_error')).status).toBe(200)
  const page = await https.get(`${docusign.url}/oauth/auth?${query}`)
  expect(page.headers.get('location')).toBe(`${redirectUri}?error=server_error&state=s`)
  expect((await set('a\nb')).status).toBe(400)
  await set(null)
  expect((await https.get(`${docusign.url}/oauth/auth?${query}`)).status).toBe(200)
})

test('nobody consents without having logged in', async () => {
  const { https, docusign } = emulated
  const answer = await https.send(
    'POST',
    `${docusign.url}/oauth/auth/consent?${new URLSearchParams(consentLink)}`,
    new URLSearchParams({ decision: 'allow' }),
  )
  expect(answer.text).toContain('<label for="email">')
  expect(docusign.state.snapshot().consents).toHaveLength(1)
})

test('unknown and closed users cannot log in', async () => {
  const browser = openBrowser()
  await browser.open(consentLink)
  const text = 'No active user has this e-mail address or user ID.'
  expect((await browser.submit({ email: 'nobody@acme.example' })).text).toContain(text)
  expect((await browser.submit({ email: '' })).text).toContain(text)
  emulated.docusign.state.setUserActive(otherUserId, false)
  expect((await browser.submit({ user: otherUserId })).text).toContain(text)
})

test('several users under one address: the right one has to be chosen', async () => {
  emulated.docusign.state.putUser({ ...newUser, email: 'ada@acme.example' })
  const browser = openBrowser()
  await browser.open(consentLink)
  const page = await browser.submit({ email: 'ada@acme.example' })
  expect(page.text).toContain('Several users have this e-mail address: choose one.')
  expect(page.text).toContain(`value="${userId}"`)
  expect(page.text).toContain(`value="${otherUserId}"`)
  expect((await browser.submit({ user: userId })).location).toMatch(/\?code=/)
})

test('a plus sign that was encoded makes one unknown scope: consent in vain', async () => {
  const browser = openBrowser()
  await browser.open({ ...consentLink, scope: 'signature+impersonation' })
  await browser.submit({ user: otherUserId })
  expect((await browser.submit({ decision: 'allow' })).location).toMatch(/\?code=/)
  expect((await emulated.login({ sub: otherUserId })).body).toEqual({ error: 'consent_required' })
})

describe("refuses with the vendor's words, and without redirect", () => {
  const notRegistered = 'The redirect URI is not registered properly with DocuSign'
  test.each<[string, Record<string, string>, string]>([
    ['a slash at the end', { redirect_uri: `${redirectUri}/` }, notRegistered],
    ['another case', { redirect_uri: redirectUri.replace('app', 'App') }, notRegistered],
    ['a query', { redirect_uri: `${redirectUri}?tenant=acme` }, notRegistered],
    ['an explicit port', { redirect_uri: redirectUri.replace('/d', ':443/d') }, notRegistered],
    ['another site', { redirect_uri: 'https://evil.example/' }, notRegistered],
    ['no redirect URI', { redirect_uri: '' }, notRegistered],
    ['an unknown key', { client_id: userId }, 'client id not registered'],
    [
      'another response type',
      { response_type: 'token' },
      'Invalid authentication request: The response type is not supported.',
    ],
  ])('%s', async (_, change, words) => {
    const { https, docusign } = emulated
    const query = new URLSearchParams({ ...consentLink, ...change })
    const form = new URLSearchParams({ user: userId, decision: 'allow' })
    for (const page of [
      await https.get(`${docusign.url}/oauth/auth?${query}`),
      await https.send('POST', `${docusign.url}/oauth/auth/login?${query}`, form),
      await https.send('POST', `${docusign.url}/oauth/auth/consent?${query}`, form),
    ]) {
      expect(page.status).toBe(400)
      expect(page.headers.get('location')).toBeNull()
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(page.text).toContain(`role="alert">${words}</p>`)
    }
  })

  test('a key without redirect URIs', async () => {
    emulated.docusign.state.setRedirectUris(integrationKey, [])
    const page = await openBrowser().open(consentLink)
    expect(page.text).toContain('There are no redirect URIs registered with DocuSign')
  })
})

test('adds to the query that a registered URI has', async () => {
  const uri = 'http://127.0.0.1:3000/cb?tenant=acme'
  emulated.docusign.state.setRedirectUris(integrationKey, [uri])
  const browser = openBrowser()
  await browser.open({ ...consentLink, redirect_uri: uri, state: '' })
  const { location } = await browser.submit({ user: userId })
  expect(location).toMatch(/^http:\/\/127\.0\.0\.1:3000\/cb\?tenant=acme&code=[\w-]+&state=$/)
})

test('shows what it is given as text', async () => {
  const evil = '"><script>alert(1)</script>&\''
  const { state } = emulated.docusign
  state.putUser({ ...newUser, name: evil, email: evil })
  const browser = openBrowser()
  const pages = [
    await browser.open({ ...consentLink, state: evil }),
    await browser.submit({ email: `x${evil}` }),
    await browser.submit({ user: otherUserId }),
    await browser.open({ ...consentLink, redirect_uri: evil }),
    await browser.open({ ...consentLink, client_id: evil }),
  ]
  expect(pages[1]?.text).toContain('value="x&#34;&#62;&#60;script&#62;alert(1)')
  for (const { text } of pages) {
    expect(text).toMatch(/^<!doctype html>/)
    expect(text).not.toContain('<script')
    expect(text).not.toContain(evil)
  }
  const { headers } = await emulated.https.get(
    `${emulated.docusign.url}/oauth/auth?${new URLSearchParams(consentLink)}`,
  )
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
})

describe('admin consent', () => {
  const link = { ...consentLink, scope: 'openid', admin_consent_scope: 'signature impersonation' }

  test('is for organization admins', async () => {
    const browser = openBrowser()
    await browser.open(link)
    const page = await browser.submit({ user: otherUserId })
    expect(page.status).toBe(400)
    expect(page.text).toContain('You are not an organization admin.')
  })

  test('covers the users of the domains that the admin administers', async () => {
    const { state } = emulated.docusign
    const guest = {
      ...newUser,
      id: '64d1f8a7-0f53-4b52-9c0a-5e7b1d2c3f48',
      email: 'c@other.example',
    }
    const admin = {
      ...newUser,
      id: '7d3f8a64-0f53-4b52-9c0a-5e7b1d2c3f48',
      email: 'root@acme.example',
    }
    state.putUser(guest)
    state.putUser({ ...admin, administers: ['ACME.example'] })
    const browser = openBrowser()
    await browser.open(link)
    const page = await browser.submit({ user: admin.id })
    expect(page.text).toContain('ACME.example')
    expect((await browser.submit({ decision: 'allow' })).location).toMatch(/\?code=/)
    expect((await emulated.login({ sub: otherUserId })).status).toBe(200)
    expect((await emulated.login({ sub: guest.id })).body).toEqual({ error: 'consent_required' })
  })
})

test('a code works once, with the verifier of its challenge', async () => {
  const { https, docusign } = emulated
  const codeVerifier = 'v'.repeat(43)
  const browser = openBrowser()
  const code = async () => {
    await browser.open({
      ...consentLink,
      prompt: 'login',
      code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
    })
    const { location } = await browser.submit({ user: userId })
    return new URL(location).searchParams.get('code') ?? ''
  }
  const redeem = (code: string, fields: Record<string, string>) =>
    https.send(
      'POST',
      `${docusign.url}/oauth/token`,
      new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: integrationKey,
        code,
        ...fields,
      }),
    )
  const good = await code()
  expect((await redeem(good, { code_verifier: codeVerifier })).status).toBe(200)
  const invalid = { error: 'invalid_grant' }
  expect((await redeem(good, { code_verifier: codeVerifier })).body).toEqual(invalid)
  expect((await redeem(await code(), { code_verifier: 'w'.repeat(43) })).body).toEqual(invalid)
  const late = await code()
  emulated.clock.now += 120_000
  expect((await redeem(late, { code_verifier: codeVerifier })).body).toEqual(invalid)
  const noClient = await redeem(await code(), {})
  expect([noClient.status, noClient.body]).toEqual([401, { error: 'invalid_client' }])
})
