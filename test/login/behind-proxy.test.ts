import { afterAll, expect, onTestFinished, test, vi } from 'vitest'
import { sendJson } from '../../src/emulators/loopback-server.ts'
import { createLogin, type LoginOptions } from '../../src/login/create-login.ts'
import { caught } from '../support/caught.ts'
import { startEmulatedAzure } from '../support/start-emulated-azure.ts'
import { startProxy } from '../support/start-proxy.ts'
import { startStubServer } from '../support/stub-server.ts'

const userId = '8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c'
const docusign = await startStubServer(['account-d.docusign.com'])
docusign.answer((_, response) =>
  sendJson(response, 200, { access_token: 'token', token_type: 'Bearer', expires_in: 3600 }),
)
const azure = await startEmulatedAzure()
const key = await azure.keyClient().createRsaKey('docusign', { keySize: 2048 })
afterAll(() => Promise.all([docusign.close(), azure.close()]))

/** The vault is on loopback, Docusign is only behind a proxy. */
function open(changes: Partial<LoginOptions>) {
  const login = createLogin({
    settings: async () => ({
      version: 1,
      integrationKey: '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90',
      oauthHost: 'account-d.docusign.com',
      scopes: ['signature', 'impersonation'],
      keyPair: { id: '2026-05', key: String(key.id), thumbprint },
    }),
    credential: azure.credential(),
    clientOptions: azure.azure.vault(),
    ca: docusign.ca,
    ...changes,
  })
  onTestFinished(() => login.close())
  return login
}

const { calculateJwkThumbprint } = await import('jose')
const encode = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('base64url')
const thumbprint = await calculateJwkThumbprint({
  kty: 'RSA',
  n: encode(key.key?.n),
  e: encode(key.key?.e),
})

test.each(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'])('by %s', async (name) => {
  const proxy = await startProxy({ leadsTo: docusign.url })
  onTestFinished(() => proxy.close())
  vi.stubEnv(name, proxy.url)
  onTestFinished(() => void vi.unstubAllEnvs())
  expect((await open({}).getAccessToken(userId)).accessToken).toBe('token')
  expect(proxy.asked).toEqual(['account-d.docusign.com:443'])
})

test('by the option, which goes before the shell', async () => {
  const [proxy, shell] = [await startProxy({ leadsTo: docusign.url }), await startProxy()]
  onTestFinished(() => Promise.all([proxy.close(), shell.close()]).then(() => {}))
  vi.stubEnv('HTTPS_PROXY', shell.url)
  onTestFinished(() => void vi.unstubAllEnvs())
  expect((await open({ proxy: proxy.url }).getAccessToken(userId)).accessToken).toBe('token')
  expect(proxy.asked).toEqual(['account-d.docusign.com:443'])
  expect(shell.asked).toEqual([])
})

test('an option that is no proxy is refused at once, without its value', async () => {
  const error = await caught(() => open({ proxy: 'user:hunter2secret@proxy:3128' }))
  expect(error).toMatchObject({
    code: 'ERR_PROXY_UNUSABLE',
    message: expect.stringMatching(/^the option "proxy" is not the URL of an HTTP proxy/),
  })
  expect(String(error)).not.toContain('hunter2secret')
})
