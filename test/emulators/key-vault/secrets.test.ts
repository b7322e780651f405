import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startEmulatedAzure } from '../../support/start-emulated-azure.ts'

let azure: Awaited<ReturnType<typeof startEmulatedAzure>>

beforeAll(async () => {
  azure = await startEmulatedAzure()
})
afterAll(() => azure.close())

describe('set and get', () => {
  test('keeps value, content type, tags and times', async () => {
    const secrets = azure.secretClient()
    const options = {
      contentType: 'application/x-pem-file',
      tags: { 'key-pair': '2026-05' },
      notBefore: new Date('2026-01-01T00:00:00Z'),
      expiresOn: new Date('2036-01-01T00:00:00Z'),
    }
    const set = await secrets.setSecret('pem', 'value with ümlaut', options)
    const got = await secrets.getSecret('pem')
    expect(got).toEqual(set)
    expect(got.value).toBe('value with ümlaut')
    expect(got.properties).toMatchObject({ ...options, enabled: true })
    expect(got.properties.id).toMatch(new RegExp(`^${azure.vault.url}/secrets/pem/[0-9a-f]{32}$`))
  })

  test('setting again makes a version; old ones stay readable', async () => {
    const secrets = azure.secretClient()
    const { properties } = await secrets.setSecret('settings', 'old')
    await secrets.setSecret('settings', 'new')
    expect((await secrets.getSecret('settings')).value).toBe('new')
    const version = properties.version ?? ''
    expect((await secrets.getSecret('settings', { version })).value).toBe('old')
    const versions = []
    for await (const v of secrets.listPropertiesOfSecretVersions('settings')) versions.push(v)
    expect(versions).toHaveLength(2)
  })

  test('takes 25 KB and not a byte more', async () => {
    const secrets = azure.secretClient()
    await secrets.setSecret('big', 'x'.repeat(25_600))
    await expect(secrets.setSecret('big', 'x'.repeat(25_601))).rejects.toMatchObject({
      statusCode: 400,
      code: 'BadParameter',
    })
    expect((await secrets.getSecret('big')).value).toHaveLength(25_600)
  })

  test('a disabled secret is not given away, an expired one is', async () => {
    const secrets = azure.secretClient()
    const past = new Date('2020-01-01T00:00:00Z')
    await secrets.setSecret('expired', 'still here', { expiresOn: past })
    expect((await secrets.getSecret('expired')).value).toBe('still here')
    await secrets.setSecret('disabled', 'hidden', { enabled: false })
    await expect(secrets.getSecret('disabled')).rejects.toMatchObject({
      statusCode: 403,
      code: 'Forbidden',
      message: 'Operation get is not allowed on a disabled secret.',
      details: { error: { innerError: { code: 'SecretDisabled' } } },
    })
  })

  test('says SecretNotFound', async () => {
    await expect(azure.secretClient().getSecret('none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'SecretNotFound',
    })
  })
})

test('update changes properties and keeps the value', async () => {
  const secrets = azure.secretClient()
  const { properties } = await secrets.setSecret('updated', 'v', { tags: { a: '1' } })
  await secrets.updateSecretProperties('updated', properties.version ?? '', {
    contentType: 'text/plain',
    tags: { b: '2' },
  })
  const { value, properties: after } = await secrets.getSecret('updated')
  expect(value).toBe('v')
  expect(after).toMatchObject({ contentType: 'text/plain', tags: { b: '2' } })
})

test('lists go by pages and show no value', async () => {
  const { vault, secretClient, close } = await startEmulatedAzure()
  try {
    for (let i = 0; i < 51; i += 1) vault.secrets.set(`s-${i}`, { value: `canary-${i}` })
    const listed = []
    for await (const item of secretClient().listPropertiesOfSecrets()) listed.push(item)
    expect(new Set(listed.map(({ name }) => name)).size).toBe(51)
    expect(vault.requests.get('list-secrets')).toBe(3)
    expect(JSON.stringify(listed)).not.toContain('canary')
  } finally {
    await close()
  }
})

test('delete, list, recover, purge', async () => {
  const secrets = azure.secretClient()
  await secrets.setSecret('deleted', 'v')
  const removed = await (await secrets.beginDeleteSecret('deleted')).pollUntilDone()
  expect(removed.recoveryId).toBe(`${azure.vault.url}/deletedsecrets/deleted`)
  await expect(secrets.setSecret('deleted', 'w')).rejects.toMatchObject({
    statusCode: 409,
    details: { error: { innerError: { code: 'ObjectIsDeletedButRecoverable' } } },
  })
  const listed = []
  for await (const { name } of secrets.listDeletedSecrets()) listed.push(name)
  expect(listed).toEqual(['deleted'])
  await (await secrets.beginRecoverDeletedSecret('deleted')).pollUntilDone()
  expect((await secrets.getSecret('deleted')).value).toBe('v')

  await secrets.beginDeleteSecret('deleted')
  expect((await secrets.getDeletedSecret('deleted')).name).toBe('deleted')
  await secrets.purgeDeletedSecret('deleted')
  await expect(secrets.getDeletedSecret('deleted')).rejects.toMatchObject({ statusCode: 404 })
})

test('backup and restore', async () => {
  const secrets = azure.secretClient()
  await secrets.setSecret('backed-up', 'v')
  const backup = (await secrets.backupSecret('backed-up')) ?? new Uint8Array()
  expect(Buffer.from(backup).toString('latin1')).not.toContain('backed-up')
  await secrets.beginDeleteSecret('backed-up')
  await secrets.purgeDeletedSecret('backed-up')
  await secrets.restoreSecretBackup(backup)
  expect((await secrets.getSecret('backed-up')).value).toBe('v')
  await expect(azure.keyClient().restoreKeyBackup(backup)).rejects.toThrow(/corrupt key data/)
})
