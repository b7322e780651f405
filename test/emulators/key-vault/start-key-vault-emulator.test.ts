import { createHash, verify } from 'node:crypto'
import { KeyClient } from '@azure/keyvault-keys'
import { SecretClient } from '@azure/keyvault-secrets'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startKeyVaultEmulator } from '../../../src/emulators/key-vault/start-key-vault-emulator.ts'
import { publicKeyOf } from '../../support/public-key-of.ts'
import { startEmulatedAzure } from '../../support/start-emulated-azure.ts'

let azure: Awaited<ReturnType<typeof startEmulatedAzure>>
beforeAll(async () => {
  azure = await startEmulatedAzure()
})
afterAll(() => azure.close())

test('makes a key, gives its public half and signs with it', async () => {
  const keys = azure.keyClient()
  const made = await keys.createRsaKey('docusign-2026-05', { keySize: 2048, keyOps: ['sign'] })
  const read = await keys.getKey('docusign-2026-05', { version: made.properties.version ?? '' })
  expect(read.id).toBe(made.id)
  expect(read.id).toMatch(new RegExp(`^${azure.vault.url}/keys/docusign-2026-05/[0-9a-f]{32}$`))

  const digest = createHash('sha256').update('header.claims').digest()
  const { result, keyID } = await azure.cryptographyClient(made.id ?? '').sign('RS256', digest)
  expect(keyID).toBe(made.id)
  expect(verify('sha256', Buffer.from('header.claims'), publicKeyOf(read), result)).toBe(true)
})

test('sets and gets a secret', async () => {
  const secrets = azure.secretClient()
  await secrets.setSecret('published-settings', '{"active":"2026-05"}')
  expect((await secrets.getSecret('published-settings')).value).toBe('{"active":"2026-05"}')
})

test('several vaults share an authority and nothing else', async () => {
  const { authority, tokens, vault } = azure
  const settings = await startKeyVaultEmulator({ authority, tokens, name: 'kv-settings' })
  try {
    const options = azure.azure.vault()
    await vault.keys.create('shared-name')
    const { key } = await settings.keys.create('shared-name')
    const client = new KeyClient(settings.url, azure.credential(), options)
    expect((await client.getKey('shared-name')).id).toBe(key.kid)

    const before = vault.requests.get('sign')
    await azure.cryptographyClient(key.kid).sign('RS256', new Uint8Array(32))
    expect(settings.requests.get('sign')).toBe(1)
    expect(vault.requests.get('sign')).toBe(before)

    await azure.secretClient().setSecret('only-here', 'v')
    const secrets = new SecretClient(settings.url, azure.credential(), azure.azure.vault())
    await expect(secrets.getSecret('only-here')).rejects.toMatchObject({ code: 'SecretNotFound' })
  } finally {
    await settings.close()
  }
})

test('the same seed lets the same requests fail', async () => {
  const { authority, tokens, credential, azure: clientOptions } = azure
  const series = async (seed: number) => {
    const vault = await startKeyVaultEmulator({ authority, tokens, seed })
    try {
      vault.secrets.set('s', { value: 'v' })
      vault.faults.replace([{ operation: 'get-secret', status: 500, probability: 0.5 }])
      const options = { ...clientOptions.vault(), retryOptions: { maxRetries: 0 } }
      const client = new SecretClient(vault.url, credential(), options)
      const outcomes = []
      for (let i = 0; i < 20; i += 1) {
        outcomes.push(
          await client.getSecret('s').then(
            ({ value }) => value,
            () => '-',
          ),
        )
      }
      return outcomes.join('')
    } finally {
      await vault.close()
    }
  }
  const first = await series(7)
  expect(first).toMatch(/v/)
  expect(first).toMatch(/-/)
  expect(await series(7)).toBe(first)
  expect(await series(8)).not.toBe(first)
})

test('refuses retention periods that Azure does not know', async () => {
  const { authority, tokens } = azure
  for (const retentionDays of [6, 91, 7.5]) {
    await expect(startKeyVaultEmulator({ authority, tokens, retentionDays })).rejects.toThrow(
      TypeError,
    )
  }
})
