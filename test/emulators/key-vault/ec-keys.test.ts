import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { compactVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KeyBundle } from '../../../src/emulators/key-vault/keys.ts'
import { createHttpsFetch } from '../../support/create-https-fetch.ts'
import { startEmulatedAzure } from '../../support/start-emulated-azure.ts'

let azure: Awaited<ReturnType<typeof startEmulatedAzure>>

beforeAll(async () => {
  azure = await startEmulatedAzure()
})
afterAll(() => azure.close())

describe('P-256 keys', () => {
  test('a compact JWS signed by the vault through the real client is one that jose takes', async () => {
    const created = await azure.keyClient().createEcKey('jws', { curve: 'P-256', keyOps: ['sign'] })
    const input = [{ alg: 'ES256' }, { n: 1 }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    const { result } = await azure
      .cryptographyClient(created.id ?? '')
      .signData('ES256', Buffer.from(input))
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: Buffer.from(created.key?.x ?? []).toString('base64url'),
      y: Buffer.from(created.key?.y ?? []).toString('base64url'),
    }
    const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
    const jws = `${input}.${Buffer.from(result).toString('base64url')}`
    await expect(compactVerify(jws, publicKey)).resolves.toMatchObject({
      protectedHeader: { alg: 'ES256' },
    })
    expect(created.key?.d).toBeUndefined()
  })

  test('a digest signed by the vault verifies with OpenSSL, after backup and restore too', async () => {
    const data = Buffer.from('evidence')
    const digest = createHash('sha256').update(data).digest('base64url')
    const { keys } = azure.vault
    const { key } = await keys.create('kept', { kty: 'EC', crv: 'P-256' })
    const backup = keys.backup('kept')
    keys.remove('kept')
    keys.purge('kept')
    const restored = keys.restore(backup)
    expect(restored.key).toEqual(key)
    const { value } = keys.sign('kept', undefined, { alg: 'ES256', value: digest })
    const publicKey = createPublicKey({ key: { ...key, kty: 'EC' }, format: 'jwk' })
    const signature = Buffer.from(value, 'base64url')
    expect(verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(
      true,
    )
    expect(keys.verify('kept', undefined, { alg: 'ES256', digest, value })).toEqual({ value: true })
  })

  test("a signature of another key does not verify, and OpenSSL's own does", async () => {
    const { keys } = azure.vault
    await keys.create('checks', { kty: 'EC' })
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const data = Buffer.from('evidence')
    const value = sign('sha256', data, {
      key: other.privateKey,
      dsaEncoding: 'ieee-p1363',
    }).toString('base64url')
    const digest = createHash('sha256').update(data).digest('base64url')
    expect(keys.verify('checks', undefined, { alg: 'ES256', digest, value })).toEqual({
      value: false,
    })
  })

  test.each([
    ['another curve', { kty: 'EC', crv: 'P-384' }, 'Curve P-384 is not supported'],
    ['an operation of RSA', { kty: 'EC', key_ops: ['wrapKey'] }, 'Key operation wrapKey'],
  ])('%s is refused', async (_, options, message) => {
    await expect(azure.vault.keys.create('refused', options)).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining(message),
    })
    expect(azure.vault.keys.status('refused')).toBeUndefined()
  })

  test('RS256 with a P-256 key is refused', async () => {
    await azure.vault.keys.create('wrong-alg', { kty: 'EC' })
    const value = createHash('sha256').digest('base64url')
    expect(() =>
      azure.vault.keys.sign('wrong-alg', undefined, { alg: 'RS256', value }),
    ).toThrowError('Signing algorithm RS256 is not supported for a key of type EC.')
  })
})

describe('POST /emulator/keys', () => {
  test('makes a key as resource management does: once, and never a further version', async () => {
    const https = createHttpsFetch(azure.authority.certificate)
    const make = () =>
      https.send('POST', `${azure.vault.url}/emulator/keys`, {
        name: 'docusign-2026-11',
        key_ops: ['sign'],
      })
    const first = (await make()).body as KeyBundle
    const second = (await make()).body
    expect(first.key.kid).toContain('/keys/docusign-2026-11/')
    await https.close()
    expect(second).toEqual(first)
    const { key } = await azure.keyClient().getKey('docusign-2026-11')
    expect(key).toMatchObject({ kid: first.key.kid, keyOps: ['sign'] })
  })
})
