import { beforeEach, describe, expect, test } from 'vitest'
import { outputsOf } from '../../../src/emulators/resource-manager/resource-shape.ts'
import { knownType } from '../../../src/emulators/resource-manager/resource-types/registry.ts'
import type { Properties } from '../../../src/emulators/resource-manager/values.ts'
import {
  type AzureFixture,
  createAzureFixture,
  refusal,
  type TypeName,
  vaultInputs,
} from './azure-fixture.ts'

let azure: AzureFixture
let vault: string
beforeEach(() => {
  azure = createAzureFixture()
  vault = azure.vault()
})

const missingGroup = `${createAzureFixture().group}/providers/Microsoft.Insights/actionGroups/none`

/** What making it is answered with. */
function made(type: TypeName, inputs: Properties): string {
  return refusal(() => azure.create(type, inputs))
}

function outputs(id: string): Properties {
  const resource = azure.azure.resources[id.toLowerCase()]
  return resource === undefined ? {} : outputsOf(resource)
}

test('a type that is not known is refused, with those that are', () => {
  expect(() => knownType('azure-native:compute:VirtualMachine')).toThrow(
    /does not know azure-native:compute:VirtualMachine\. It knows .*keyvault:Vault/,
  )
})

describe('every resource', () => {
  test('needs its resource group and a region of Azure', () => {
    const identity = { resourceName: 'id-one' }
    const type = 'managedidentity:UserAssignedIdentity'
    expect(made(type, { ...identity, resourceGroupName: 'none' })).toBe('404 ResourceGroupNotFound')
    expect(made(type, { ...identity, location: 'atlantis' })).toBe(
      '400 LocationNotAvailableForResourceType',
    )
    expect(made(type, { ...identity, location: 'West Europe' })).toBe('nothing was refused')
  })

  test.each<[string, Properties]>([
    ['nothing was refused', tags(50)],
    ['400 TooManyTags', tags(51)],
    ['400 InvalidTagName', { 'a/b': 'x' }],
    ['400 InvalidTagName', { ['x'.repeat(513)]: 'x' }],
    ['400 InvalidTagValue', { a: 'x'.repeat(257) }],
  ])('has tags within the limits: %s', (code, some) => {
    expect(
      made('managedidentity:UserAssignedIdentity', { resourceName: 'id-one', tags: some }),
    ).toBe(code)
  })

  // pulumi/pulumi-azure-native#3479: nothing registers what a new subscription lacks.
  test('needs its resource provider to be registered, whatever the case', () => {
    azure.azure.registered = ['microsoft.keyvault']
    expect(made('managedidentity:UserAssignedIdentity', { resourceName: 'id-one' })).toBe(
      '409 MissingSubscriptionRegistration',
    )
    expect(refusal(() => azure.key())).toBe('nothing was refused')
  })

  // https://learn.microsoft.com/troubleshoot/azure/general/region-access-request-process
  test('cannot be new in a region that is closed to the subscription; its group can', () => {
    azure.azure.closedRegions = ['northeurope']
    const elsewhere = { location: 'North Europe' }
    expect(made('resources:ResourceGroup', { resourceGroupName: 'rg-2', ...elsewhere })).toBe(
      'nothing was refused',
    )
    expect(
      made('managedidentity:UserAssignedIdentity', { resourceName: 'id-one', ...elsewhere }),
    ).toBe('403 RequestDisallowedByAzure')
    azure.azure.closedRegions = ['westeurope']
    const inputs = { ...vaultInputs(azure.azure, 'kv-one'), tags: { a: 'b' } }
    expect(refusal(() => azure.update('keyvault:Vault', inputs))).toBe('nothing was refused')
  })

  // https://learn.microsoft.com/azure/governance/policy/concepts/effect-deny
  test('is refused where a policy denies it', () => {
    const type = 'azure-native:keyvault:Key'
    azure.azure.denials = [
      { name: 'Keys should expire', type, demands: 'properties.attributes.expires' },
    ]
    expect(refusal(() => azure.key())).toBe('403 RequestDisallowedByPolicy')
    const key = (attributes: Properties) =>
      made('keyvault:Key', {
        ...{ vaultName: 'kv-one', keyName: 'one' },
        properties: { kty: 'RSA', attributes },
      })
    expect(key({ enabled: true })).toBe('403 RequestDisallowedByPolicy')
    expect(key({ expires: 2e9 })).toBe('nothing was refused')
    azure.azure.denials = [
      { name: 'No identities', type: 'azure-native:managedidentity:UserAssignedIdentity' },
    ]
    expect(refusal(() => azure.identity('id-one'))).toBe('403 RequestDisallowedByPolicy')
  })

  test('of a vault has fewer tags', () => {
    const key = { vaultName: 'kv-one', properties: { kty: 'RSA' } }
    expect(made('keyvault:Key', { ...key, keyName: 'a', tags: tags(15) })).toBe(
      'nothing was refused',
    )
    expect(made('keyvault:Key', { ...key, keyName: 'b', tags: tags(16) })).toBe('400 TooManyTags')
  })
})

