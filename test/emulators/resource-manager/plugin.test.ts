import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  type Azure,
  type AzureFault,
  editAzure,
} from '../../../src/emulators/resource-manager/azure.ts'
import {
  createPlugin,
  IncompleteError,
  LostAnswerError,
  type PluginOptions,
} from '../../../src/emulators/resource-manager/plugin.ts'
import {
  changeResource,
  createResource,
} from '../../../src/emulators/resource-manager/resource-manager.ts'
import { type Properties, unknownValue } from '../../../src/emulators/resource-manager/values.ts'
import { caught } from '../../support/caught.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { vaultInputs } from './azure-fixture.ts'

const vaultType = 'azure-native:keyvault:Vault'
const keyType = 'azure-native:keyvault:Key'
const groupType = 'azure-native:resources:ResourceGroup'
const identityType = 'azure-native:managedidentity:UserAssignedIdentity'
const seed = new Uint8Array([1, 2, 3])

function setUp(options: Partial<PluginOptions> = {}, faults: AzureFault[] = []) {
  const file = join(temporaryFolder(), 'azure.json')
  const edit = <T>(change: (azure: Azure) => T): T => editAzure(file, change)
  edit((azure) => {
    azure.faults = faults
    azure.registered = ['Microsoft.KeyVault', 'Microsoft.ManagedIdentity']
    const inputs = { resourceGroupName: 'rg', location: 'westeurope' }
    createResource(azure, { type: groupType, inputs }, { caller: undefined, now: 0 })
  })
  const plugin = createPlugin({ file, now: () => 0, ...options })
  const vault = { ...edit((azure) => vaultInputs(azure, 'kv-one')), resourceGroupName: 'rg' }
  const location = 'westeurope'
  return { file, edit, plugin, vault: { ...vault, location } as Properties }
}

const key: Properties = {
  resourceGroupName: 'rg',
  vaultName: 'kv-one',
  keyName: 'signing',
  properties: { kty: 'RSA', keyOps: ['sign'] },
}

describe('check', () => {
  test('makes up names where the program gives none, the same for the same seed', () => {
    const { plugin } = setUp()
    const check = (type: string, olds: Properties = {}) =>
      plugin.check(type, olds, { resourceGroupName: 'rg', scope: '/x' }, { name: 'one', seed })
        .inputs
    expect(check(identityType)).toMatchObject({
      resourceName: expect.stringMatching(/^one[0-9a-f]{8}$/),
      __createBeforeDelete: true,
    })
    expect(check(identityType)).toEqual(check(identityType))
    expect(check('azure-native:authorization:RoleAssignment')).toMatchObject({
      roleAssignmentName: expect.stringMatching(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
      ),
    })
    expect(check(keyType)).toMatchObject({ keyName: 'one' })
    expect(check(keyType)).not.toHaveProperty('__createBeforeDelete')
  })

  test('keeps a name that it made up before, and takes the one that the engine proposes', () => {
    const { plugin } = setUp()
    const olds = { resourceName: 'onedeadbeef', __createBeforeDelete: true }
    const naming = { name: 'one', seed, proposed: 'team-one' }
    const news = { resourceGroupName: 'rg' }
    expect(plugin.check(identityType, olds, news, naming).inputs).toMatchObject(olds)
    expect(plugin.check(identityType, {}, news, naming).inputs).toMatchObject({
      resourceName: 'team-one',
    })
  })

  test('takes the location of the configuration, else that of the resource group', () => {
    const location = (options: Partial<PluginOptions>, resourceGroupName: string) => {
      const { inputs, failures } = setUp(options).plugin.check(
        identityType,
        {},
        { resourceGroupName },
        { name: 'one', seed },
      )
      return failures.length > 0 ? failures[0]?.reason : inputs.location
    }
    expect(location({}, 'rg')).toBe('westeurope')
    expect(location({ location: 'uksouth' }, 'rg')).toBe('uksouth')
    expect(location({}, unknownValue)).toBe(unknownValue)
    expect(location({}, 'none')).toBe("missing required property 'location'")
  })
})

