import { expect, onTestFinished, test, vi } from 'vitest'
import { openKeyClient, openSecretClient, type Vault } from '../../src/keys/vault-access.ts'
import { vaultKeySigner } from '../../src/keys/vault-key-signer.ts'
import { vaultSecretSigner } from '../../src/keys/vault-secret-signer.ts'
import { settingsSecret } from '../../src/login/settings-secret.ts'
import { caught } from '../support/caught.ts'

/** As no other timer has it. */
const timeoutMs = 123_457
/** Nobody listens there. */
const vault: Vault = {
  vaultUrl: 'https://localhost:1',
  credential: { getToken: async () => ({ token: 'token', expiresOnTimestamp: Date.now() + 1e6 }) },
  clientOptions: { retryOptions: { maxRetries: 0 } },
  timeoutMs,
}
const version = '0'.repeat(32)

test.each([
  ['a key client', async () => (await openKeyClient(vault)).getKey('a')],
  ['a secret client', async () => (await openSecretClient(vault)).getSecret('a')],
  ['a key', () => vaultKeySigner({ ...vault, keyId: `${vault.vaultUrl}/keys/a/${version}` })],
  [
    'a secret',
    () => vaultSecretSigner({ ...vault, secretId: `${vault.vaultUrl}/secrets/a/${version}` }),
  ],
  [
    'the settings',
    () =>
      settingsSecret(
        `${vault.vaultUrl}/secrets/a`,
        vault,
      )({ signal: new AbortController().signal }),
  ],
])(
  '%s: a request that fails leaves no timer for which a process would wait',
  async (_, attempt) => {
    const made = vi.spyOn(globalThis, 'setTimeout')
    const cleared = vi.spyOn(globalThis, 'clearTimeout')
    onTestFinished(() => void vi.restoreAllMocks())
    expect(await caught(attempt)).toBeInstanceOf(Error)
    const limits = made.mock.results
      .filter((_, index) => made.mock.calls[index]?.[1] === timeoutMs)
      .map(({ value }) => value)
    expect(limits).toHaveLength(1)
    expect(cleared.mock.calls.map(([timer]) => timer)).toContain(limits[0])
  },
)
