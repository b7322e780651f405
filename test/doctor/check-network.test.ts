import { afterAll, expect, onTestFinished, test, vi } from 'vitest'
import { checkNetwork } from '../../src/doctor/check-network.ts'
import { startProxy, type TestProxyOptions } from '../support/start-proxy.ts'
import { startStubServer } from '../support/stub-server.ts'

const origin = 'https://account-d.docusign.com'
const now = () => Date.now()
const docusign = await startStubServer(['account-d.docusign.com'])
const inspecting = await startStubServer(['account-d.docusign.com'])
const local = await startStubServer()
afterAll(() => Promise.all([docusign, inspecting, local].map(({ close }) => close())))

async function behind(options: TestProxyOptions) {
  const proxy = await startProxy({ leadsTo: docusign.url, ...options })
  onTestFinished(() => proxy.close())
  const steps = await checkNetwork({ origin, ca: docusign.ca, proxy: proxy.url, now })
  return { url: proxy.url, steps, last: steps.at(-1) }
}

test('everything in order, directly', async () => {
  const steps = await checkNetwork({ origin: local.url, ca: local.ca, now })
  expect(steps.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['name-resolution', 'passed'],
    ['proxy', 'passed'],
    ['connection', 'passed'],
    ['tls', 'passed'],
    ['clock', 'passed'],
  ])
  expect(steps[3]?.message).toContain('issued by "ikctl emulators"')
})

test('everything in order, through a proxy that wants a login', async () => {
  const login = { user: 'me', password: 'p@ss' }
  const proxy = await startProxy({ leadsTo: docusign.url, login })
  onTestFinished(() => proxy.close())
  const url = proxy.url.replace('//', '//me:p%40ss@')
  const steps = await checkNetwork({ origin, ca: docusign.ca, proxy: url, now })
  expect(steps.map(({ verdict }) => verdict)).toEqual([
    'not checked',
    ...['passed', 'passed', 'passed', 'passed'],
  ])
  expect(steps[1]?.message).toContain(`the proxy ${proxy.url} (from the option "proxy") lets`)
  expect(steps[3]?.message).toContain('issued by "ikctl emulators"')
  expect(JSON.stringify(steps)).not.toContain('p@ss')
})

test.each<[string, TestProxyOptions, string, RegExp]>([
  ['that does not let it through', { status: 403 }, 'proxy', /does not allow a connection/],
  ['that asks for a login', { login: { user: 'a', password: 'b' } }, 'proxy', /asks for a user/],
  ['that closes the tunnel', { breaks: 'after the answer' }, 'tls', /closed the connection/],
  [
    'that opens TLS: the issuer is named though nobody trusts it',
    { leadsTo: inspecting.url },
    'tls',
    /the certificate is issued by "ikctl emulators"/,
  ],
])('a proxy %s', async (_, options, id, message) => {
  const { url, last } = await behind(options)
  expect(last).toMatchObject({
    ...{ id, verdict: 'failed', scope: 'host', action: expect.any(String) },
    message: expect.stringMatching(message),
  })
  expect(last?.message).toContain(url)
})

test('entries of NO_PROXY that do not mean what they say are a warning', async () => {
  vi.stubEnv('NO_PROXY', 'docusign.com')
  onTestFinished(() => void vi.unstubAllEnvs())
  const { steps } = await behind({})
  expect(steps[1]).toMatchObject({ id: 'proxy', verdict: 'warning' })
  expect(steps[1]?.action).toContain(
    'NO_PROXY has "docusign.com", which has no effect on account-d',
  )
  const { last } = await behind({ status: 403 })
  expect(last?.action).toContain('NO_PROXY has "docusign.com"')
})

test('a name that does not exist', async () => {
  const steps = await checkNetwork({
    ...{ origin: 'https://acount.docusign.example', now },
    resolve: (_, __, callback) =>
      callback(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), []),
  })
  expect(steps).toMatchObject([{ id: 'name-resolution', verdict: 'failed', scope: 'host' }])
})

test('nobody listens', async () => {
  const gone = await startStubServer()
  await gone.close()
  const steps = await checkNetwork({ origin: gone.url, ca: gone.ca, now })
  expect(steps.at(-1)).toMatchObject({ id: 'connection', verdict: 'failed', scope: 'host' })
})

test.each([-3600, 3600])('a clock that is %s s off', async (seconds) => {
  const steps = await checkNetwork({
    ...{ origin: local.url, ca: local.ca },
    now: () => Date.now() + 1000 * seconds,
  })
  expect(steps.at(-1)).toMatchObject({
    ...{ id: 'clock', verdict: 'failed', scope: 'host' },
    message: expect.stringContaining(seconds < 0 ? 'behind' : 'ahead of'),
  })
})