describe('an identity', () => {
  test('that is made again is another principal', () => {
    const first = azure.identity('id-one')
    azure.update('managedidentity:UserAssignedIdentity', {
      resourceName: 'id-one',
      tags: { a: 'b' },
    })
    expect(outputs(first.id)).toMatchObject({ principalId: first.principalId, tags: { a: 'b' } })
    azure.remove('managedidentity:UserAssignedIdentity', first.id)
    expect(azure.identity('id-one').principalId).not.toBe(first.principalId)
  })

  const credential = (n: number | string, more: Properties = {}): Properties => ({
    resourceName: 'id-one',
    federatedIdentityCredentialResourceName: `github-${n}`,
    issuer: 'https://token.actions.githubusercontent.com',
    subject: `repo:contoso/app:environment:${n}`,
    audiences: ['api://AzureADTokenExchange'],
    ...more,
  })
  const type = 'managedidentity:FederatedIdentityCredential'

  test('has 20 federated credentials at most', () => {
    azure.identity('id-one')
    for (let i = 1; i <= 20; i += 1) azure.create(type, credential(i))
    expect(made(type, credential(21))).toBe('400 TooManyFederatedIdentityCredentials')
    azure.update(type, credential(20, { subject: 'repo:contoso/app:ref:refs/heads/main' }))
  })

  test.each<[string, Properties]>([
    ['400 InvalidFederatedIdentityCredential', { subject: 'repo:contoso/*:environment:prod' }],
    ['400 InvalidFederatedIdentityCredential', { issuer: 'http://plain.example' }],
    ['400 InvalidFederatedIdentityCredential', { audiences: ['a', 'b'] }],
    ['400 InvalidResourceName', { federatedIdentityCredentialResourceName: 'x' }],
    ['404 ParentResourceNotFound', { resourceName: 'id-none' }],
    ['409 FederatedIdentityCredentialExists', { subject: 'repo:contoso/app:environment:1' }],
  ])('refuses a credential: %s', (code, more) => {
    azure.identity('id-one')
    azure.create(type, credential(1))
    expect(made(type, credential(2, more))).toBe(code)
  })
})

