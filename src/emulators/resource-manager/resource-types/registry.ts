import { AzureError } from '../azure-error.ts'
import { type AzureTypes, azureTypes } from '../azure-types.ts'
import type { ResourceType } from '../resource-type.ts'
import type { resourceTypeNames } from '../resource-type-names.ts'
import { actionGroup, activityLogAlert, metricAlert, scheduledQueryRule } from './alerts.ts'
import { managementLock, roleAssignment, roleDefinition } from './authorization.ts'
import { diagnosticSetting, workspace } from './diagnostics.ts'
import { systemTopic, systemTopicEventSubscription } from './event-grid.ts'
import { federatedIdentityCredential, userAssignedIdentity } from './identity.ts'
import { key, secret, vault } from './key-vault.ts'
import {
  privateDnsZoneGroup,
  privateEndpoint,
  privateZone,
  virtualNetwork,
  virtualNetworkLink,
} from './network.ts'
import { resourceGroup } from './resources.ts'
import { blobContainer, blobServiceProperties, storageAccount } from './storage.ts'

/** A resource type with what the SDK's typings say of it. */
export type KnownType = ResourceType & AzureTypes['resources'][string]

/**
 * The resource type of a Pulumi token.
 *
 * @throws AzureError for types that the stand-in does not know: it does not pretend.
 */
export function knownType(token: string): KnownType {
  const name = token.replace(/^azure-native:/, '') as (typeof resourceTypeNames)[number]
  const schema = azureTypes.resources[token]
  if (schema === undefined || !Object.hasOwn(resourceTypes, name)) {
    const known = Object.keys(resourceTypes).join(', ')
    throw new AzureError(
      501,
      'UnknownResourceType',
      `The stand-in for Azure Resource Manager does not know ${token}. It knows ${known}.`,
    )
  }
  return { ...resourceTypes[name], ...schema }
}

/** The resource type of a resource id. */
export function tokenOf(id: string): string | undefined {
  const segments = id.split('/')
  const provider = segments.lastIndexOf('providers')
  const azureType =
    provider < 0
      ? 'Microsoft.Resources/subscriptions/resourceGroups'
      : [
          segments[provider + 1],
          ...segments.slice(provider + 2).filter((_, index) => index % 2 === 0),
        ].join('/')
  const found = Object.entries(resourceTypes).find(
    ([, type]) => type.azureType.toLowerCase() === azureType.toLowerCase(),
  )
  return found && `azure-native:${found[0]}`
}

// --- internal ---

const resourceTypes: Record<(typeof resourceTypeNames)[number], ResourceType> = {
  'authorization:ManagementLockByScope': managementLock,
  'authorization:RoleAssignment': roleAssignment,
  'authorization:RoleDefinition': roleDefinition,
  'eventgrid:SystemTopic': systemTopic,
  'eventgrid:SystemTopicEventSubscription': systemTopicEventSubscription,
  'keyvault:Key': key,
  'keyvault:Secret': secret,
  'keyvault:Vault': vault,
  'managedidentity:FederatedIdentityCredential': federatedIdentityCredential,
  'managedidentity:UserAssignedIdentity': userAssignedIdentity,
  'monitor:ActionGroup': actionGroup,
  'monitor:ActivityLogAlert': activityLogAlert,
  'monitor:DiagnosticSetting': diagnosticSetting,
  'monitor:MetricAlert': metricAlert,
  'monitor:ScheduledQueryRule': scheduledQueryRule,
  'network:PrivateDnsZoneGroup': privateDnsZoneGroup,
  'network:PrivateEndpoint': privateEndpoint,
  'network:VirtualNetwork': virtualNetwork,
  'operationalinsights:Workspace': workspace,
  'privatedns:PrivateZone': privateZone,
  'privatedns:VirtualNetworkLink': virtualNetworkLink,
  'resources:ResourceGroup': resourceGroup,
  'storage:BlobContainer': blobContainer,
  'storage:BlobServiceProperties': blobServiceProperties,
  'storage:StorageAccount': storageAccount,
}
