import type { JsonWebKey } from '@azure/keyvault-keys'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publicKeyOf } from '../../support/public-key-of.ts'
import { rsaKeyPair } from '../../support/rsa-key-pair.ts'
import { startEmulatedAzure } from '../../support/start-emulated-azure.ts'

type Azure = Awaited<ReturnType<typeof startEmulatedAzure>>

let azure: Azure
let jwk: JsonWebKey

beforeAll(async () => {
  azure = await startEmulatedAzure({ retentionDays: 7 })
  jwk = toJwk((await rsaKeyPair()).privateKey.export({ format: 'jwk' }))
})
afterAll(() => azure.close())

describe('create', () => {
  test('keeps attributes, operations, tags and the HSM type', async () => {
    const notBefore = new Date('2026-01-01T00:00:00Z')
    const expiresOn = new Date('2036-01-01T00:00:00Z')
    const made = await azure.keyClient().createRsaKey('full', {
      hsm: true,
      enabled: false,
      notBefore,
      expiresOn,
      keyOps: ['sign', 'verify'],
      tags: { 'docusign-key-pair': '2026-05' },
    })
    const read = await azure.keyClient().getKey('full')
    expect(read).toEqual(made)
    expect(read).toMatchObject({ keyType: 'RSA-HSM', keyOperations: ['sign', 'verify'] })
    expect(read.properties).toMatchObject({
      enabled: false,
      notBefore,
      expiresOn,
      tags: { 'docusign-key-pair': '2026-05' },
      recoveryLevel: 'CustomizedRecoverable+Purgeable',
      recoverableDays: 7,
    })
  })

  test('makes a further version of a name that exists, in any case of its letters', async () => {
    const keys = azure.keyClient()
    const first = await keys.createRsaKey('Again')
    const second = await keys.createRsaKey('again')
    expect(second.name).toBe('Again')
    expect(second.properties.version).not.toBe(first.properties.version)
    expect((await keys.getKey('AGAIN')).id).toBe(second.id)
    const version = first.properties.version ?? ''
    expect((await keys.getKey('again', { version })).id).toBe(first.id)
  })

  test.each([
    ['a size of 1024', 'small', { keySize: 1024 }, /1024/],
    ['an unknown operation', 'ops', { keyOps: ['dance'] }, /dance/],
    ['a name with a dot', 'a.b', {}, /invalid name: a\.b/],
    [
      'an end before the start',
      'window',
      { notBefore: new Date(2e12), expiresOn: new Date(1e12) },
      /after activation/,
    ],
    ['exportable', 'exportable', { exportable: true }, /release policy/],
  ])('refuses %s with BadParameter', async (_, name, options, message) => {
    const refusal = azure.keyClient().createRsaKey(name, options)
    await expect(refusal).rejects.toMatchObject({ statusCode: 400, code: 'BadParameter' })
    await expect(refusal).rejects.toThrow(message)
    expect(azure.vault.keys.status(name)).toBeUndefined()
  })
})

describe('import', () => {
  test('takes in a private key and gives its public half', async () => {
    const key = await azure.keyClient().importKey('imported', jwk, { tags: { origin: 'docusign' } })
    const { publicKey } = await rsaKeyPair()
    expect(publicKeyOf(key).equals(publicKey)).toBe(true)
    expect(key.properties.tags).toEqual({ origin: 'docusign' })
  })

  test('makes a further version of a name that exists', async () => {
    const keys = azure.keyClient()
    const first = await keys.importKey('imported-again', jwk)
    const second = await keys.importKey('imported-again', jwk)
    expect(second.id).not.toBe(first.id)
  })

  test('refuses a public key and halves that do not belong together', async () => {
    const { d: _, ...publicOnly } = jwk
    const other = toJwk((await rsaKeyPair('other')).privateKey.export({ format: 'jwk' }))
    const wrongs = (['n', 'd', 'p', 'dp', 'qi'] as const).map((m) => ({ ...jwk, [m]: other[m] }))
    for (const wrong of [publicOnly, ...wrongs]) {
      await expect(azure.keyClient().importKey('wrong', wrong)).rejects.toMatchObject({
        statusCode: 400,
        code: 'BadParameter',
      })
    }
    expect(azure.vault.keys.status('wrong')).toBeUndefined()
  })
})

describe('update', () => {
  test('changes attributes, operations and tags of one version only', async () => {
    const keys = azure.keyClient()
    const first = await keys.importKey('updated', jwk, { tags: { state: 'active' } })
    const second = await keys.importKey('updated', jwk, { tags: { state: 'staged' } })
    const changed = await keys.updateKeyProperties('updated', first.properties.version ?? '', {
      enabled: false,
      keyOps: ['verify'],
      tags: { state: 'retired' },
    })
    expect(changed).toMatchObject({ id: first.id, keyOperations: ['verify'] })
    expect(changed.properties).toMatchObject({ enabled: false, tags: { state: 'retired' } })
    expect(await keys.getKey('updated')).toEqual(second)
  })

  test('leaves alone what is not named', async () => {
    const keys = azure.keyClient()
    const expiresOn = new Date('2036-01-01T00:00:00Z')
    await keys.importKey('kept', jwk, { tags: { state: 'active' }, expiresOn })
    const { properties, keyOperations } = await keys.updateKeyProperties('kept', { enabled: false })
    expect(properties).toMatchObject({ expiresOn, tags: { state: 'active' }, enabled: false })
    expect(keyOperations).toHaveLength(6)
  })
})