describe('diff', () => {
  test('replaces for names and places, and for nothing that can be changed', () => {
    const { plugin, vault } = setUp()
    const diff = (type: string, olds: Properties, news: Properties) => {
      const { differences, deleteBeforeReplace } = plugin.diff(type, olds, { ...olds, ...news })
      return { ...Object.fromEntries(differences), deleteBeforeReplace }
    }
    expect(diff(vaultType, vault, { location: 'West Europe' })).toEqual({
      deleteBeforeReplace: false,
    })
    expect(diff(vaultType, vault, { vaultName: 'kv-two' })).toEqual({
      vaultName: { kind: 'update', replace: true },
      deleteBeforeReplace: true,
    })
    expect(
      diff(vaultType, { ...vault, __createBeforeDelete: true }, { location: 'uksouth' }),
    ).toMatchObject({ location: { replace: true }, deleteBeforeReplace: false })
    expect(
      diff(vaultType, vault, { tags: { 'a.b': 'c' }, properties: { sku: { name: 'premium' } } }),
    ).toMatchObject({
      tags: { kind: 'add', replace: false },
      'properties.sku.name': { kind: 'update', replace: false },
      'properties.sku.family': { kind: 'delete', replace: false },
      deleteBeforeReplace: false,
    })
    expect(
      diff(vaultType, { ...vault, tags: { 'a.b': 'c' } }, { tags: { 'a.b': 'd' } }),
    ).toMatchObject({
      'tags["a.b"]': { kind: 'update' },
    })
    const assignment = {
      scope: '/x',
      roleAssignmentName: 'a',
      principalId: 'p',
      roleDefinitionId: 'r',
    }
    const type = 'azure-native:authorization:RoleAssignment'
    expect(
      diff(type, assignment, { principalId: unknownValue, roleDefinitionId: 's' }),
    ).toMatchObject({
      principalId: { replace: true },
      // As with the plugin: Azure then refuses the change.
      roleDefinitionId: { replace: false },
    })
  })

  test('compares lists item by item', () => {
    const { plugin } = setUp()
    const rules = (...values: string[]) => ({ ipRules: values.map((value) => ({ value })) })
    const { differences } = plugin.diff(vaultType, rules('a', 'b'), rules('a', 'c', 'd'))
    expect([...differences]).toEqual([
      ['ipRules[1].value', { kind: 'update', replace: false }],
      ['ipRules[2]', { kind: 'add', replace: false }],
    ])
  })
})

describe('preview', () => {
  test('knows the inputs, and that the rest is not known yet', () => {
    const { plugin, vault } = setUp()
    const outputs = plugin.preview(vaultType, vault)
    expect(outputs).toMatchObject({
      name: unknownValue,
      location: 'westeurope',
      systemData: unknownValue,
      properties: {
        enableRbacAuthorization: true,
        vaultUri: unknownValue,
        networkAcls: unknownValue,
      },
    })
    expect(plugin.preview(keyType, key)).toMatchObject({ keyUriWithVersion: unknownValue })
  })

  test('knows the name and the place of what is there', () => {
    const { plugin, vault } = setUp()
    const outputs = plugin.preview(vaultType, vault, { name: 'kv-one', location: 'westeurope' })
    expect(outputs).toMatchObject({ name: 'kv-one', type: unknownValue })
  })
})

