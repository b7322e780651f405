import { afterAll, afterEach, expect, test, vi } from 'vitest'
import type { ClientOptions } from '../../src/docusign/json-exchange.ts'
import { createOAuthClient } from '../../src/docusign/oauth-client.ts'
import { sendJson } from '../../src/emulators/loopback-server.ts'
import { startProxy, type TestProxy, type TestProxyOptions } from '../support/start-proxy.ts'
import { startStubServer } from '../support/stub-server.ts'

// The name exists, but only the proxy of the test leads to the stub.
const origin = 'https://account-d.docusign.com'
const stub = await startStubServer(['account-d.docusign.com'])
const ports = new Set<number | undefined>()
stub.answer((request, response) => {
  ports.add(request.socket.remotePort)
  sendJson(response, 200, { access_token: 'token', token_type: 'Bearer' })
})
afterAll(stub.close)

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all(open.splice(0).map((opened) => opened.close()))
})

async function proxy(options: TestProxyOptions = {}): Promise<TestProxy> {
  const started = await startProxy({ leadsTo: stub.url, ...options })
  open.push(started)
  return started
}

function client(options: Partial<ClientOptions> = {}) {
  const made = createOAuthClient({ origin, ca: stub.ca, connections: 4, ...options })
  open.push(made)
  return made
}

async function failureBehind(options: TestProxyOptions, more: Partial<ClientOptions> = {}) {
  const { url } = await proxy(options)
  const result = await client({ proxy: url, ...more }).requestToken('assertion')
  return { url, failure: result.ok ? expect.unreachable('it should have failed') : result.failure }
}

test('a login goes through the proxy that the shell names, on kept connections', async () => {
  const { url, asked } = await proxy()
  vi.stubEnv('https_proxy', url)
  const shell = client({ connections: 1 })
  ports.clear()
  for (let i = 0; i < 3; i++)
    expect(await shell.requestToken('assertion')).toMatchObject({ ok: true })
  expect(asked).toEqual(['account-d.docusign.com:443'])
  expect(ports.size).toBe(1)
})

test('several at one time, each in its own tunnel', async () => {
  const { url, asked } = await proxy()
  const many = client({ proxy: url })
  const answers = await Promise.all(Array.from({ length: 9 }, () => many.requestToken('a')))
  expect(answers.every(({ ok }) => ok)).toBe(true)
  expect(asked.length).toBeLessThanOrEqual(4)
})

test('a proxy of the shell is not used for a host in NO_PROXY, and not with `proxy: false`', async () => {
  const { url, asked } = await proxy()
  vi.stubEnv('HTTPS_PROXY', url)
  const lookup: ClientOptions['lookup'] = (_, __, callback) =>
    callback(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), [])
  const direct = { ok: false, failure: { networkCode: 'ENOTFOUND' } }
  expect(await client({ lookup, proxy: false }).requestToken('a')).toMatchObject(direct)
  vi.stubEnv('NO_PROXY', 'example.org, .docusign.com')
  expect(await client({ lookup }).requestToken('a')).toMatchObject(direct)
  expect(asked).toEqual([])
})

test('loopback is asked directly', async () => {
  const { url, asked } = await proxy()
  vi.stubEnv('HTTPS_PROXY', url)
  const local = await startStubServer()
  open.push(local)
  const answer = await client({ origin: local.url, ca: local.ca }).requestToken('a')
  expect(answer).toMatchObject({ ok: false, failure: { status: 500 } })
  expect(asked).toEqual([])
})

test('logs in to the proxy, with characters that a URL has to encode', async () => {
  const login = { user: 'DOMAIN\\me', password: 'p@ss:w/rd %' }
  const { url } = await proxy({ login })
  const { user, password } = login
  const withLogin = url.replace(
    '//',
    `//${encodeURIComponent(user)}:${encodeURIComponent(password)}@`,
  )
  expect(await client({ proxy: withLogin }).requestToken('a')).toMatchObject({ ok: true })
})

