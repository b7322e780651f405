import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { ConsentDenied, ConsentFailed, StateRefused } from '../../src/consent/consent-error.ts'
import { type ConsentOptions, createConsent } from '../../src/consent/create-consent.ts'
import { createStateKey, readStateKey } from '../../src/consent/state-key.ts'
import { usedStatesInFolder, usedStatesInMemory } from '../../src/consent/used-states.ts'
import { caught } from '../support/caught.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const stateKey = createStateKey()
const acme = { tenant: 'acme', role: 'hr', user: '8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c' }
const day = 86_400_000
const start = Date.UTC(2026, 10, 20)

/** A consent whose clock stands still until a test sets it. */
function setup(changes: Partial<ConsentOptions> = {}) {
  const clock = { now: start }
  const now = () => clock.now
  const options: ConsentOptions = {
    integrationKey: '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90',
    oauthHost: 'account-d.docusign.com',
    redirectUri: 'https://app.contoso.example/docusign/consented',
    stateKey,
    used: usedStatesInMemory(now),
    now,
    ...changes,
  }
  return { clock, options, consent: createConsent(options) }
}

/** What Docusign makes of a link. */
const redirectOf = (url: string, answer = 'code=c0de') => {
  const { searchParams } = new URL(url)
  return `${searchParams.get('redirect_uri')}?${answer}&state=${searchParams.get('state')}`
}

async function reasonOf(action: () => unknown): Promise<string> {
  const error = await caught(action)
  expect(error).toBeInstanceOf(StateRefused)
  return error instanceof StateRefused ? error.reason : ''
}

describe('a link', () => {
  test("is Docusign's, with a state that names user, integration key and end", async () => {
    const { consent } = setup()
    const { url, expiresAt } = await consent.link({ ...acme, user: acme.user.toUpperCase() })
    expect(url).toMatch(
      /^https:\/\/account-d\.docusign\.com\/oauth\/auth\?response_type=code&scope=signature%20impersonation&/,
    )
    expect(expiresAt).toBe(start + 7 * day)
    const state = new URL(url).searchParams.get('state') ?? ''
    expect(decodeProtectedHeader(state)).toEqual({ alg: 'HS256', typ: 'ikctl-consent-state+jwt' })
    expect(decodeJwt(state)).toEqual({
      ...{ aud: 'ikctl:consent-state', iss: '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90' },
      ...{ host: 'account-d.docusign.com', sub: acme.user, tenant: 'acme', role: 'hr' },
      ...{ jti: expect.stringMatching(/^[\w-]{22}$/), iat: start / 1000, exp: expiresAt / 1000 },
    })
  })

  test('is another one each time', async () => {
    const { consent } = setup()
    expect(await consent.link(acme)).not.toEqual(await consent.link(acme))
  })
})