describe('refresh', () => {
  test('puts into the inputs what somebody changed, and nothing that Azure fills in', async () => {
    const { plugin, vault, edit } = setUp()
    const inputs = { ...vault, tags: { team: 'a', keep: 'x' } }
    const { id, outputs } = await plugin.create(vaultType, inputs)
    const read = () => plugin.read(vaultType, id, { inputs, outputs })
    expect((await read())?.inputs).toEqual(inputs)

    edit((azure) =>
      changeResource(azure, 'kv-one', {
        tags: { team: 'b', new: 'y', keep: null },
        properties: {
          publicNetworkAccess: 'Disabled',
          networkAcls: { ipRules: [{ value: '203.0.113.1' }] },
        },
      }),
    )
    expect((await read())?.inputs).toEqual({
      ...inputs,
      tags: { team: 'b', new: 'y' },
      properties: {
        ...(vault.properties as Properties),
        publicNetworkAccess: 'Disabled',
        networkAcls: { ipRules: [{ value: '203.0.113.1' }] },
      },
    })
  })

  test('sees that a resource is gone', async () => {
    const { plugin, vault } = setUp()
    const { id, outputs } = await plugin.create(vaultType, vault)
    await plugin.delete(vaultType, id)
    expect(await plugin.read(vaultType, id, { inputs: vault, outputs })).toBeUndefined()
  })

  test('of keys works though inputs and outputs have different forms', async () => {
    const { plugin, vault, edit } = setUp()
    await plugin.create(vaultType, vault)
    const { id, outputs } = await plugin.create(keyType, key)
    edit((azure) =>
      changeResource(azure, 'signing', { properties: { attributes: { enabled: false } } }),
    )
    expect((await plugin.read(keyType, id, { inputs: key, outputs }))?.inputs).toEqual({
      ...key,
      properties: {
        ...(key.properties as Properties),
        attributes: { enabled: false, exportable: false },
      },
    })
  })
})

test('an import finds the inputs with which the resource could have been made', async () => {
  const { plugin, vault } = setUp()
  const { id } = await plugin.create(vaultType, { ...vault, tags: { team: 'a' } })
  const found = await plugin.read(
    vaultType,
    id.toUpperCase().replace('/SUBSCRIPTIONS', '/subscriptions'),
  )
  expect(found?.id).toBe(id)
  expect(found?.inputs).toEqual({
    resourceGroupName: 'rg',
    vaultName: 'kv-one',
    location: 'westeurope',
    tags: { team: 'a' },
    properties: {
      ...(vault.properties as Properties),
      accessPolicies: [],
      enableSoftDelete: true,
      enabledForDeployment: false,
      enabledForDiskEncryption: false,
      enabledForTemplateDeployment: false,
      publicNetworkAccess: 'Enabled',
      softDeleteRetentionInDays: 90,
    },
  })
  const { id: keyId } = await plugin.create(keyType, key)
  expect((await plugin.read(keyType, keyId))?.inputs).toMatchObject({
    vaultName: 'kv-one',
    keyName: 'signing',
    properties: { kty: 'RSA', keySize: 2048, keyOps: ['sign'] },
  })
})

