import { afterEach, describe, expect, test, vi } from 'vitest'
import { SignerError } from '../../src/keys/signer-error.ts'
import type { VaultAccess } from '../../src/keys/vault-access.ts'
import { vaultKeySigner } from '../../src/keys/vault-key-signer.ts'
import { vaultSecretSigner } from '../../src/keys/vault-secret-signer.ts'
import { caught } from '../support/caught.ts'
import { startEmulatedAzure } from '../support/start-emulated-azure.ts'
import { startProxy, type TestProxyOptions } from '../support/start-proxy.ts'

const access: VaultAccess = {
  credential: { getToken: async () => ({ token: 'token', expiresOnTimestamp: Date.now() + 1e6 }) },
  clientOptions: { retryOptions: { maxRetries: 0 } },
}
const id = (kind: string) => `https://kv.vault.azure.net/${kind}/docusign/${'0'.repeat(32)}`

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all(open.splice(0).map((opened) => opened.close()))
})

async function proxy(options: TestProxyOptions) {
  const started = await startProxy(options)
  open.push(started)
  return started
}

describe.each([
  ['a key', () => vaultKeySigner({ ...access, keyId: id('keys') })],
  ['a secret', () => vaultSecretSigner({ ...access, secretId: id('secrets') })],
])('%s behind a proxy of the shell', (_, attempt) => {
  test.each<[string, TestProxyOptions, string, RegExp]>([
    [
      'cannot reach it',
      { status: 502 },
      'foreign_answer',
      /answered instead of the vault: it could/,
    ],
    [
      'does not allow it',
      { status: 403 },
      'foreign_answer',
      /instead of the vault: have this host/,
    ],
    ['knows nothing', { status: 404 }, 'foreign_answer', /instead of the vault: have this host/],
    [
      'wants a login',
      { login: { user: 'me', password: 'x' } },
      'foreign_answer',
      /instead of the vault: it asks for another user name/,
    ],
    ['breaks', { breaks: 'before the answer' }, 'unreachable', /asked through the proxy/],
  ])('that %s', async (_, options, reason, why) => {
    const { url, asked } = await proxy(options)
    vi.stubEnv('HTTPS_PROXY', url.replace('//', '//somebody:hunter2secret@'))
    const error = await caught(attempt)
    expect(error).toBeInstanceOf(SignerError)
    expect(error).toMatchObject({ reason, message: expect.stringMatching(why) })
    expect(String(error)).toContain(`the proxy ${url}`)
    expect(String(error)).not.toMatch(/hunter2secret|somebody/)
    expect(asked).toEqual(['kv.vault.azure.net:443'])
  })
})

test('a proxy by option goes before that of the shell', async () => {
  const [shell, option] = [await proxy({ status: 502 }), await proxy({ status: 502 })]
  vi.stubEnv('HTTPS_PROXY', shell.url)
  const keyId = id('keys')
  await caught(() => vaultKeySigner({ ...access, keyId, proxy: option.url }))
  expect([shell.asked.length, option.asked.length]).toEqual([0, 1])
})

test("loopback is asked directly, as the emulators' own clients do", async () => {
  const { url, asked } = await proxy({ status: 502 })
  vi.stubEnv('HTTPS_PROXY', url)
  const azure = await startEmulatedAzure()
  open.push(azure)
  const key = await azure.keyClient().createRsaKey('docusign', { keySize: 2048 })
  const own = { credential: azure.credential(), clientOptions: azure.azure.vault() }
  const { tlsOptions, disableChallengeResourceVerification } = azure.azure.vault()
  const bare = { ...own, clientOptions: { tlsOptions, disableChallengeResourceVerification } }
  for (const options of [own, bare]) {
    const signer = await vaultKeySigner({ ...options, keyId: String(key.id) })
    expect(signer.alg).toBe('RS256')
  }
  expect(asked).toEqual([])
})
