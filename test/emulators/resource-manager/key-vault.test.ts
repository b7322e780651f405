import { beforeEach, describe, expect, test } from 'vitest'
import {
  changeResource,
  readResource,
} from '../../../src/emulators/resource-manager/resource-manager.ts'
import { outputsOf } from '../../../src/emulators/resource-manager/resource-shape.ts'
import { recoverResource } from '../../../src/emulators/resource-manager/soft-delete.ts'
import type { Properties } from '../../../src/emulators/resource-manager/values.ts'
import { type AzureFixture, createAzureFixture, refusal, vaultInputs } from './azure-fixture.ts'

let azure: AzureFixture
beforeEach(() => {
  azure = createAzureFixture()
})

function outputs(id: string): Properties {
  const resource = azure.azure.resources[id.toLowerCase()]
  return resource === undefined ? {} : outputsOf(resource)
}

describe('a vault', () => {
  test('has what Azure adds', () => {
    const id = azure.vault('kv-one', { enablePurgeProtection: true })
    expect(outputs(id)).toEqual({
      name: 'kv-one',
      type: 'Microsoft.KeyVault/vaults',
      location: 'westeurope',
      azureApiVersion: '2024-11-01',
      systemData: expect.objectContaining({ createdAt: '2026-11-01T00:00:00.000Z' }),
      properties: {
        tenantId: azure.azure.tenantId,
        sku: { family: 'A', name: 'standard' },
        enableRbacAuthorization: true,
        enablePurgeProtection: true,
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
        publicNetworkAccess: 'Enabled',
        enabledForDeployment: false,
        enabledForDiskEncryption: false,
        enabledForTemplateDeployment: false,
        accessPolicies: [],
        provisioningState: 'Succeeded',
        vaultUri: 'https://kv-one.vault.azure.net/',
      },
    })
  })

  test.each(['ab', 'a'.repeat(25), '1vault', 'kv--two', 'kv-', 'kv_x', 'kv.x'])(
    'cannot be called %s',
    (name) => {
      expect(refusal(() => azure.vault(name))).toBe('400 VaultNameNotValid')
    },
  )

  test('has a name that nobody else in the world has', () => {
    azure.vault('kv-one')
    azure.create('resources:ResourceGroup', { resourceGroupName: 'other', location: 'westeurope' })
    const again = () =>
      azure.create('keyvault:Vault', {
        ...vaultInputs(azure.azure, 'KV-One'),
        resourceGroupName: 'other',
      })
    expect(refusal(again)).toBe('409 VaultAlreadyExists')
    azure.azure.takenNames.push('kv-foreign')
    expect(refusal(() => azure.vault('kv-foreign'))).toBe('409 VaultAlreadyExists')
  })

  test.each<[string, Properties]>([
    ['soft delete off', { enableSoftDelete: false }],
    ['purge protection off', { enablePurgeProtection: false }],
    ['6 days', { softDeleteRetentionInDays: 6 }],
    ['91 days', { softDeleteRetentionInDays: 91 }],
  ])('is refused with %s', (_, properties) => {
    expect(refusal(() => azure.vault('kv-one', properties))).toBe('400 BadRequest')
  })

  test('is refused with the tenant of somebody else and with private or broken IP rules', () => {
    expect(refusal(() => azure.vault('kv-one', { tenantId: 'other' }))).toBe(
      '400 VaultTenantMismatch',
    )
    const ipRules = (value: string) => ({ networkAcls: { ipRules: [{ value }] } })
    for (const value of [
      '10.0.0.1',
      '192.168.1.0/24',
      '203.0.113.256',
      '2001:db8::1',
      '1.2.3.4/33',
    ]) {
      expect(refusal(() => azure.vault('kv-one', ipRules(value)))).toBe('400 InvalidIPRule')
    }
    azure.vault('kv-one', ipRules('203.0.113.16/28'))
  })

  test('keeps its retention and its purge protection for ever', () => {
    azure.vault('kv-one', { enablePurgeProtection: true, softDeleteRetentionInDays: 30 })
    const update = (properties: Properties) =>
      refusal(() => azure.update('keyvault:Vault', vaultInputs(azure.azure, 'kv-one', properties)))
    expect(update({ softDeleteRetentionInDays: 90 })).toBe('400 BadRequest')
    expect(update({ enablePurgeProtection: false })).toBe('400 BadRequest')
    expect(update({})).toBe('nothing was refused')
    expect(
      outputs(`${azure.group}/providers/Microsoft.KeyVault/vaults/kv-one`).properties,
    ).toMatchObject({
      enablePurgeProtection: true,
      softDeleteRetentionInDays: 30,
    })
  })

  test('that is deleted keeps its name for the retention period', () => {
    const id = azure.vault('kv-one', { enablePurgeProtection: true, softDeleteRetentionInDays: 7 })
    azure.remove('keyvault:Vault', id)
    expect(azure.azure.deleted[id.toLowerCase()]).toMatchObject({
      purgeProtected: true,
      purgeOn: '2026-11-08T00:00:00.000Z',
    })
    expect(refusal(() => azure.vault('kv-one'))).toBe('409 ConflictError')
    azure.now += 7 * 86_400_000
    azure.vault('kv-one')
  })

  test('comes back with its keys by createMode, but without role assignments and events', () => {
    const { principalId } = azure.identity('id-signer')
    const id = azure.vault('kv-one', { softDeleteRetentionInDays: 30 })
    const key = azure.key()
    const role = azure.assign(principalId, '12338af0-0e69-4776-bea7-57ae8d297424', id)
    const topic = azure.create('eventgrid:SystemTopic', {
      systemTopicName: 'topic',
      source: id,
      topicType: 'Microsoft.KeyVault.vaults',
    }).id
    const events = azure.create('eventgrid:SystemTopicEventSubscription', {
      systemTopicName: 'topic',
      eventSubscriptionName: 'events',
    }).id
    azure.remove('keyvault:Vault', id)
    expect([id, key, role, events].map((one) => outputs(one))).toEqual([{}, {}, {}, {}])
    expect(outputs(topic)).toMatchObject({ name: 'topic' })

    azure.vault('kv-one', { createMode: 'recover' })
    expect(outputs(id).properties).toMatchObject({ softDeleteRetentionInDays: 30 })
    expect(outputs(key)).toMatchObject({ name: 'signing' })
    expect([role, events].map((one) => outputs(one))).toEqual([{}, {}])
    expect(azure.azure.deleted).toEqual({})
  })

  test('cannot be recovered when it was never there', () => {
    azure.vault('kv-one', { createMode: 'default' })
    expect(refusal(() => recoverResource(azure.azure, '/nothing'))).toBe('404 NotFound')
    expect(refusal(() => azure.vault('kv-never', { createMode: 'recover' }))).toBe('404 NotFound')
  })

  test('cannot move to another region', () => {
    azure.vault('kv-one')
    const move = () =>
      azure.update('keyvault:Vault', {
        ...vaultInputs(azure.azure, 'kv-one'),
        location: 'northeurope',
      })
    expect(refusal(move)).toBe('409 InvalidResourceLocation')
    azure.update('keyvault:Vault', {
      ...vaultInputs(azure.azure, 'kv-one'),
      location: 'West Europe',
    })
  })
})

