import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { loginFailure } from '../../src/docusign/login-failure.ts'
import type { FailureClass } from '../../src/failure/failure-classes.ts'
import { createLogin } from '../../src/login/create-login.ts'
import { isLoginError, type LoginError } from '../../src/login/login-error.ts'
import { caught } from '../support/caught.ts'
import {
  canaries,
  failures,
  hour,
  integrationKey,
  minute,
  settingsFor,
  simulateLogin,
  userId,
} from './support/simulate-login.ts'

const user = userId(1)
const credential = { getToken: async () => null }

test('every class of the taxonomy has an error with its own code', async () => {
  const cases: [FailureClass, LoginError['code']][] = [
    ['consent_required', 'ERR_LOGIN_CONSENT_REQUIRED'],
    ['scope_missing', 'ERR_LOGIN_SCOPE_MISSING'],
    ['user_not_found', 'ERR_LOGIN_USER_NOT_FOUND'],
    ['key_rejected', 'ERR_LOGIN_KEY_REJECTED'],
    ['app_unknown', 'ERR_LOGIN_APP_UNKNOWN'],
    ['clock_skew', 'ERR_LOGIN_CLOCK_SKEW'],
    ['throttled', 'ERR_LOGIN_THROTTLED'],
    ['transient', 'ERR_LOGIN_UNAVAILABLE'],
    ['network_config', 'ERR_LOGIN_NETWORK_CONFIG'],
    ['unknown', 'ERR_LOGIN_UNKNOWN_ANSWER'],
  ]
  for (const [failureClass, code] of cases) {
    const { login, world, run } = simulateLogin()
    world.fault = () => loginFailure({ class: failureClass, message: 'it did not work' })
    const error = await caught(() => run(login.getAccessToken(user)))
    expect(isLoginError(error)).toBe(true)
    expect(error).toMatchObject({ code, userId: user, failure: { class: failureClass } })
    expect((error as { constructor: { code: string } }).constructor.code).toBe(code)
  }
  expect(isLoginError(new Error('another'))).toBe(false)
})

test('the code narrows to the class', async () => {
  const { login, world, run } = simulateLogin({
    consent: { redirectUri: 'https://app.example/back', scopes: ['signature', 'extended'] },
  })
  world.fault = () => failures.consentRequired()
  const error = (await caught(() => run(login.getAccessToken(user)))) as LoginError
  switch (error.code) {
    case 'ERR_LOGIN_CONSENT_REQUIRED':
      expect(error.consentLink).toBe(
        `https://account.docusign.com/oauth/auth?response_type=code&scope=signature%20extended&client_id=${integrationKey}&redirect_uri=https%3A%2F%2Fapp.example%2Fback`,
      )
      expect(error.message).toContain(error.consentLink)
      expect(error.failure.action).toContain(user)
      break
    default:
      expect.unreachable(error.code)
  }
})

test.each([
  [undefined, 'extended', 'https://published.example/back'],
  [{ scopes: ['signature'] }, 'signature', 'https://published.example/back'],
  [{ redirectUri: 'https://app.example/back' }, 'extended', 'https://app.example/back'],
])(
  'the published settings make the link, unless %j says otherwise',
  async (consent, scope, uri) => {
    const { login, world, run } = simulateLogin(consent && { consent })
    world.settings = settingsFor('a', {
      consent: { redirectUri: 'https://published.example/back', scopes: ['extended'] },
    })
    world.fault = () => failures.consentRequired()
    const error = await caught(() => run(login.getAccessToken(user)))
    const { searchParams } = new URL((error as { consentLink: string }).consentLink)
    expect(searchParams.get('scope')).toBe(scope)
    expect(searchParams.get('redirect_uri')).toBe(uri)
  },
)

test('settings of older versions make no link, until newer ones are published', async () => {
  const { login, world, run, pass } = simulateLogin()
  world.fault = () => failures.consentRequired()
  const error = await caught(() => run(login.getAccessToken(user)))
  expect(error).toMatchObject({ code: 'ERR_LOGIN_CONSENT_REQUIRED', consentLink: undefined })
  const consent = { redirectUri: 'https://published.example/back', scopes: ['extended'] }
  world.settings = settingsFor('a', { consent })
  await pass(2 * minute)
  const later = await caught(() => run(login.getAccessToken(userId(2))))
  expect(later).toMatchObject({ consentLink: expect.stringContaining('published.example') })
  expect(world.opened).toEqual(['a'])
})