describe('a diagnostic setting', () => {
  const workspace = (name = 'log-one') =>
    azure.create('operationalinsights:Workspace', { workspaceName: name }).id
  const setting = (name: string, more: Properties): Properties => ({
    resourceUri: vault,
    name,
    logs: [{ categoryGroup: 'allLogs', enabled: true }],
    ...more,
  })
  const type = 'monitor:DiagnosticSetting'

  test('needs a place to send to, which is there', () => {
    expect(made(type, setting('one', {}))).toBe('400 DataSinkMissing')
    const workspaceId = `${azure.group}/providers/Microsoft.OperationalInsights/workspaces/none`
    expect(made(type, setting('one', { workspaceId }))).toBe('404 ResourceNotFound')
    expect(made(type, setting('one', { workspaceId: workspace() }))).toBe('nothing was refused')
  })

  test('sends no category twice to one place', () => {
    const workspaceId = workspace()
    azure.create(type, setting('one', { workspaceId }))
    expect(made(type, setting('two', { workspaceId }))).toBe('409 Conflict')
    expect(made(type, setting('two', { workspaceId: workspace('log-two') }))).toBe(
      'nothing was refused',
    )
  })

  test.each<[Properties]>([
    [{ logs: [{ category: 'SignInLogs', enabled: true }] }],
    [{ logs: [{ category: 'AuditEvent', categoryGroup: 'audit', enabled: true }] }],
    [{ logs: [] }],
  ])('of a vault is refused with %j', (more) => {
    expect(made(type, setting('one', { workspaceId: workspace(), ...more }))).toBe('400 BadRequest')
  })
})

describe('alerts', () => {
  const group = (more: Properties = {}) =>
    azure.create('monitor:ActionGroup', {
      actionGroupName: 'ag-one',
      location: 'Global',
      groupShortName: 'ikctl',
      enabled: true,
      ...more,
    }).id

  test.each<[string, Properties]>([
    ['400 InvalidActionGroupShortName', { groupShortName: 'thirteen char' }],
    ['400 InvalidEmailAddress', { emailReceivers: [{ name: 'a', emailAddress: 'nobody' }] }],
    [
      '400 DuplicateReceiverName',
      {
        emailReceivers: [{ name: 'a', emailAddress: 'a@contoso.example' }],
        webhookReceivers: [{ name: 'a', serviceUri: 'https://contoso.example' }],
      },
    ],
    ['400 LocationNotAvailableForResourceType', { location: 'nowhere' }],
  ])('an action group is refused: %s', (code, more) => {
    expect(refusal(() => group(more))).toBe(code)
  })

  test.each<[string, Properties]>([
    ['nothing was refused', {}],
    ['400 InvalidScopes', { scopes: [] }],
    ['400 BadRequest', { condition: { allOf: [{ field: 'operationName', equals: 'x' }] } }],
    ['404 ResourceNotFound', { actions: { actionGroups: [{ actionGroupId: missingGroup }] } }],
  ])('on the activity log: %s', (code, more) => {
    const inputs = {
      ...{ activityLogAlertName: 'alert', location: 'Global', scopes: [azure.group] },
      condition: { allOf: [{ field: 'category', equals: 'Administrative' }] },
      actions: { actionGroups: [{ actionGroupId: group() }] },
      ...more,
    }
    expect(made('monitor:ActivityLogAlert', inputs)).toBe(code)
  })

  test.each<[string, Properties]>([
    ['nothing was refused', {}],
    ['400 InvalidSeverity', { severity: 5 }],
    ['400 InvalidDuration', { windowSize: 'PT7M' }],
    ['400 InvalidWindowSize', { windowSize: 'PT1M' }],
    ['400 InvalidQuery', { criteria: { allOf: [{ query: ' ' }] } }],
    ['400 InvalidCriteria', { criteria: { allOf: [] } }],
    ['400 InvalidScopes', { scopes: [] }],
    [
      '400 InvalidFailingPeriods',
      {
        criteria: {
          allOf: [
            {
              query: 'x',
              failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 2 },
            },
          ],
        },
      },
    ],
    ['404 ResourceNotFound', { actions: { actionGroups: [missingGroup] } }],
  ])('on a query: %s', (code, more) => {
    const workspaceId = azure.create('operationalinsights:Workspace', {
      workspaceName: 'log-one',
    }).id
    const inputs = {
      ruleName: 'rule',
      severity: 1,
      scopes: [workspaceId],
      evaluationFrequency: 'PT5M',
      windowSize: 'PT30M',
      criteria: { allOf: [{ query: 'AZKVAuditLogs' }] },
      ...more,
    }
    expect(made('monitor:ScheduledQueryRule', inputs)).toBe(code)
  })

  test.each<[string, Properties]>([
    ['nothing was refused', {}],
    ['400 LocationNotAvailableForResourceType', { location: 'westeurope' }],
    ['400 InvalidSeverity', { severity: -1 }],
    ['400 InvalidDuration', { evaluationFrequency: 'PT2M' }],
    ['400 InvalidWindowSize', { evaluationFrequency: 'PT15M' }],
    ['400 MetricNotFound', { criteria: { allOf: [{ name: 'a', metricName: 'Temperature' }] } }],
    [
      '400 DuplicateCriteriaName',
      {
        criteria: {
          allOf: [
            { name: 'a', metricName: 'Availability' },
            { name: 'a', metricName: 'ServiceApiLatency' },
          ],
        },
      },
    ],
  ])('on a metric of a vault: %s', (code, more) => {
    const inputs = {
      ruleName: 'alert',
      location: 'global',
      scopes: [vault],
      severity: 1,
      evaluationFrequency: 'PT1M',
      windowSize: 'PT5M',
      criteria: { allOf: [{ name: 'a', metricName: 'Availability' }] },
      actions: [{ actionGroupId: group() }],
      ...more,
    }
    expect(made('monitor:MetricAlert', inputs)).toBe(code)
  })
})