describe('lists', () => {
  test('goes through all keys by pages of 25, without versions', async () => {
    const { vault, keyClient, close } = await startEmulatedAzure()
    try {
      const names = Array.from({ length: 60 }, (_, i) => `key-${String(i).padStart(2, '0')}`)
      for (const name of names) importInto(vault, name)
      const listed = []
      for await (const { name, version } of keyClient().listPropertiesOfKeys()) {
        expect(version).toBeUndefined()
        listed.push(name)
      }
      expect(listed).toEqual(names)
      expect(vault.requests.get('list-keys')).toBe(3)

      const sizes = []
      for await (const page of keyClient().listPropertiesOfKeys().byPage({ maxPageSize: 20 })) {
        sizes.push(page.length)
      }
      expect(sizes).toEqual([20, 20, 20])
    } finally {
      await close()
    }
  })

  test('gives every version of one key, by id and not by age', async () => {
    for (let i = 0; i < 30; i += 1) importInto(azure.vault, 'versions')
    const versions = []
    for await (const { version } of azure.keyClient().listPropertiesOfKeyVersions('versions')) {
      versions.push(version)
    }
    expect(new Set(versions).size).toBe(30)
    expect(versions).toEqual(versions.toSorted())
  })
})

describe('soft delete', () => {
  test('a deleted key is listed apart, blocks its name, and comes back whole', async () => {
    const keys = azure.keyClient()
    const first = await keys.importKey('deleted', jwk)
    const second = await keys.importKey('deleted', jwk)
    const removed = await (await keys.beginDeleteKey('deleted')).pollUntilDone()
    expect(removed.properties.recoveryId).toBe(`${azure.vault.url}/deletedkeys/deleted`)
    const { deletedOn, scheduledPurgeDate } = removed.properties
    expect(Number(scheduledPurgeDate) - Number(deletedOn)).toBe(7 * 86_400_000)

    await expect(keys.getKey('deleted')).rejects.toMatchObject({ code: 'KeyNotFound' })
    expect((await keys.getDeletedKey('deleted')).id).toBe(second.id)
    const listed = []
    for await (const { name } of keys.listDeletedKeys()) listed.push(name)
    expect(listed).toContain('deleted')
    expect(azure.vault.keys.status('deleted')).toBe('deleted')
    for (const reuse of [keys.createRsaKey('deleted'), keys.importKey('Deleted', jwk)]) {
      await expect(reuse).rejects.toMatchObject({
        statusCode: 409,
        code: 'Conflict',
        details: { error: { innerError: { code: 'ObjectIsDeletedButRecoverable' } } },
      })
    }

    const back = await (await keys.beginRecoverDeletedKey('deleted')).pollUntilDone()
    expect(back.name).toBe('deleted')
    const version = first.properties.version ?? ''
    expect((await keys.getKey('deleted', { version })).id).toBe(first.id)
    await expect(keys.getDeletedKey('deleted')).rejects.toThrow('Deleted Key not found: deleted')
  })

  test('a purged key is gone and its name free', async () => {
    const keys = azure.keyClient()
    await keys.importKey('purged', jwk)
    await keys.beginDeleteKey('purged')
    await keys.purgeDeletedKey('purged')
    expect(azure.vault.keys.status('purged')).toBeUndefined()
    await keys.importKey('purged', jwk)
  })

  test('purge protection refuses purging until the retention period is over', async () => {
    const { vault, keyClient, close } = await startEmulatedAzure({
      purgeProtection: true,
      retentionDays: 90,
      now: () => 1_800_000_000_000,
    })
    try {
      const keys = keyClient()
      const key = await keys.importKey('protected', jwk)
      expect(key.properties.recoveryLevel).toBe('Recoverable')
      await keys.beginDeleteKey('protected')
      await expect(keys.purgeDeletedKey('protected')).rejects.toMatchObject({
        statusCode: 403,
        code: 'Forbidden',
        message: expect.stringContaining('purge protection is enabled'),
      })

      vault.clockOffsetMs = 90 * 86_400_000 - 1000
      expect(vault.keys.status('protected')).toBe('deleted')
      await expect(keys.importKey('protected', jwk)).rejects.toMatchObject({ statusCode: 409 })
      vault.clockOffsetMs = 90 * 86_400_000
      expect(vault.keys.status('protected')).toBeUndefined()
      await keys.importKey('protected', jwk)
    } finally {
      await close()
    }
  })
})

