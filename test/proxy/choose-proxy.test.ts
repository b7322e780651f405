import { createPipelineRequest, proxyPolicy } from '@azure/core-rest-pipeline'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import {
  getDefaultProxySettings,
  loadNoProxy,
} from '../../node_modules/@typespec/ts-http-runtime/dist/esm/policies/proxyPolicy.js'
import {
  chooseProxy,
  describeProxy,
  ignoredBypasses,
  ProxyUnusable,
} from '../../src/proxy/choose-proxy.ts'
import { caught } from '../support/caught.ts'

const docusign = 'https://account.docusign.com'

describe('loopback is never asked for through a proxy', () => {
  test.each([
    'https://localhost:8443',
    'https://LOCALHOST',
    'https://vault.localhost:1',
    'https://localhost.',
    'https://127.0.0.1:8443',
    'https://127.9.8.7',
    'https://0177.0.0.1',
    'https://[::1]:8443',
    'https://[0:0:0:0:0:0:0:1]',
    'https://[::ffff:127.0.0.1]',
  ])('%s', (url) => {
    expect(chooseProxy(url, undefined, { HTTPS_PROXY: 'http://p:1' })).toBeUndefined()
    expect(chooseProxy(url, 'http://p:1', {})).toBeUndefined()
  })

  test.each([
    'https://localhost.example',
    'https://notlocalhost',
    'https://128.0.0.1',
    'https://127.0.0.1.example',
    'https://[::2]',
  ])('%s is not loopback', (url) => {
    expect(chooseProxy(url, undefined, { HTTPS_PROXY: 'http://p:1' })?.origin).toBe('http://p:1')
  })
})

describe('as the Azure clients do', () => {
  const names = ['HTTPS_PROXY', 'ALL_PROXY', 'HTTP_PROXY']
  const spellings = names.flatMap((name) => [name, name.toLowerCase()])

  test('the variable', () => {
    const value = fc.constantFrom('', 'http://a.example:1', 'http://b.example:2', 'http://u:w@c:3')
    fc.assert(
      fc.property(fc.record(Object.fromEntries(spellings.map((name) => [name, value]))), (env) => {
        for (const [name, text] of Object.entries(env)) vi.stubEnv(name, text)
        const azure = getDefaultProxySettings()
        vi.unstubAllEnvs()
        const chosen = chooseProxy(docusign, undefined, env)
        expect(chosen?.origin).toBe(azure && `${azure.host}:${azure.port}`)
        if (chosen !== undefined) expect(env[chosen.source]).toBe(chosen.url.href.slice(0, -1))
      }),
      { seed: 20261130 },
    )
  })

  const hosts = [
    'account.docusign.com',
    'account-d.docusign.com',
    'docusign.com',
    'xdocusign.com',
    'na3.docusign.net:8443',
    '192.0.2.7',
    '[2001:db8::1]:8443',
  ]
  const entries = [
    ...hosts,
    '*',
    '*.docusign.com',
    '.docusign.com',
    '..docusign.com',
    '.',
    '.com',
    'com',
    'docusign.com.',
    'Account.Docusign.com',
    'account.docusign.com:443',
    'na3.docusign.net',
    '192.0.2.0/24',
    '2001:db8::1',
    '[2001:db8::1]',
    '2001:db8::/32',
    'https://account.docusign.com',
    '',
    ' ',
  ]

  /** The policy of Azure's clients, asked about one request. */
  async function azureUsesProxy(host: string): Promise<boolean> {
    const policy = proxyPolicy({ host: 'http://p', port: 1 }, { customNoProxyList: loadNoProxy() })
    const request = createPipelineRequest({ url: `https://${host}/x` })
    await policy.sendRequest(request, async () => ({
      status: 200,
      headers: request.headers,
      request,
    }))
    return request.agent !== undefined
  }

  test('NO_PROXY, in both spellings', async () => {
    const list = fc
      .array(fc.tuple(fc.constantFrom(...entries), fc.constantFrom('', ' ')), { maxLength: 4 })
      .map((items) => items.map(([entry, space]) => space + entry + space).join(','))
    const spelling = fc.constantFrom('NO_PROXY', 'no_proxy')
    await fc.assert(
      fc.asyncProperty(list, spelling, fc.constantFrom(...hosts), async (value, name, host) => {
        vi.stubEnv('NO_PROXY', '')
        vi.stubEnv('no_proxy', '')
        vi.stubEnv(name, value)
        const azure = await azureUsesProxy(host)
        vi.unstubAllEnvs()
        const env = { HTTPS_PROXY: 'http://p:1', [name]: value }
        expect(chooseProxy(`https://${host}`, undefined, env) !== undefined).toBe(azure)
      }),
      { seed: 20261130, numRuns: 400 },
    )
  })
})

describe('the option', () => {
  const env = { HTTPS_PROXY: 'http://of-the-shell:1', NO_PROXY: '.docusign.com' }

  test('goes before the variables, NO_PROXY holds for it', () => {
    const vault = 'https://kv.vault.azure.net'
    const chosen = chooseProxy(vault, 'https://user:word@mine:2', env)
    expect(chosen).toMatchObject({ origin: 'https://mine:2', source: 'the option "proxy"' })
    expect(chooseProxy(docusign, 'http://mine:2', env)).toBeUndefined()
  })

  test('false: none', () => {
    expect(chooseProxy('https://kv.vault.azure.net', false, env)).toBeUndefined()
  })
})

test('the description has neither user name nor password', () => {
  const chosen = chooseProxy(docusign, undefined, { https_proxy: 'http://user:word@proxy:3128' })
  expect(chosen && describeProxy(chosen)).toBe('the proxy http://proxy:3128 (from https_proxy)')
})

test.each([
  'proxy.example:3128',
  '127.0.0.1:3128',
  'user:hunter2secret@proxy:3128',
  'socks5://hunter2secret@proxy:1080',
  'http://',
  'http://user:hunter2secret@proxy:notaport',
  'yes',
])('refuses %s, without showing it', async (value) => {
  const error = await caught(() => chooseProxy(docusign, undefined, { ALL_PROXY: value }))
  expect(error).toBeInstanceOf(ProxyUnusable)
  expect(error).toMatchObject({ message: expect.stringMatching(/^ALL_PROXY is not the URL/) })
  expect(String(error)).not.toContain('hunter2secret')
})

test.each([
  ['*', ['*']],
  ['docusign.com, example.org', ['docusign.com']],
  ['*.docusign.com', ['*.docusign.com']],
  ['account.docusign.com:443', ['account.docusign.com:443']],
  ['Account.Docusign.com', ['Account.Docusign.com']],
  ['.docusign.com,*', []],
  ['account.docusign.com', []],
  ['10.0.0.0/8,sign.com,count.docusign.com', []],
  ['', []],
])('entries without effect, of NO_PROXY=%s', (list, ignored) => {
  expect(ignoredBypasses('account.docusign.com', { no_proxy: list })).toEqual(ignored)
})