// https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-create-log-alert-rule
describe('a log alert with an identity', () => {
  const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
  const rule = (identityId: string, workspaceId: string, more: Properties = {}) =>
    made('monitor:ScheduledQueryRule', {
      ...{ ruleName: 'rule', severity: 1, scopes: [workspaceId] },
      ...{ evaluationFrequency: 'PT5M', windowSize: 'PT30M' },
      criteria: { allOf: [{ query: 'AZKVAuditLogs' }] },
      identity: { type: 'UserAssigned', userAssignedIdentities: [identityId] },
      ...more,
    })

  test('queries with the rights of that identity', () => {
    const { id, principalId } = azure.identity('id-alerts')
    const { id: workspaceId } = azure.create('operationalinsights:Workspace', {
      workspaceName: 'log-one',
    })
    expect(rule(`${id}-none`, workspaceId)).toBe('404 ResourceNotFound')
    expect(rule(id, workspaceId)).toBe('403 InsufficientAccessError')
    azure.assign(principalId, reader, workspaceId)
    expect(rule(id, workspaceId, { ruleName: 'a;b' })).toBe('400 InvalidRuleName')
    expect(rule(id, workspaceId)).toBe('nothing was refused')
  })

  test('is made by somebody who may assign that identity', () => {
    const { id, principalId } = azure.identity('id-alerts')
    const { id: workspaceId } = azure.create('operationalinsights:Workspace', {
      workspaceName: 'log-one',
    })
    azure.assign(principalId, reader, workspaceId)
    const deployer = azure.identity('id-deployer')
    const monitoring = '92aaf0da-9dab-42b6-94a3-d43ce8d16293'
    const role = customRole(azure.group, ['Microsoft.Insights/scheduledQueryRules/write'])
    azure.create('authorization:RoleDefinition', role)
    azure.assign(deployer.principalId, String(role.roleDefinitionId), azure.group)
    azure.assign(deployer.principalId, monitoring, azure.group)
    azure.caller = deployer.caller
    expect(rule(id, workspaceId)).toBe('403 LinkedAuthorizationFailed')
  })
})