test('a refused user is asked for again later and later, and at once after consent', async () => {
  const { login, world, run, timers, pass } = simulateLogin()
  world.fault = () => failures.consentRequired()
  const end = timers.now() + hour
  await run(
    (async () => {
      while (timers.now() < end) {
        await expect(login.getAccessToken(user)).rejects.toMatchObject({ userId: user })
        await timers.wait(200)
      }
    })(),
  )
  const asked = world.requests.length
  expect(asked).toBeGreaterThan(3600 / 30)
  expect(asked).toBeLessThan(3600 / 15 + 10)

  // Others do not suffer.
  world.fault = (request) => (request.userId === user ? failures.consentRequired() : undefined)
  await run(login.getAccessToken(userId(2)))

  world.fault = () => undefined
  login.invalidate(user)
  const token = await run(login.getAccessToken(user))
  await pass(minute)
  expect(await run(login.getAccessToken(user))).toBe(token)
})

test('a refusal in the background leaves the token in use until it expires', async () => {
  const { login, world, run, pass, eventsOf, isValid } = simulateLogin()
  await run(login.getAccessToken(user))
  world.fault = () => failures.consentRequired()
  for (let i = 0; i < 11; i++) {
    await pass(5 * minute)
    expect(isValid(await run(login.getAccessToken(user)))).toBe(true)
  }
  expect(world.requests.filter(({ ok }) => !ok).length).toBeGreaterThan(2)
  expect(eventsOf('token_refused')).toMatchObject([{ background: true }])
  await pass(5 * minute)
  await expect(run(login.getAccessToken(user))).rejects.toMatchObject({
    code: 'ERR_LOGIN_CONSENT_REQUIRED',
  })
  // That there is no token any more is news.
  expect(eventsOf('token_refused')).toMatchObject([{ background: true }, { background: false }])
})

test('a refusal is an event when it is new, not at each call', async () => {
  const { login, world, run, pass, eventsOf } = simulateLogin()
  const ask = () => caught(() => run(login.getAccessToken(user)))
  const refusals = () => eventsOf('token_refused').map((event) => event.class)
  world.fault = () => failures.consentRequired()
  for (let i = 0; i < 500; i++) {
    await ask()
    await pass(100)
  }
  expect(world.requests.length).toBeGreaterThan(2)
  expect(refusals()).toEqual(['consent_required'])
  world.fault = () => failures.unknown()
  await pass(minute)
  await ask()
  expect(refusals()).toEqual(['consent_required', 'unknown'])
  world.fault = () => undefined
  login.invalidate(user)
  await run(login.getAccessToken(user))
  login.invalidate(user)
  world.fault = () => failures.consentRequired()
  await ask()
  expect(refusals()).toEqual(['consent_required', 'unknown', 'consent_required'])
})

test('what is answered from memory is no event of a user', async () => {
  const { login, world, run, eventsOf } = simulateLogin()
  await run(login.ready())
  world.signerTrouble.set('a', 'forbidden')
  for (let n = 0; n < 300; n++) await caught(() => run(login.getAccessToken(userId(n))))
  expect(eventsOf('key_refused')).toHaveLength(1)
  // Only those who tried: at first, then one at a time at growing intervals.
  expect(eventsOf('token_refused').length).toBeLessThan(5)
})

test('after a refusal of the vault all users work again within five seconds', async () => {
  const { login, world, run, pass } = simulateLogin()
  await run(login.ready())
  world.signerTrouble.set('a', 'forbidden')
  for (let i = 0; i < 600; i++) {
    await caught(() => run(login.getAccessToken(userId(i))))
    await pass(500)
  }
  world.signerTrouble.clear()
  await pass(5_000)
  expect(await run(login.getAccessToken(user))).toBeDefined()
})

test('passing problems are tried again within a call', async () => {
  const { login, world, run } = simulateLogin()
  let left = 2
  world.fault = () => (left-- > 0 ? failures.serverError() : undefined)
  await run(login.getAccessToken(user))
  expect(world.requests.map(({ ok }) => ok)).toEqual([false, false, true])
})

test('a short pause that Docusign asks for is kept by everybody', async () => {
  const { login, world, run, timers, eventsOf } = simulateLogin()
  let left = 1
  world.fault = () => (left-- > 0 ? failures.throttled(5_000) : undefined)
  const users = Array.from({ length: 40 }, (_, n) => userId(n))
  const start = timers.now()
  await run(Promise.all(users.map((one) => login.getAccessToken(one))))
  const during = world.requests.filter(({ at }) => at > start + 400 && at < start + 5_000)
  expect(during).toEqual([])
  expect(world.requests).toHaveLength(41)
  expect(eventsOf('host_paused')).toMatchObject([{ host: 'account.docusign.com', pauseMs: 5_000 }])
})