describe('an answer', () => {
  test('says whose link it is, once, whole or as a path', async () => {
    const { consent } = setup()
    const whole = redirectOf((await consent.link(acme)).url)
    const path = redirectOf((await consent.link(acme)).url).replace(/^https:\/\/[^/]+/, '')
    for (const address of [whole, path]) {
      expect(await consent.answer(address)).toEqual(acme)
      expect(await reasonOf(() => consent.answer(address))).toBe('used')
    }
  })

  test('that is no can be given again', async () => {
    const { consent } = setup()
    const { url } = await consent.link(acme)
    const denied = await caught(() => consent.answer(redirectOf(url, 'error=access_denied')))
    expect(denied).toBeInstanceOf(ConsentDenied)
    expect(denied).toMatchObject({ code: 'ERR_CONSENT_DENIED', who: acme })
    expect(await consent.answer(redirectOf(url))).toEqual(acme)
  })

  test.each([
    ['error=invalid_scope', 'settings', 'does not accept the scopes of the link (invalid_scope)'],
    ['error=unauthorized_client', 'settings', 'ask for consent in this way'],
    ['error=unsupported_response_type', 'settings', 'ask for consent in this way'],
    ['error=invalid_request', 'settings', 'could not use the link'],
    ['error=server_error', 'retry', 'a problem of its own (server_error)'],
    ['error=Temporarily_Unavailable', 'retry', 'a problem of its own (Temporarily_Unavailable)'],
    ['error=server_error&code=c', 'retry', 'a problem of its own'],
    ['error=login_required', 'retry', 'did not come as far as the question'],
    ['error=consent_required', 'retry', 'did not come as far as the question'],
    ['error=interaction_required', 'retry', 'did not come as far as the question'],
    ['error=account_selection_required', 'retry', 'did not come as far as the question'],
    ['error=no_such_error&error_description=Try%20it', 'unknown', '(no_such_error, Try it)'],
    ['error=constructor', 'unknown', '(constructor)'],
    ['error=', 'unknown', 'an error that ikctl does not know;'],
    ['error=access_denied&error=server_error', 'unknown', '(access_denied server_error)'],
    ['error=eyJhbGciOiJSUzI1NiJ9', 'unknown', '(***)'],
    ['session=1', 'unknown', 'the address has neither a code nor an error'],
  ])('%s is no refusal by the customer: %s', async (answer, remedy, says) => {
    const { consent } = setup()
    const { url } = await consent.link(acme)
    const failed = await caught(() => consent.answer(redirectOf(url, answer)))
    expect(failed).toBeInstanceOf(ConsentFailed)
    expect(failed).toMatchObject({ code: 'ERR_CONSENT_FAILED', who: acme, remedy })
    expect(String(failed)).toContain(says)
    // The state was not used up.
    expect(await consent.answer(redirectOf(url))).toEqual(acme)
  })

  test('is a refusal in any case of the letters', async () => {
    const { consent } = setup()
    const answer = redirectOf((await consent.link(acme)).url, 'error=Access_Denied')
    expect(await caught(() => consent.answer(answer))).toBeInstanceOf(ConsentDenied)
  })

  test('with an error is still refused when its state is not ours', async () => {
    const { consent } = setup()
    expect(await reasonOf(() => consent.answer('?error=server_error&state=guess'))).toBe(
      'malformed',
    )
  })

  test('is taken until the link expires, give or take a minute', async () => {
    const { consent, clock } = setup({ lifetime: '1h' })
    const { url } = await consent.link(acme)
    clock.now = start + 3_600_000 + 61_000
    expect(await reasonOf(() => consent.answer(redirectOf(url)))).toBe('expired')
    clock.now = start - 61_000
    expect(await reasonOf(() => consent.answer(redirectOf(url)))).toBe('future')
    clock.now = start + 3_600_000
    expect(await consent.answer(redirectOf(url))).toEqual(acme)
  })

  test('of another key, integration key or platform is refused', async () => {
    const { consent, options } = setup()
    const answer = redirectOf((await consent.link(acme)).url)
    const other = (changes: Partial<ConsentOptions>) =>
      reasonOf(() => createConsent({ ...options, ...changes }).answer(answer))
    expect(await other({ stateKey: createStateKey() })).toBe('signature')
    expect(await other({ integrationKey: acme.user })).toBe('other_integration')
    expect(await other({ oauthHost: 'account.docusign.com' })).toBe('other_integration')
  })

  test('that was changed anywhere is refused', async () => {
    const { consent } = setup()
    const answer = redirectOf((await consent.link(acme)).url)
    const at = answer.indexOf('state=') + 'state='.length
    for (let i = at; i < answer.length - 1; i += 7) {
      const flipped = answer[i] === 'A' ? 'B' : 'A'
      const changed = answer.slice(0, i) + flipped + answer.slice(i + 1)
      expect(['signature', 'malformed']).toContain(await reasonOf(() => consent.answer(changed)))
    }
    expect(await consent.answer(answer)).toEqual(acme)
  })

  test('signed with the same key for something else is refused', async () => {
    const { consent } = setup()
    const sign = (typ: string, audience: string) =>
      new SignJWT({ host: 'account-d.docusign.com', tenant: 'acme', role: 'hr', jti: 'x' })
        .setProtectedHeader({ alg: 'HS256', typ })
        .setIssuer('7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90')
        .setSubject(acme.user)
        .setAudience(audience)
        .setIssuedAt(start / 1000)
        .setExpirationTime(start / 1000 + 60)
        .sign(readStateKey(stateKey))
    for (const state of [
      await sign('JWT', 'ikctl:consent-state'),
      await sign('ikctl-consent-state+jwt', 'ikctl:evidence'),
    ]) {
      expect(await reasonOf(() => consent.answer(`?code=c&state=${state}`))).toBe('other_purpose')
    }
  })

  test.each([
    { jti: '../../elsewhere' },
    { jti: 'x'.repeat(500) },
    { jti: 5 as unknown as string },
    { exp: start / 1000 + 60.5 },
  ])('with a nonce or an end that no link of ours has is refused: %j', async (claims) => {
    const { consent } = setup()
    const state = await new SignJWT({
      ...{ host: 'account-d.docusign.com', tenant: 'acme', role: 'hr', jti: 'A'.repeat(22) },
      ...{ iss: '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90', sub: acme.user },
      ...{ aud: 'ikctl:consent-state', iat: start / 1000, exp: start / 1000 + 60, ...claims },
    })
      .setProtectedHeader({ alg: 'HS256', typ: 'ikctl-consent-state+jwt' })
      .sign(readStateKey(stateKey))
    expect(await reasonOf(() => consent.answer(`?code=c&state=${state}`))).toBe('malformed')
  })

  test.each([
    ['/docusign/consented', 'missing'],
    ['/docusign/consented?code=c&state=', 'missing'],
    ['?code=c&state=a&state=b', 'missing'],
    ['http://[', 'missing'],
    ['?code=c&state=guess', 'malformed'],
    ['?code=c&state=eyJhbGciOiJub25lIn0.e30.', 'malformed'],
  ])('%s is refused: %s', async (url, reason) => {
    const { consent } = setup()
    expect(await reasonOf(() => consent.answer(url))).toBe(reason)
  })
})

describe('used states in a folder', () => {
  const uses = { expiresAt: start + day }

  test('are shared, also at the same time, and forgotten when they have expired', async () => {
    const clock = { now: start }
    const folder = join(temporaryFolder(), 'used')
    const stores = [0, 1].map(() => usedStatesInFolder(folder, () => clock.now))
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, i) => stores[i % 2]?.take('nonce', uses.expiresAt)),
    )
    expect(taken.filter(Boolean)).toHaveLength(1)
    clock.now += day + 2 * 3_600_000
    expect(stores[0]?.take('later', clock.now + day)).toBe(true)
    expect(readdirSync(folder)).toEqual([`later.${clock.now + day}`])
  })

  test('never leave the folder', () => {
    const folder = temporaryFolder()
    expect(() => usedStatesInFolder(folder).take('../x', uses.expiresAt)).toThrow(TypeError)
  })
})
