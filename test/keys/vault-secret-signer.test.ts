import { verify } from 'node:crypto'
import { inspect } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type VaultSecretSignerOptions,
  vaultSecretSigner,
} from '../../src/keys/vault-secret-signer.ts'
import { caught } from '../support/caught.ts'
import { rsaKeyPair } from '../support/rsa-key-pair.ts'
import { startEmulatedAzure } from '../support/start-emulated-azure.ts'

const { publicKey, privateKey } = await rsaKeyPair()
const pem = privateKey.export({ format: 'pem', type: 'pkcs1' }) as string
let azure: Awaited<ReturnType<typeof startEmulatedAzure>>
beforeAll(async () => {
  azure = await startEmulatedAzure()
})
afterAll(() => azure.close())

/** Stores a value as a secret and makes a signer of that version. */
async function signerOf(value: string, options: Partial<VaultSecretSignerOptions> = {}) {
  const { properties } = await azure.secretClient().setSecret('docusign-2026-05', value)
  return vaultSecretSigner({
    secretId: String(properties.id),
    credential: azure.credential(),
    clientOptions: { ...azure.azure.vault(), retryOptions: { maxRetries: 0 } },
    ...options,
  })
}

test('signs with the PEM of the secret', async () => {
  const signer = await signerOf(pem)
  const data = Buffer.from('header.claims')
  expect(verify('sha256', data, publicKey, await signer.sign(data))).toBe(true)
  expect((await signerOf(pem, { thumbprint: signer.thumbprint })).thumbprint).toBe(
    signer.thumbprint,
  )
})

test('says what is wrong with the PEM, and shows nothing of it', async () => {
  const error = await caught(() => signerOf(pem.slice(0, 900)))
  expect(error).toMatchObject({ code: 'ERR_KEY_PRIVATE_REFUSED', reason: 'malformed' })
  expect(String(error)).toContain('secret docusign-2026-05')
  expect(inspect(error)).not.toContain(String(pem.split('\n')[3]))
})

test('refuses another key than the declared one', async () => {
  const thumbprint = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'
  expect(await caught(() => signerOf(pem, { thumbprint }))).toMatchObject({ reason: 'wrong_key' })
})

test('never asks for the latest version', async () => {
  const secretId = `${azure.vault.url}/secrets/docusign-2026-05`
  await expect(signerOf(pem, { secretId })).rejects.toThrow(TypeError)
})

test('passes on why the vault does not give it', async () => {
  const secretId = `${azure.vault.url}/secrets/docusign-2026-05/${'0'.repeat(32)}`
  const error = await caught(() => signerOf(pem, { secretId }))
  expect(error).toMatchObject({ code: 'ERR_SIGNER', reason: 'not_found', status: 404 })
  const reason = new Error('stop')
  await expect(signerOf(pem, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
})