test('nobody waits for a long pause, and no request is sent during it', async () => {
  const { login, world, run, pass, timers } = simulateLogin()
  await run(login.getAccessToken(user))
  world.fault = () => failures.throttled(10 * minute)
  const users = Array.from({ length: 40 }, (_, n) => userId(n + 10))
  const results = await run(Promise.allSettled(users.map((one) => login.getAccessToken(one))))
  for (const result of results) {
    expect(result).toMatchObject({
      status: 'rejected',
      reason: { code: 'ERR_LOGIN_THROTTLED', failure: { class: 'throttled' } },
    })
  }
  const asked = world.requests.length
  expect(asked).toBeLessThanOrEqual(17)
  world.fault = () => undefined
  await pass(5 * minute)
  const startedAt = timers.now()
  const error = await caught(() => run(login.getAccessToken(userId(99))))
  expect(timers.now()).toBe(startedAt)
  expect(error).toMatchObject({ failure: { retryAfterMs: expect.closeTo(5 * minute, -4) } })
  expect(world.requests).toHaveLength(asked)
  // A token that is at hand is given all the same.
  await run(login.getAccessToken(user))
  await pass(5 * minute)
  await run(login.getAccessToken(userId(99)))
})

test('a request that hangs ends in half a minute', async () => {
  const { login, world, run, timers } = simulateLogin()
  world.hangs = true
  const start = timers.now()
  await expect(run(login.getAccessToken(user))).rejects.toMatchObject({
    code: 'ERR_LOGIN_UNAVAILABLE',
  })
  expect(timers.now() - start).toBeLessThan(31_000)
  world.hangs = false
  await run(login.getAccessToken(userId(2)))
})

test('a login that never ends does not keep others from finding out that the key pair works again', async () => {
  const { login, world, run, pass } = simulateLogin()
  world.registered.clear()
  await expect(run(login.getAccessToken(user))).rejects.toMatchObject({
    code: 'ERR_LOGIN_KEY_REJECTED',
  })
  await pass(minute)
  world.hangs = 'deaf'
  await expect(run(login.getAccessToken(userId(2)))).rejects.toMatchObject({
    code: 'ERR_LOGIN_UNAVAILABLE',
  })
  world.hangs = false
  world.registered.add('a')
  await pass(minute)
  await run(login.getAccessToken(userId(3)))
})

test('a caller who gives up does not disturb the others', async () => {
  const { login, world, run } = simulateLogin()
  const controller = new AbortController()
  const reason = new Error('the request was cancelled')
  const first = login.getAccessToken(user, { signal: controller.signal })
  const second = login.getAccessToken(user)
  controller.abort(reason)
  await expect(run(first)).rejects.toBe(reason)
  await run(second)
  expect(world.requests).toHaveLength(1)
  await expect(login.getAccessToken(user, { signal: controller.signal })).rejects.toBe(reason)
})

test('an invalidated token is replaced, but not again and again', async () => {
  const { login, world, run, pass, eventsOf } = simulateLogin()
  const { accessToken } = await run(login.getAccessToken(user))
  login.invalidate(user, accessToken)
  const [second] = await run(
    Promise.all([login.getAccessToken(user), login.getAccessToken(user.toUpperCase())]),
  )
  expect(second.accessToken).not.toBe(accessToken)
  // Late reports about the old token, and reports that no new token can help, change nothing.
  login.invalidate(user, accessToken)
  login.invalidate(user, second.accessToken)
  expect(await run(login.getAccessToken(user))).toBe(second)
  expect(world.requests).toHaveLength(2)
  await pass(minute)
  login.invalidate(user, second.accessToken)
  await run(login.getAccessToken(user))
  expect(world.requests).toHaveLength(3)
  expect(eventsOf('token_invalidated')).toHaveLength(2)
  login.invalidate(userId(77))
})

test.each(['forbidden', 'not_found', 'key_not_usable'] as const)(
  'a key that the vault refuses (%s) makes it read the settings at once',
  async (reason) => {
    const { login, world, run, eventsOf } = simulateLogin()
    await run(login.getAccessToken(userId(0)))
    world.signerTrouble.set('a', reason)
    world.settings = settingsFor('b')
    world.registered.add('b')
    await run(Promise.all([1, 2, 3].map((n) => login.getAccessToken(userId(n)))))
    expect(eventsOf('key_refused')).toMatchObject([{ keyPair: 'a', class: 'signer_error' }])
    expect(world.settingsReads).toBe(2)
  },
)