describe('backup', () => {
  test('restores all versions with their ids into another vault', async () => {
    const other = await startEmulatedAzure()
    try {
      const keys = azure.keyClient()
      const first = await keys.importKey('moved', jwk, { tags: { number: 'first' } })
      await keys.createRsaKey('moved')
      const backup = (await keys.backupKey('moved')) ?? new Uint8Array()

      await expect(keys.restoreKeyBackup(backup)).rejects.toMatchObject({ code: 'Conflict' })
      await other.keyClient().restoreKeyBackup(backup)
      const version = first.properties.version ?? ''
      const restored = await other.keyClient().getKey('moved', { version })
      expect(restored.id).toBe(`${other.vault.url}/keys/moved/${version}`)
      expect(restored.properties.tags).toEqual({ number: 'first' })
      const digest = new Uint8Array(32)
      const [a, b] = await Promise.all([
        azure.cryptographyClient(first.id ?? '').sign('RS256', digest),
        other.cryptographyClient(restored.id ?? '').sign('RS256', digest),
      ])
      expect(a.result).toEqual(b.result)
    } finally {
      await other.close()
    }
  })

  test('refuses a changed backup', async () => {
    await azure.keyClient().importKey('tampered', jwk)
    const backup = (await azure.keyClient().backupKey('tampered')) ?? new Uint8Array()
    backup[20] = (backup[20] ?? 0) ^ 1
    await expect(azure.keyClient().restoreKeyBackup(backup)).rejects.toThrow(/corrupt key data/)
  })
})

describe('rotation', () => {
  test('makes a new version that versionless callers get at once', async () => {
    const keys = azure.keyClient()
    const old = await keys.createRsaKey('rotated', { keyOps: ['sign'], tags: { a: 'b' } })
    const next = await keys.rotateKey('rotated')
    expect(next.id).not.toBe(old.id)
    expect(publicKeyOf(next).equals(publicKeyOf(old))).toBe(false)
    expect(next).toMatchObject({ keyOperations: ['sign'], properties: { tags: { a: 'b' } } })
    expect((await keys.getKey('rotated')).id).toBe(next.id)
  })

  test('keeps the policy, adds the notification, and gives rotated keys their expiry', async () => {
    const { keyClient, close } = await startEmulatedAzure({
      now: () => Date.parse('2026-11-30T00:00:00Z'),
    })
    try {
      const keys = keyClient()
      await keys.importKey('policy', jwk)
      expect(await keys.getKeyRotationPolicy('policy')).toMatchObject({
        lifetimeActions: [{ action: 'Notify', timeBeforeExpiry: 'P30D' }],
      })
      await keys.updateKeyRotationPolicy('policy', {
        expiresIn: 'P90D',
        lifetimeActions: [{ action: 'Rotate', timeBeforeExpiry: 'P30D' }],
      })
      expect(await keys.getKeyRotationPolicy('policy')).toMatchObject({
        expiresIn: 'P90D',
        lifetimeActions: [
          { action: 'Rotate', timeBeforeExpiry: 'P30D' },
          { action: 'Notify', timeBeforeExpiry: 'P30D' },
        ],
      })
      const rotated = await keys.rotateKey('policy')
      expect(rotated.properties.expiresOn).toEqual(new Date('2027-02-28T00:00:00Z'))
    } finally {
      await close()
    }
  })

  test('refuses a policy whose life is no duration', async () => {
    await azure.keyClient().importKey('bad-policy', jwk)
    const update = azure.keyClient().updateKeyRotationPolicy('bad-policy', { expiresIn: '90 days' })
    await expect(update).rejects.toMatchObject({ code: 'BadParameter' })
  })
})

test('state is open to the same process, without role checks', async () => {
  const made = await azure.vault.keys.create('by-resource-manager', {
    key_size: 2048,
    key_ops: ['sign'],
    attributes: { enabled: true },
    tags: { product: 'contoso-sign' },
  })
  const read = await azure.keyClient().getKey('by-resource-manager')
  expect(read.id).toBe(made.key.kid)
  expect(read.properties.tags).toEqual({ product: 'contoso-sign' })
})

function importInto(vault: Azure['vault'], name: string) {
  const text = (bytes?: Uint8Array) => Buffer.from(bytes ?? []).toString('base64url')
  const { n, e, d, p, q, dp, dq, qi } = jwk
  const members = Object.entries({ n, e, d, p, q, dp, dq, qi })
  vault.keys.import(name, {
    key: { kty: 'RSA', ...Object.fromEntries(members.map(([k, v]) => [k, text(v)])) },
  })
}

function toJwk({ n, e, d, p, q, dp, dq, qi }: Record<string, unknown>): JsonWebKey {
  const bytes = (text: unknown) => new Uint8Array(Buffer.from(String(text), 'base64url'))
  const members = Object.entries({ n, e, d, p, q, dp, dq, qi })
  return { kty: 'RSA', ...Object.fromEntries(members.map(([k, v]) => [k, bytes(v)])) }
}