describe('a key', () => {
  test('has a version and the defaults of its type', () => {
    azure.vault('kv-one', { enablePurgeProtection: true })
    const rsa = azure.key()
    expect(outputs(rsa)).toMatchObject({
      kty: 'RSA',
      keySize: 2048,
      keyOps: ['sign'],
      keyUri: 'https://kv-one.vault.azure.net/keys/signing',
      keyUriWithVersion: expect.stringMatching(/\/keys\/signing\/[0-9a-f]{32}$/),
      attributes: { enabled: true, recoveryLevel: 'Recoverable' },
      location: 'westeurope',
    })
    const ec = azure.create('keyvault:Key', {
      vaultName: 'kv-one',
      keyName: 'evidence',
      properties: { kty: 'EC' },
    }).id
    expect(outputs(ec)).toMatchObject({ curveName: 'P-256', keyOps: ['sign', 'verify'] })
    expect(outputs(ec)).not.toHaveProperty('keySize')
  })

  test.each<[string, Properties]>([
    ['1024 bits', { kty: 'RSA', keySize: 1024 }],
    ['an operation of another type', { kty: 'EC', keyOps: ['wrapKey'] }],
    ['an HSM in a standard vault', { kty: 'RSA-HSM' }],
  ])('is refused with %s', (_, properties) => {
    azure.vault()
    const create = () =>
      azure.create('keyvault:Key', { vaultName: 'kv-one', keyName: 'key', properties })
    expect(refusal(create)).toBe('400 BadParameter')
  })

  test('is only made: writing it again changes nothing', () => {
    azure.vault()
    const id = azure.key()
    const before = structuredClone(outputs(id))
    azure.update('keyvault:Key', {
      vaultName: 'kv-one',
      keyName: 'signing',
      tags: { state: 'retired' },
      properties: { kty: 'RSA', keySize: 4096, attributes: { enabled: false } },
    })
    expect(outputs(id)).toEqual(before)
  })

  test('that exists is not taken over, and one that is deleted blocks its name', () => {
    azure.vault()
    const id = azure.key()
    expect(() => azure.key()).toThrow(`cannot create already existing resource '${id}'`)
    azure.remove('keyvault:Key', id)
    expect(refusal(() => azure.key())).toBe('409 Conflict')
    recoverResource(azure.azure, id)
    expect(outputs(id)).toMatchObject({ name: 'signing' })
  })

  test('needs its vault', () => {
    expect(refusal(() => azure.key('kv-none'))).toBe('404 ParentResourceNotFound')
  })

  test('shows in both forms what somebody changes behind the back of Pulumi', () => {
    azure.vault()
    const id = azure.key()
    changeResource(azure.azure, 'signing', { properties: { attributes: { enabled: false } } })
    expect(outputs(id)).toMatchObject({ attributes: { enabled: false } })
  })
})