test('a new key pair that cannot sign does not replace the old one', async () => {
  const { login, world, run, pass, eventsOf } = simulateLogin()
  await run(login.getAccessToken(userId(0)))
  world.settings = settingsFor('b')
  world.registered.add('b')
  world.signerTrouble.set('b', 'forbidden')
  await pass(5 * minute)
  await run(login.getAccessToken(userId(1)))
  expect(world.requests.at(-1)).toMatchObject({ keyPair: 'a', ok: true })
  expect(eventsOf('signer_failed').length).toBeGreaterThan(3)
  world.signerTrouble.clear()
  await pass(70_000)
  await run(login.getAccessToken(userId(2)))
  expect(world.requests.at(-1)).toMatchObject({ keyPair: 'b', ok: true })
})

test('a single refusal by mistake is not handed on', async () => {
  const { login, world, run } = simulateLogin()
  let left = 1
  world.fault = () => (left-- > 0 ? failures.keyRejected() : undefined)
  await run(Promise.all([1, 2, 3].map((n) => login.getAccessToken(userId(n)))))
  expect(world.requests.filter(({ ok }) => !ok)).toHaveLength(1)
})

test.each([
  ['another integration key', settingsFor('b', { integrationKey: userId(5) })],
  ['another platform', settingsFor('b', { oauthHost: 'account-d.docusign.com' })],
  ['a later version', settingsFor('b', { version: 2 })],
  ['no JSON', 'CANARY {'],
  ['no settings', { CANARY: 'CANARY' }],
])('settings with %s are refused, the old ones stay', async (_, settings) => {
  const { login, world, run, pass, events, eventsOf } = simulateLogin()
  await run(login.getAccessToken(userId(0)))
  world.settings = settings
  await pass(2 * minute)
  await run(login.getAccessToken(userId(1)))
  expect(eventsOf('settings_refused').length).toBeGreaterThan(0)
  expect(eventsOf('settings_changed')).toHaveLength(1)
  expect(inspect(events)).not.toContain('CANARY')
})

