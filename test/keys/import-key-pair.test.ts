import { generateKeyPairSync } from 'node:crypto'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ImportOptions, importKeyPair } from '../../src/keys/import-key-pair.ts'
import { openSigner } from '../../src/keys/open-signer.ts'
import { pemSigner } from '../../src/keys/pem-signer.ts'
import { caught } from '../support/caught.ts'
import { rsaKeyPair } from '../support/rsa-key-pair.ts'
import { startEmulatedAzure } from '../support/start-emulated-azure.ts'

let azure: Awaited<ReturnType<typeof startEmulatedAzure>>
let pkcs1: string
let pkcs8: string

beforeAll(async () => {
  azure = await startEmulatedAzure({ purgeProtection: true })
  const { privateKey } = await rsaKeyPair()
  pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }) as string
  pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
})
afterAll(() => azure.close())

const importing = (id: string, pem: Buffer, changes: Partial<ImportOptions> = {}) =>
  importKeyPair({
    id,
    pem,
    source: 'file key.pem',
    custody: 'key',
    vaultUrl: azure.vault.url,
    credential: azure.credential(),
    clientOptions: azure.azure.vault(),
    ...changes,
  })

describe('importKeyPair', () => {
  test('a key signs in the vault as the PEM did, and can do nothing else', async () => {
    const pem = Buffer.from(pkcs1)
    const { key, publicKey } = await importing('2026-05', pem)
    expect(key).toMatch(/\/keys\/docusign-2026-05\/[0-9a-f]{32}$/)
    const stored = azure.vault.keys.get('docusign-2026-05')
    expect(stored.key.key_ops).toEqual(['sign'])
    expect(stored.tags).toEqual({
      'managed-by': 'ikctl',
      'key-pair': '2026-05',
      thumbprint: publicKey.thumbprint,
    })
    const signer = await openSigner({
      custody: 'key',
      key,
      thumbprint: publicKey.thumbprint,
      credential: azure.credential(),
      clientOptions: azure.azure.vault(),
    })
    const input = Buffer.from('header.claims')
    expect(Buffer.from(await signer.sign(input))).toEqual(
      Buffer.from(await pemSigner(pkcs1).sign(input)),
    )
  })

  test('a PEM secret gives the same signer', async () => {
    const { key, publicKey } = await importing('as-secret', Buffer.from(pkcs8), {
      custody: 'secret',
    })
    const signer = await openSigner({
      custody: 'secret',
      key,
      credential: azure.credential(),
      clientOptions: azure.azure.vault(),
    })
    expect(signer.thumbprint).toBe(publicKey.thumbprint)
  })

  test.each(['key', 'secret'] as const)('a %s whose name is taken is refused', async (custody) => {
    await importing(`twice-${custody}`, Buffer.from(pkcs1), { custody })
    const error = await caught(() => importing(`twice-${custody}`, Buffer.from(pkcs1), { custody }))
    expect(error).toMatchObject({ code: 'ERR_KEY_IMPORT_REFUSED', reason: 'name_taken' })
  })

  test('a name that a deleted key blocks is refused', async () => {
    await importing('deleted', Buffer.from(pkcs1))
    azure.vault.keys.remove('docusign-deleted')
    const error = await caught(() => importing('deleted', Buffer.from(pkcs1)))
    expect(error).toMatchObject({ reason: 'name_taken' })
    expect((error as Error).message).toContain('a deleted "docusign-deleted"')
  })

  test('another key than the declared one is refused, nothing is written', async () => {
    const error = await caught(() =>
      importing('wrong', Buffer.from(pkcs1), {
        thumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
      }),
    )
    expect(error).toMatchObject({ code: 'ERR_KEY_PRIVATE_REFUSED', reason: 'wrong_key' })
    expect(azure.vault.keys.status('docusign-wrong')).toBeUndefined()
  })

  test('an exponent that is too small is refused', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 })
    const pem = Buffer.from(privateKey.export({ type: 'pkcs1', format: 'pem' }) as string)
    expect(await caught(() => importing('weak', pem))).toMatchObject({ reason: 'weak_key' })
    expect(azure.vault.keys.status('docusign-weak')).toBeUndefined()
  })

  test('the buffer is overwritten, whether it was stored or refused', async () => {
    const stored = Buffer.from(pkcs1)
    await importing('wiped', stored)
    const refused = Buffer.from(pkcs1)
    await caught(() => importing('wiped', refused))
    for (const pem of [stored, refused]) expect(pem.every((byte) => byte === 0)).toBe(true)
  })

  test('no error holds anything of the key, whatever the vault answers', async () => {
    const canaries = pkcs1.split('\n').filter((line) => line.length === 64)
    azure.vault.faults.replace([{ operation: 'import-key', status: 500, body: pkcs1 }])
    const clientOptions = { ...azure.azure.vault(), retryOptions: { maxRetries: 0 } }
    const errors = [
      await caught(() => importing('echo', Buffer.from(pkcs1), { clientOptions })),
      await caught(() => importing('cut', Buffer.from(pkcs1.slice(0, 700)))),
    ]
    azure.vault.faults.replace([])
    for (const error of errors) {
      expect(error).toBeInstanceOf(Error)
      const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)
      for (const canary of canaries) expect(shown).not.toContain(canary)
    }
  })
})