describe('events', () => {
  const topic = (more: Properties = {}) =>
    azure.create('eventgrid:SystemTopic', {
      systemTopicName: 'topic',
      source: vault,
      topicType: 'Microsoft.KeyVault.vaults',
      ...more,
    }).id

  test('a vault has one system topic, in its own region', () => {
    expect(refusal(() => topic({ location: 'northeurope' }))).toBe('400 InvalidRequest')
    expect(refusal(() => topic({ source: `${vault}-none` }))).toBe('404 ResourceNotFound')
    topic()
    expect(refusal(() => topic({ systemTopicName: 'second' }))).toBe('400 InvalidRequest')
  })

  test.each<[string, Properties]>([
    ['nothing was refused', {}],
    ['400 InvalidRequest', { eventDeliverySchema: 'EventGridSchema' }],
    ['400 InvalidRequest', { destination: { endpointType: 'MonitorAlert' } }],
    ['400 InvalidRequest', { filter: { includedEventTypes: ['Microsoft.KeyVault.KeySigned'] } }],
    [
      '404 ResourceNotFound',
      {
        destination: {
          endpointType: 'MonitorAlert',
          severity: 'Sev3',
          actionGroups: [missingGroup],
        },
      },
    ],
    ['404 ParentResourceNotFound', { systemTopicName: 'none' }],
  ])('a subscription that alerts: %s', (code, more) => {
    topic()
    const inputs = {
      systemTopicName: 'topic',
      eventSubscriptionName: 'mail',
      eventDeliverySchema: 'CloudEventSchemaV1_0',
      destination: { endpointType: 'MonitorAlert', severity: 'Sev3', actionGroups: [] },
      filter: { includedEventTypes: ['Microsoft.KeyVault.KeyNewVersionCreated'] },
      ...more,
    }
    expect(made('eventgrid:SystemTopicEventSubscription', inputs)).toBe(code)
  })
})

// https://learn.microsoft.com/azure/event-grid/security-authorization
test('an event subscription needs rights on the source and on the handler', () => {
  azure.create('eventgrid:SystemTopic', {
    ...{ systemTopicName: 'topic', source: vault, topicType: 'Microsoft.KeyVault.vaults' },
  })
  const group = azure.create('monitor:ActionGroup', {
    ...{ actionGroupName: 'ag-one', location: 'Global', groupShortName: 'ikctl', enabled: true },
  }).id
  const { principalId, caller } = azure.identity('id-deployer')
  const subscribe = () =>
    made('eventgrid:SystemTopicEventSubscription', {
      ...{ systemTopicName: 'topic', eventSubscriptionName: 'mail' },
      eventDeliverySchema: 'CloudEventSchemaV1_0',
      destination: { endpointType: 'MonitorAlert', severity: 'Sev3', actionGroups: [group] },
    })
  const grant = (action: string) => {
    azure.caller = undefined
    const role = customRole(azure.group, [action])
    azure.create('authorization:RoleDefinition', role)
    azure.assign(principalId, role.roleDefinitionId, azure.group)
    azure.caller = caller
  }
  grant('Microsoft.EventGrid/systemTopics/eventSubscriptions/write')
  expect(subscribe()).toBe('403 LinkedAuthorizationFailed')
  grant('Microsoft.EventGrid/EventSubscriptions/Write')
  expect(subscribe()).toBe('403 LinkedAuthorizationFailed')
  grant('Microsoft.Insights/actionGroups/write')
  expect(subscribe()).toBe('nothing was refused')
})

