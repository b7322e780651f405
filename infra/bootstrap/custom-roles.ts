import { allResourceProviders } from './resource-providers.ts'

/**
 * What the deployer may do in the environment's resource group: exactly what the main program does.
 * It can neither delete vaults nor use them, and assigns roles only by another, conditioned role.
 */
export const deployerActions: readonly string[] = [
  'Microsoft.Resources/subscriptions/resourceGroups/read',
  ...['read', 'write', 'PrivateEndpointConnectionsApproval/action'].map(
    (action) => `Microsoft.KeyVault/vaults/${action}`,
  ),
  'Microsoft.KeyVault/locations/operationResults/read',
  // Azure Resource Manager makes keys and writes secrets, but neither uses nor reads nor deletes them.
  ...readWrite('Microsoft.KeyVault/vaults/keys', 'Microsoft.KeyVault/vaults/secrets'),
  ...readWriteDelete(
    'Microsoft.KeyVault/vaults/eventGridFilters',
    'Microsoft.Network/privateEndpoints',
    'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
    'Microsoft.Network/privateDnsZones',
    'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
    'Microsoft.ManagedIdentity/userAssignedIdentities',
    'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
    'Microsoft.Insights/diagnosticSettings',
    'Microsoft.Insights/actionGroups',
    'Microsoft.Insights/activityLogAlerts',
    'Microsoft.Insights/scheduledQueryRules',
    'Microsoft.Insights/metricAlerts',
    'Microsoft.EventGrid/systemTopics',
    'Microsoft.EventGrid/systemTopics/eventSubscriptions',
    // On the vault, where a topic's subscription is checked.
    'Microsoft.EventGrid/eventSubscriptions',
  ),
  'Microsoft.Network/privateDnsZones/join/action',
  // Rules that query logs run as an identity.
  'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
  'Microsoft.Network/networkInterfaces/read',
  // Logs outlive what they are about.
  ...readWrite('Microsoft.OperationalInsights/workspaces'),
  'Microsoft.OperationalInsights/workspaces/sharedKeys/action',
  'Microsoft.Authorization/roleAssignments/read',
  'Microsoft.Authorization/roleDefinitions/read',
  // A lock that the deployer could take off would protect from nobody.
  ...readWrite('Microsoft.Authorization/locks'),
]

/** What the deployer may do to a subnet, a DNS zone or a workspace that belongs to somebody else. */
export const sharedResourceActions: readonly string[] = [
  'Microsoft.Network/virtualNetworks/read',
  'Microsoft.Network/virtualNetworks/join/action',
  'Microsoft.Network/virtualNetworks/subnets/read',
  'Microsoft.Network/virtualNetworks/subnets/join/action',
  'Microsoft.Network/privateDnsZones/read',
  'Microsoft.Network/privateDnsZones/join/action',
  'Microsoft.OperationalInsights/workspaces/read',
  'Microsoft.OperationalInsights/workspaces/sharedKeys/action',
]

/** Registers the resource providers of this program, and looks which are registered. */
export const registrationActions: readonly string[] = [
  'Microsoft.Resources/subscriptions/providers/read',
  ...allResourceProviders.map((namespace) => `${namespace}/register/action`),
]

/** What Pulumi's secrets provider does: it wraps the data key of a stack. */
export const stackSecretsDataActions: readonly string[] = [
  'Microsoft.KeyVault/vaults/keys/read',
  'Microsoft.KeyVault/vaults/keys/encrypt/action',
  'Microsoft.KeyVault/vaults/keys/decrypt/action',
]

/**
 * What Pulumi does with its state. It deletes locks, so deleting blobs has to be allowed; their earlier
 * versions and the container stay out of reach, unlike with Storage Blob Data Contributor.
 */
export const stateWriterDataActions: readonly string[] = [
  'read',
  'write',
  'add/action',
  'delete',
].map((action) => `Microsoft.Storage/storageAccounts/blobServices/containers/blobs/${action}`)

/**
 * The condition under which the deployer assigns roles: only these roles, only to applications and
 * groups, and never to itself (or it could sign).
 *
 * @param roles GUIDs of role definitions.
 * @param principalId the deployer's own.
 * @see https://learn.microsoft.com/azure/role-based-access-control/conditions-format
 */
export function assignableRoles(roles: readonly string[], principalId: string): string {
  const attribute = (source: string, name: string) =>
    `@${source}[Microsoft.Authorization/roleAssignments:${name}]`
  const oneOfThese = `ForAnyOfAnyValues:GuidEquals {${roles.join(', ')}}`
  const unless = (action: string, ...conditions: string[]) =>
    `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/${action}'})) OR (${conditions.join(' AND ')}))`
  return [
    unless(
      'write',
      `${attribute('Request', 'RoleDefinitionId')} ${oneOfThese}`,
      `${attribute('Request', 'PrincipalType')} ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal', 'Group'}`,
      `${attribute('Request', 'PrincipalId')} ForAnyOfAllValues:GuidNotEquals {${principalId}}`,
    ),
    unless('delete', `${attribute('Resource', 'RoleDefinitionId')} ${oneOfThese}`),
  ].join(' AND ')
}

// --- internal ---

function readWrite(...types: string[]): string[] {
  return types.flatMap((type) => [`${type}/read`, `${type}/write`])
}

function readWriteDelete(...types: string[]): string[] {
  return types.flatMap((type) => [`${type}/read`, `${type}/write`, `${type}/delete`])
}