test.each([
  [{ integrationKey: userId(5) }, /for "8f5d0c2a/],
  [{ oauthHost: 'account-d.docusign.com' }, /for "account-d.docusign.com"/],
])('the first settings have to be those of the application: %o', async (options, message) => {
  const { login, run } = simulateLogin(options)
  const error = await caught(() => run(login.getAccessToken(user)))
  expect(error).toMatchObject({ code: 'ERR_LOGIN_SETTINGS_REFUSED' })
  expect(String(error)).toMatch(message)
})

test('a host that is not Docusign has to be named', async () => {
  const changes = { oauthHost: 'localhost:8443' }
  const stranger = simulateLogin()
  stranger.world.settings = settingsFor('a', changes)
  await expect(stranger.run(stranger.login.ready())).rejects.toMatchObject({
    code: 'ERR_LOGIN_SETTINGS_REFUSED',
  })
  const named = simulateLogin(changes)
  named.world.settings = settingsFor('a', changes)
  await named.run(named.login.getAccessToken(user))
})

test('without settings nobody can log in, and the vault is not asked for each caller', async () => {
  const { login, world, run, timers } = simulateLogin()
  const right = world.settings
  world.settings = new Error('CANARY')
  const end = timers.now() + 10 * minute
  await run(
    (async () => {
      while (timers.now() < end) {
        const error = await caught(() => login.getAccessToken(user))
        expect(error).toMatchObject({ code: 'ERR_LOGIN_SETTINGS_UNREACHABLE' })
        await timers.wait(1_000)
      }
    })(),
  )
  expect(world.settingsReads).toBeGreaterThan(10)
  expect(world.settingsReads).toBeLessThan(60)
  world.settings = right
  await run(timers.wait(minute))
  await run(login.getAccessToken(user))
})

test('ready tells whether settings and vault work', async () => {
  const good = simulateLogin()
  await good.run(good.login.ready())
  expect(good.world.requests).toEqual([])
  const bad = simulateLogin()
  bad.world.signerTrouble.set('a', 'forbidden')
  await expect(bad.run(bad.login.ready())).rejects.toMatchObject({
    code: 'ERR_LOGIN_SIGNATURE_UNAVAILABLE',
    userId: undefined,
  })
  await expect(bad.run(bad.login.getAccessToken(user))).rejects.toMatchObject({
    code: 'ERR_LOGIN_SIGNATURE_UNAVAILABLE',
    userId: user,
  })
})

test('other scopes are asked for at once, while the tokens at hand stay in use', async () => {
  const { login, world, run, pass } = simulateLogin()
  const token = await run(login.getAccessToken(user))
  world.settings = settingsFor('a', { scopes: ['signature', 'impersonation', 'extended'] })
  await pass(2 * minute)
  expect(await run(login.getAccessToken(user))).toBe(token)
  await pass(minute)
  expect(await run(login.getAccessToken(user))).not.toBe(token)
  expect(world.requests.map(({ scope }) => scope)).toEqual([
    'signature impersonation',
    'signature impersonation extended',
  ])
  expect(world.opened).toEqual(['a'])
})

test.each([
  [undefined, 60],
  [600, 10],
  [1, 0.01],
])(
  'expires_in %s: a token is never given out when it is about to expire',
  async (seconds, minutes) => {
    const { login, world, run, isValid, timers } = simulateLogin()
    world.expiresIn = seconds
    const end = timers.now() + 3 * minutes * minute
    await run(
      (async () => {
        while (timers.now() < end) {
          expect(isValid(await login.getAccessToken(user))).toBe(true)
          await timers.wait((minutes * minute) / 20)
        }
      })(),
    )
    expect(world.requests.length).toBeGreaterThanOrEqual(3)
    expect(world.requests.length).toBeLessThan(12)
  },
)

test('after close nothing goes on', async () => {
  const { login, world, run, pass } = simulateLogin()
  await run(login.getAccessToken(user))
  await run(login.getAccessToken(user))
  world.hangs = true
  const waiting = login.getAccessToken(userId(2))
  waiting.catch(() => {})
  await pass(100)
  await login.close()
  await expect(waiting).rejects.toMatchObject({ code: 'ERR_LOGIN_CLOSED' })
  await expect(login.getAccessToken(user)).rejects.toMatchObject({ code: 'ERR_LOGIN_CLOSED' })
  await expect(login.ready()).rejects.toMatchObject({ code: 'ERR_LOGIN_CLOSED' })
  const reads = world.settingsReads
  await pass(2 * hour)
  expect(world.settingsReads).toBe(reads)
  expect(world.requests).toHaveLength(1)
  expect(world.closed).toEqual(['a'])
})

test('a listener that throws changes nothing', async () => {
  const { login, run } = simulateLogin({
    onEvent: () => {
      throw new Error('listener')
    },
  })
  await run(login.getAccessToken(user))
})

test('no secret is in anything that may be logged', async () => {
  const { login, world, run, events } = simulateLogin()
  const token = await run(login.getAccessToken(user))
  expect(token.accessToken).toContain(canaries.token)
  world.fault = () => failures.unknown()
  const error = await caught(() => run(login.getAccessToken(userId(2))))
  login.invalidate(user, token.accessToken)
  const seen = [token, { ...token }, error, events, login].flatMap((value) => [
    String(value),
    JSON.stringify(value),
    inspect(value, { depth: 10, showHidden: true }),
  ])
  expect(events.map(({ type }) => type)).toEqual([
    'settings_changed',
    'token_minted',
    'token_refused',
    'token_invalidated',
  ])
  for (const text of seen) expect(text).not.toContain('CANARY')
})

test.each([
  [
    { settings: 'https://kv.vault.azure.net/secrets/docusign-settings/0123456789abcdef' },
    /version/,
  ],
  [{ settings: 'https://kv.vault.azure.net/keys/docusign-settings' }, /secrets\/<name>/],
  [{ pollMs: 0 }, /pollMs/],
  [{ maxUsers: 1.5 }, /maxUsers/],
  [{ concurrency: -1 }, /concurrency/],
])('options that cannot work: %o', (options, message) => {
  const settings = 'https://kv.vault.azure.net/secrets/docusign-settings'
  expect(() => createLogin({ settings, credential, ...options })).toThrow(message)
  expect(() => createLogin({ settings, credential, ...options })).toThrow(TypeError)
})

test.each(['ada@acme.example', '', '8f5d0c2a'])('"%s" is no user id', async (text) => {
  const { login } = simulateLogin()
  await expect(login.getAccessToken(text)).rejects.toThrow(TypeError)
  expect(() => login.invalidate(text)).toThrow(TypeError)
})