describe('the network', () => {
  const network =
    '/subscriptions/x/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/vnet'
  const endpoint = (more: Properties = {}): Properties => ({
    privateEndpointName: 'pep-one',
    subnet: { id: `${network}/subnets/endpoints` },
    privateLinkServiceConnections: [
      { name: 'kv-one', privateLinkServiceId: vault, groupIds: ['vault'] },
    ],
    ...more,
  })
  const zone = () =>
    azure.create('privatedns:PrivateZone', {
      privateZoneName: 'privatelink.vaultcore.azure.net',
      location: 'global',
    }).id

  test.each<[string, (vault: string) => Properties]>([
    ['nothing was refused', () => ({})],
    ['400 InvalidRequestFormat', () => ({ subnet: { id: network } })],
    ['400 PrivateEndpointMustHaveOneConnection', () => ({ privateLinkServiceConnections: [] })],
    [
      '400 PrivateLinkServiceGroupIdInvalid',
      (id) => ({
        privateLinkServiceConnections: [{ privateLinkServiceId: id, groupIds: ['vaults'] }],
      }),
    ],
    [
      '404 ResourceNotFound',
      (id) => ({
        privateLinkServiceConnections: [
          { privateLinkServiceId: `${id}-none`, groupIds: ['vault'] },
        ],
      }),
    ],
  ])('a private endpoint: %s', (code, more) => {
    expect(made('network:PrivateEndpoint', endpoint(more(vault)))).toBe(code)
  })

  test('a private endpoint has one DNS zone group, with zones that are there', () => {
    azure.create('network:PrivateEndpoint', endpoint())
    const zoneGroup = (name: string, privateDnsZoneId: string) =>
      made('network:PrivateDnsZoneGroup', {
        privateEndpointName: 'pep-one',
        privateDnsZoneGroupName: name,
        privateDnsZoneConfigs: [{ name: 'vault', privateDnsZoneId }],
      })
    const id = zone()
    expect(zoneGroup('default', vault)).toBe('400 BadRequest')
    expect(zoneGroup('default', `${id}x`)).toBe('404 ResourceNotFound')
    expect(zoneGroup('default', id)).toBe('nothing was refused')
    expect(zoneGroup('second', id)).toBe(
      '400 MoreThanOnePrivateDnsZoneGroupPerPrivateEndpointNotAllowed',
    )
  })

  test('a DNS zone is global, is linked once to a network, and stays while it is', () => {
    expect(
      made('privatedns:PrivateZone', { privateZoneName: 'a.example', location: 'westeurope' }),
    ).toBe('400 LocationNotAvailableForResourceType')
    const id = zone()
    const link = (virtualNetworkLinkName: string, networkId: string) => ({
      privateZoneName: 'privatelink.vaultcore.azure.net',
      location: 'global',
      virtualNetworkLinkName,
      virtualNetwork: { id: networkId },
    })
    const type = 'privatedns:VirtualNetworkLink'
    expect(made(type, link('one', vault))).toBe('400 BadRequest')
    const linked = azure.create(type, link('one', network)).id
    expect(made(type, link('two', network.toUpperCase()))).toBe('409 Conflict')
    expect(refusal(() => azure.remove('privatedns:PrivateZone', id))).toBe(
      '409 CannotDeleteResource',
    )
    azure.remove(type, linked)
    azure.remove('privatedns:PrivateZone', id)
  })

  // MicrosoftDocs/azure-docs#122956
  test('a network is linked to one zone of a name, whatever its resource group', () => {
    azure.create('resources:ResourceGroup', { resourceGroupName: 'rg-2', location: 'westeurope' })
    const zoneAndLink = (resourceGroupName: string, privateZoneName: string) => {
      const place = { resourceGroupName, privateZoneName, location: 'global' }
      azure.create('privatedns:PrivateZone', place)
      return made('privatedns:VirtualNetworkLink', {
        ...place,
        virtualNetworkLinkName: 'link',
        virtualNetwork: { id: network },
      })
    }
    expect(zoneAndLink('rg', 'vaultcore.azure.net')).toBe('nothing was refused')
    expect(zoneAndLink('rg-2', 'VaultCore.azure.net')).toBe('400 BadRequest')
    expect(zoneAndLink('rg-2', 'privatelink.vaultcore.azure.net')).toBe('400 BadRequest')
    expect(zoneAndLink('rg-2', 'othervaultcore.azure.net')).toBe('nothing was refused')
  })

  // https://learn.microsoft.com/azure/private-link/private-endpoint-overview
  test('a private endpoint is in the region of its network, in a subnet that is there', () => {
    const { id } = azure.create('network:VirtualNetwork', {
      virtualNetworkName: 'vnet',
      location: 'North Europe',
      subnets: [{ name: 'endpoints', addressPrefix: '10.0.0.0/24' }],
    })
    const at = (location: string, subnet: string) =>
      made(
        'network:PrivateEndpoint',
        endpoint({ location, subnet: { id: `${id}/subnets/${subnet}` } }),
      )
    expect(at('westeurope', 'endpoints')).toBe('400 InvalidResourceReference')
    expect(at('northeurope', 'none')).toBe('400 InvalidResourceReference')
    expect(at('northeurope', 'endpoints')).toBe('nothing was refused')
  })

  test('needs the right to join subnet, vault and zone', () => {
    const { principalId, caller } = azure.identity('id-deployer')
    azure.assign(principalId, 'b24988ac-6180-42a0-ab88-20f7382dd24c', azure.group)
    azure.caller = caller
    expect(made('network:PrivateEndpoint', endpoint())).toBe('403 LinkedAuthorizationFailed')
  })
})