describe('a secret', () => {
  const set = (value: string | undefined, tags?: Properties): Properties => ({
    vaultName: 'kv-one',
    secretName: 'settings',
    ...(tags === undefined ? {} : { tags }),
    properties: { ...(value === undefined ? {} : { value }), contentType: 'application/json' },
  })
  const version = (id: string) =>
    (outputs(id).properties as { secretUriWithVersion: string }).secretUriWithVersion

  test('gets a version for each new value, and none for anything else', () => {
    azure.vault()
    const { id } = azure.create('keyvault:Secret', set('one'))
    const first = version(id)
    azure.update('keyvault:Secret', set('one', { note: 'new' }))
    expect(version(id)).toBe(first)
    azure.update('keyvault:Secret', set('two'))
    const second = version(id)
    expect(second).not.toBe(first)
    azure.update('keyvault:Secret', set('one'))
    expect([first, second]).not.toContain(version(id))
  })

  test('never shows its value, and it is kept nowhere', () => {
    azure.vault()
    const { id } = azure.create('keyvault:Secret', set('canary-value'))
    expect(JSON.stringify([azure.azure, outputs(id)])).not.toContain('canary-value')
  })

  test('is refused without a value and with more than 25 KB', () => {
    azure.vault()
    expect(refusal(() => azure.create('keyvault:Secret', set(undefined)))).toBe('400 BadParameter')
    expect(refusal(() => azure.create('keyvault:Secret', set('x'.repeat(25_601))))).toBe(
      '400 BadParameter',
    )
  })
})

test('a deleted resource group takes its vaults along, which can be recovered', () => {
  const id = azure.vault()
  azure.key()
  azure.remove('resources:ResourceGroup', azure.group)
  expect(azure.azure.resources).toEqual({})
  expect(azure.azure.deleted[id.toLowerCase()]?.contents.map((one) => one.id)).toEqual([
    `${id}/keys/signing`,
  ])
  expect(readResource(azure.azure, 'azure-native:keyvault:Vault', id, azure)).toBeUndefined()
})
