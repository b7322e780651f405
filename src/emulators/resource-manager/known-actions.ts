/**
 * The actions that exist, of the resource types that the stand-in knows and of what their deployment
 * touches: a custom role that names another one is refused.
 *
 * @see https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations
 */
export const knownActions = {
  actions: [
    ...of('Microsoft.AlertsManagement', 'register/action'),
    ...of(
      'Microsoft.Authorization',
      ...crud('locks', 'roleAssignments', 'roleDefinitions'),
      ...['elevateAccess/action', 'permissions/read'],
    ),
    ...of(
      'Microsoft.EventGrid',
      ...['register/action', 'unregister/action'],
      ...crud('eventSubscriptions', 'systemTopics', 'systemTopics/eventSubscriptions'),
      ...[
        'eventSubscriptions/getFullUrl/action',
        'systemTopics/eventSubscriptions/getFullUrl/action',
      ],
    ),
    ...of(
      'Microsoft.Insights',
      'register/action',
      ...crud('actionGroups', 'activityLogAlerts', 'diagnosticSettings', 'metricAlerts'),
      ...crud('scheduledQueryRules'),
      ...[
        'metrics/read',
        'metricDefinitions/read',
        'logs/read',
        'diagnosticSettingsCategories/read',
      ],
    ),
    ...of(
      'Microsoft.KeyVault',
      ...['register/action', 'unregister/action', 'checkNameAvailability/read', 'operations/read'],
      ...['deletedVaults/read', 'locations/deletedVaults/read', 'locations/operationResults/read'],
      'locations/deletedVaults/purge/action',
      ...crud('vaults', 'vaults/eventGridFilters', 'vaults/privateEndpointConnections'),
      ...['vaults/deploy/action', 'vaults/privateEndpointConnectionsApproval/action'],
      ...['vaults/accessPolicies/write', 'vaults/privateLinkResources/read'],
      ...['vaults/keys/read', 'vaults/keys/write', 'vaults/keys/versions/read'],
      ...['vaults/secrets/read', 'vaults/secrets/write'],
    ),
    ...of(
      'Microsoft.ManagedIdentity',
      'register/action',
      ...crud('userAssignedIdentities', 'userAssignedIdentities/federatedIdentityCredentials'),
      'userAssignedIdentities/assign/action',
    ),
    ...of(
      'Microsoft.Network',
      ...['register/action', 'networkInterfaces/read', 'privateDnsZones/join/action'],
      ...crud('virtualNetworks', 'virtualNetworks/subnets'),
      ...['virtualNetworks/join/action', 'virtualNetworks/subnets/join/action'],
      'virtualNetworks/subnets/joinViaServiceEndpoint/action',
      ...crud('privateDnsZones', 'privateDnsZones/virtualNetworkLinks'),
      ...crud('privateEndpoints', 'privateEndpoints/privateDnsZoneGroups'),
    ),
    ...of(
      'Microsoft.OperationalInsights',
      'register/action',
      ...crud('workspaces'),
      ...[
        'workspaces/query/read',
        'workspaces/sharedKeys/action',
        'workspaces/analytics/query/action',
      ],
    ),
    ...of(
      'Microsoft.Resources',
      ...crud('subscriptions/resourceGroups', 'deployments'),
      ...['subscriptions/read', 'subscriptions/providers/read', 'subscriptions/locations/read'],
    ),
    ...of(
      'Microsoft.Storage',
      ...['register/action', 'checkNameAvailability/read', 'storageAccounts/listKeys/action'],
      ...crud('storageAccounts', 'storageAccounts/blobServices/containers'),
      ...['storageAccounts/blobServices/read', 'storageAccounts/blobServices/write'],
    ),
  ],
  dataActions: [
    ...of(
      'Microsoft.KeyVault/vaults',
      ...of(
        'keys',
        ...['read', 'delete', 'update/action', 'create/action', 'import/action', 'recover/action'],
        ...['restore/action', 'purge/action', 'backup/action', 'encrypt/action', 'decrypt/action'],
        ...['wrap/action', 'unwrap/action', 'sign/action', 'verify/action', 'release/action'],
        'rotate/action',
      ),
      ...of('keyrotationpolicies', 'read', 'write'),
      ...of(
        'secrets',
        ...['delete', 'backup/action', 'purge/action', 'update/action', 'recover/action'],
        ...['restore/action', 'readMetadata/action', 'getSecret/action', 'setSecret/action'],
      ),
      ...of('certificates', 'read', 'delete', 'create/action', 'import/action'),
    ),
    ...of(
      'Microsoft.Storage/storageAccounts/blobServices/containers/blobs',
      ...['read', 'write', 'delete', 'add/action', 'move/action', 'deleteBlobVersion/action'],
      ...['permanentDelete/action', 'tags/read', 'tags/write', 'filter/action'],
    ),
  ],
} as const satisfies Record<string, readonly string[]>

// --- internal ---

function of(provider: string, ...actions: string[]): string[] {
  return actions.map((action) => `${provider}/${action}`)
}

function crud(...types: string[]): string[] {
  return types.flatMap((type) => of(type, 'read', 'write', 'delete'))
}