describe('storage', () => {
  const account = (accountName: string): Properties => ({
    accountName,
    kind: 'StorageV2',
    sku: { name: 'Standard_ZRS' },
  })

  test('an account has a name of its own in the world', () => {
    azure.azure.takenNames.push('sttaken')
    expect(made('storage:StorageAccount', account('St-One'))).toBe('400 InvalidResourceName')
    expect(made('storage:StorageAccount', account('sttaken'))).toBe(
      '409 StorageAccountAlreadyTaken',
    )
    const { id } = azure.create('storage:StorageAccount', account('stone'))
    expect(outputs(id)).toMatchObject({
      primaryEndpoints: { blob: 'https://stone.blob.core.windows.net/' },
      sku: { name: 'Standard_ZRS', tier: 'Standard' },
    })
  })

  // https://learn.microsoft.com/azure/storage/common/storage-network-security-limitations
  test.each([
    ['nothing was refused', '203.0.113.7'],
    ['nothing was refused', '203.0.113.16/30'],
    ['400 InvalidValuesForRequestParameters', '203.0.113.7/32'],
    ['400 InvalidValuesForRequestParameters', '203.0.113.6/31'],
    ['400 InvalidValuesForRequestParameters', '10.0.0.0/16'],
    ['400 InvalidValuesForRequestParameters', '2001:db8::/48'],
  ])("an account's firewall: %s for %s", (code, range) => {
    const networkRuleSet = {
      defaultAction: 'Deny',
      ipRules: [{ iPAddressOrRange: range, action: 'Allow' }],
    }
    expect(made('storage:StorageAccount', { ...account('stone'), networkRuleSet })).toBe(code)
  })

  test.each([
    ['nothing was refused', 'default', 30],
    ['400 InvalidResourceName', 'state', 30],
    ['400 InvalidParameter', 'default', 366],
  ])('the blob service of an account: %s', (code, blobServicesName, days) => {
    azure.create('storage:StorageAccount', account('stone'))
    const service = {
      ...{ accountName: 'stone', blobServicesName, isVersioningEnabled: true },
      deleteRetentionPolicy: { enabled: true, days },
    }
    expect(made('storage:BlobServiceProperties', service)).toBe(code)
  })

  test('a container is private where the account says so, and needs its account', () => {
    const container = (accountName: string, more: Properties = {}) =>
      made('storage:BlobContainer', { accountName, containerName: 'state', ...more })
    expect(container('stone')).toBe('404 ParentResourceNotFound')
    azure.create('storage:StorageAccount', account('stone'))
    expect(container('stone', { publicAccess: 'Blob' })).toBe('400 PublicAccessNotPermitted')
    expect(container('stone', { publicAccess: 'None' })).toBe('nothing was refused')
  })
})

/** A role with one action, new for each. */
function customRole(scope: string, actions: string[]) {
  customRoles += 1
  return {
    scope,
    roleDefinitionId: `7d1c2b3a-0000-4000-8000-${String(customRoles).padStart(12, '0')}`,
    roleName: `role ${customRoles}`,
    assignableScopes: [scope],
    permissions: [{ actions }],
  }
}

let customRoles = 0

function tags(count: number): Properties {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`tag-${i}`, 'x']))
}