test('a user name without a password is a login', async () => {
  const { url } = await proxy({ login: { user: 'token', password: '' } })
  const withUser = url.replace('//', '//token@')
  expect(await client({ proxy: withUser }).requestToken('a')).toMatchObject({ ok: true })
})

test('a wrong password: neither it nor the user name is shown', async () => {
  const { url } = await proxy({ login: { user: 'me', password: 'right' } })
  const wrong = url.replace('//', '//somebody:hunter2secret@')
  const result = await client({ proxy: wrong }).requestToken('a')
  expect(result).toMatchObject({
    failure: {
      class: 'network_config',
      phase: 'proxy',
      message: `the proxy ${url} (from the option "proxy") does not accept the user name and the password that are set (PROXY_407)`,
    },
  })
  expect(JSON.stringify(result)).not.toMatch(/hunter2secret|somebody/)
})

const short = { connectMs: 60, headersMs: 60, bodyMs: 60 }

test.each<[string, TestProxyOptions, { class: string; phase: string; message: RegExp }]>([
  [
    'no login where one is needed',
    { login: { user: 'me', password: 'right' } },
    { class: 'network_config', phase: 'proxy', message: /asks for a user name and a password/ },
  ],
  [
    'a host that is not allowed',
    { status: 403 },
    { class: 'network_config', phase: 'proxy', message: /does not allow a connection to https:/ },
  ],
  [
    'a server that the proxy cannot reach',
    { status: 502 },
    { class: 'transient', phase: 'proxy', message: /could not reach https:\/\/account-d\./ },
  ],
  [
    'a name that the proxy cannot resolve',
    { status: 503 },
    { class: 'transient', phase: 'proxy', message: /could not reach/ },
  ],
  [
    'a proxy that closes the connection',
    { breaks: 'before the answer' },
    { class: 'transient', phase: 'proxy', message: /opened no tunnel/ },
  ],
  [
    'a proxy that closes the tunnel at once',
    { breaks: 'after the answer' },
    { class: 'transient', phase: 'tls', message: /closed the connection in the TLS handshake/ },
  ],
  [
    'a proxy that never answers',
    { breaks: 'never answers' },
    { class: 'transient', phase: 'proxy', message: /did not answer in time/ },
  ],
  [
    'something that is no proxy',
    { breaks: 'with garbage' },
    { class: 'network_config', phase: 'proxy', message: /sent something that is not HTTP/ },
  ],
])('%s', async (_, options, expected) => {
  const { url, failure } = await failureBehind(options, { timeouts: short })
  expect(failure).toMatchObject({ ...expected, message: expect.stringMatching(expected.message) })
  expect(failure.message).toContain(`the proxy ${url} (from the option "proxy")`)
})

test('a proxy that is not there', async () => {
  const gone = await startProxy()
  await gone.close()
  const result = await client({ proxy: gone.url }).requestToken('a')
  expect(result).toMatchObject({
    failure: {
      class: 'transient',
      networkCode: 'ECONNREFUSED',
      message: expect.stringContaining(`the proxy ${gone.url} (from the option "proxy") refused`),
    },
  })
})

test('a proxy that opens TLS with a certificate of its own is named beside that', async () => {
  const inspecting = await startStubServer(['account-d.docusign.com'])
  open.push(inspecting)
  const { url, failure } = await failureBehind({ leadsTo: inspecting.url })
  expect(failure).toMatchObject({ class: 'network_config', phase: 'tls' })
  expect(failure.message).toContain(`${origin}, asked through the proxy ${url} `)
  expect(failure.action).toContain('NODE_EXTRA_CA_CERTS')
})

test('a proxy that breaks in the middle: the failure is of the request', async () => {
  const { url, close } = await startProxy({ leadsTo: stub.url })
  let answerNow = () => {}
  const arrived = new Promise<void>((resolve) => {
    stub.answer(() => resolve())
    answerNow = resolve
  })
  const pending = client({ proxy: url }).requestToken('a')
  await arrived
  await close()
  expect(await pending).toMatchObject({ failure: { class: 'transient', phase: 'response' } })
  answerNow()
})