describe('faults', () => {
  const fault = (more: Partial<AzureFault>): AzureFault => ({
    operation: 'create',
    type: vaultType,
    name: 'kv-one',
    ...more,
  })

  test('that pass are tried again, three times', async () => {
    const { plugin, vault, edit } = setUp({}, [fault({ status: 429, times: 3 })])
    await plugin.create(vaultType, vault)
    expect(edit(({ faults }) => faults)).toEqual([])
    const stubborn = setUp({}, [fault({ status: 503, times: 5 })])
    const error = await caught(() => stubborn.plugin.create(vaultType, stubborn.vault))
    expect(error).toMatchObject({ status: 503, code: 'ServiceUnavailable' })
    expect(stubborn.edit(({ faults }) => faults)).toEqual([fault({ status: 503, times: 1 })])
  })

  test.each([
    [{ status: 403 }, 'AuthorizationFailed'],
    [{ status: 409 }, 'Conflict'],
    [{ status: 400, code: 'Strange', message: 'Out of order.' }, 'Strange'],
  ])('that do not pass fail at once: %j', async (more, code) => {
    const { plugin, vault, edit } = setUp({}, [fault({ ...more, times: 1 })])
    const error = await caught(() => plugin.create(vaultType, vault))
    expect(error).toMatchObject({ status: more.status, code })
    expect(edit(({ resources }) => Object.keys(resources))).toHaveLength(1)
    await plugin.create(vaultType, vault)
  })

  test('meet only the operation, type and name that they are for', async () => {
    const { plugin, vault } = setUp({}, [
      fault({ status: 400, operation: 'delete' }),
      fault({ status: 400, type: keyType }),
      fault({ status: 400, name: 'kv-other' }),
    ])
    await plugin.create(vaultType, vault)
  })

  test('in the middle leave the resource behind, and tell of it', async () => {
    const { plugin, vault, edit } = setUp({}, [fault({ status: 500, when: 'middle', times: 1 })])
    const error = await caught(() => plugin.create(vaultType, vault))
    expect(error).toBeInstanceOf(IncompleteError)
    expect(error).toMatchObject({
      id: expect.stringMatching(/\/vaults\/kv-one$/),
      inputs: vault,
      outputs: { name: 'kv-one' },
    })
    expect(edit(({ resources }) => Object.keys(resources))).toHaveLength(2)
  })

  test('can lose the answer: the next try finds the resource there', async () => {
    const { plugin, vault } = setUp({}, [fault({ status: 500, when: 'lost', times: 1 })])
    expect(await caught(() => plugin.create(vaultType, vault))).toBeInstanceOf(LostAnswerError)
    await expect(plugin.create(vaultType, vault)).rejects.toThrow(
      /cannot create already existing resource '.*\/vaults\/kv-one'/,
    )
  })

  test('that wait end when the operation is cancelled', async () => {
    const { plugin, vault, edit } = setUp({}, [fault({ delayMs: 60_000 })])
    const creation = caught(() => plugin.create(vaultType, vault))
    plugin.cancel()
    expect(await creation).toMatchObject({ name: 'AbortError' })
    expect(edit(({ resources }) => Object.keys(resources))).toHaveLength(1)
  })
})

test('federated credentials of one identity are refused at the same time, not one after the other', async () => {
  const { plugin } = setUp()
  await plugin.create(identityType, {
    resourceGroupName: 'rg',
    resourceName: 'id-one',
    location: 'westeurope',
  })
  const create = (name: string) =>
    plugin.create('azure-native:managedidentity:FederatedIdentityCredential', {
      resourceGroupName: 'rg',
      resourceName: 'id-one',
      federatedIdentityCredentialResourceName: name,
      issuer: 'https://issuer.example',
      subject: name,
      audiences: ['api://AzureADTokenExchange'],
    })
  const [one, two] = await Promise.allSettled([create('one'), create('two')])
  expect(one?.status).toBe('fulfilled')
  expect(two).toMatchObject({
    reason: { code: 'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity' },
  })
  await create('two')
})

describe('the identity that deploys', () => {
  test('is a managed identity of this Azure, or the owner', async () => {
    const { plugin, file } = setUp()
    expect(plugin.invoke('azure-native:authorization:getClientConfig')).toMatchObject({
      tenantId: expect.any(String),
      subscriptionId: expect.any(String),
    })
    const { outputs } = await plugin.create(identityType, {
      resourceGroupName: 'rg',
      resourceName: 'id-one',
      location: 'westeurope',
    })
    const clientId = String(outputs.clientId)
    const asIdentity = createPlugin({ file, clientId })
    expect(asIdentity.invoke('azure-native:authorization:getClientConfig')).toMatchObject({
      clientId,
      objectId: outputs.principalId,
    })
    await expect(
      asIdentity.create(identityType, {
        resourceGroupName: 'rg',
        resourceName: 'id-two',
        location: 'westeurope',
      }),
    ).rejects.toMatchObject({ code: 'AuthorizationFailed' })
  })

  test('that is not known, like a wrong subscription, fails before anything is done', () => {
    const { plugin } = setUp({ clientId: 'nobody' })
    expect(() => plugin.configure()).toThrow(/AADSTS700016/)
    const other = setUp({ subscriptionId: 'other' })
    expect(() => other.plugin.configure()).toThrow(/SubscriptionNotFound/)
  })
})

test('functions that are not known are refused', () => {
  expect(() => setUp().plugin.invoke('azure-native:keyvault:getVault')).toThrow(
    'does not know the function azure-native:keyvault:getVault',
  )
})
