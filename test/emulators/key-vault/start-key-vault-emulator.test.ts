import { createHash, verify } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
