/** What a role allows, in the patterns of Azure's role definitions. */
export interface RolePermissions {
  actions: readonly string[]
  notActions?: readonly string[]
  dataActions?: readonly string[]
  notDataActions?: readonly string[]
}

export interface RoleDefinition {
  roleName: string
  permissions: readonly RolePermissions[]
  /** A condition that is part of the role, as with Key Vault Data Access Administrator. */
  condition?: string
}

const readAuthorization = 'Microsoft.Authorization/*/read'
const vaultReaders = [
  'Microsoft.KeyVault/checkNameAvailability/read',
  'Microsoft.KeyVault/vaults/*/read',
]

/**
 * Azure's built-in roles as far as vaults and their deployment need them, by GUID.
 *
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
export const builtInRoles: Readonly<Record<string, RoleDefinition>> = {
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635': role('Owner', { actions: ['*'] }),
  'b24988ac-6180-42a0-ab88-20f7382dd24c': role('Contributor', {
    actions: ['*'],
    notActions: [
      'Microsoft.Authorization/*/Delete',
      'Microsoft.Authorization/*/Write',
      'Microsoft.Authorization/elevateAccess/Action',
    ],
  }),
  'acdd72a7-3385-48ef-bd42-f606fba81ae7': role('Reader', { actions: ['*/read'] }),
  '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9': role('User Access Administrator', {
    actions: ['*/read', 'Microsoft.Authorization/*'],
  }),
  'f58310d9-a9f6-439a-9e8d-f62e7b41a168': role('Role Based Access Control Administrator', {
    actions: [
      'Microsoft.Authorization/roleAssignments/write',
      'Microsoft.Authorization/roleAssignments/delete',
      '*/read',
    ],
  }),
  '92aaf0da-9dab-42b6-94a3-d43ce8d16293': role('Log Analytics Contributor', {
    actions: [
      '*/read',
      'Microsoft.Insights/diagnosticSettings/*',
      'Microsoft.OperationalInsights/*',
    ],
  }),
  'e40ec5ca-96e0-45a2-b4ff-59039f2c2b59': role('Managed Identity Contributor', {
    actions: [readAuthorization, 'Microsoft.ManagedIdentity/userAssignedIdentities/*'],
  }),
  'f25e0fa2-a7c8-4377-a976-54943a77a395': role('Key Vault Contributor', {
    actions: [readAuthorization, 'Microsoft.KeyVault/*'],
    notActions: ['Microsoft.KeyVault/locations/deletedVaults/purge/action'],
  }),
  '8b54135c-b56d-4d72-a534-26097cfdc8d8': role(
    'Key Vault Data Access Administrator',
    {
      actions: [
        readAuthorization,
        'Microsoft.Authorization/roleAssignments/write',
        'Microsoft.Authorization/roleAssignments/delete',
        'Microsoft.Resources/subscriptions/resourceGroups/read',
        'Microsoft.KeyVault/vaults/*/read',
      ],
    },
    onlyRoles([
      '00482a5a-887f-4fb3-b363-3b7fe8e74483',
      'a4417e6f-fecd-4de8-b567-7b0420556985',
      '14b46e9e-c2b7-41b4-b07b-48a6ebf60603',
      'e147488a-f6f5-4113-8e2d-b22465e65bf6',
      '12338af0-0e69-4776-bea7-57ae8d297424',
      '21090545-7ca7-4776-b22c-e363652d74d2',
      'b86a8fe4-44ce-4948-aee5-eccb2c155cd7',
      '4633458b-17de-408a-b874-0445c86b69e6',
    ]),
  ),
  '00482a5a-887f-4fb3-b363-3b7fe8e74483': role('Key Vault Administrator', {
    actions: [readAuthorization, ...vaultReaders],
    dataActions: ['Microsoft.KeyVault/vaults/*'],
  }),
  '14b46e9e-c2b7-41b4-b07b-48a6ebf60603': role('Key Vault Crypto Officer', {
    actions: [readAuthorization, ...vaultReaders],
    dataActions: [
      'Microsoft.KeyVault/vaults/keys/*',
      'Microsoft.KeyVault/vaults/keyrotationpolicies/*',
    ],
  }),
  'b86a8fe4-44ce-4948-aee5-eccb2c155cd7': role('Key Vault Secrets Officer', {
    actions: [readAuthorization, ...vaultReaders],
    dataActions: ['Microsoft.KeyVault/vaults/secrets/*'],
  }),
  '12338af0-0e69-4776-bea7-57ae8d297424': role('Key Vault Crypto User', {
    actions: [],
    dataActions: [
      'Microsoft.KeyVault/vaults/keys/read',
      'Microsoft.KeyVault/vaults/keys/update/action',
      'Microsoft.KeyVault/vaults/keys/backup/action',
      'Microsoft.KeyVault/vaults/keys/encrypt/action',
      'Microsoft.KeyVault/vaults/keys/decrypt/action',
      'Microsoft.KeyVault/vaults/keys/wrap/action',
      'Microsoft.KeyVault/vaults/keys/unwrap/action',
      'Microsoft.KeyVault/vaults/keys/sign/action',
      'Microsoft.KeyVault/vaults/keys/verify/action',
    ],
  }),
  '4633458b-17de-408a-b874-0445c86b69e6': role('Key Vault Secrets User', {
    actions: [],
    dataActions: [
      'Microsoft.KeyVault/vaults/secrets/getSecret/action',
      'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
    ],
  }),
  '21090545-7ca7-4776-b22c-e363652d74d2': role('Key Vault Reader', {
    actions: [readAuthorization, ...vaultReaders],
    dataActions: [
      'Microsoft.KeyVault/vaults/*/read',
      'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
    ],
  }),
  'e147488a-f6f5-4113-8e2d-b22465e65bf6': role('Key Vault Crypto Service Encryption User', {
    actions: [],
    dataActions: [
      'Microsoft.KeyVault/vaults/keys/read',
      'Microsoft.KeyVault/vaults/keys/wrap/action',
      'Microsoft.KeyVault/vaults/keys/unwrap/action',
    ],
  }),
  'a4417e6f-fecd-4de8-b567-7b0420556985': role('Key Vault Certificates Officer', {
    actions: [readAuthorization, ...vaultReaders],
    dataActions: [
      'Microsoft.KeyVault/vaults/certificatecas/*',
      'Microsoft.KeyVault/vaults/certificates/*',
    ],
  }),
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe': role('Storage Blob Data Contributor', {
    actions: ['Microsoft.Storage/storageAccounts/blobServices/containers/*'],
    dataActions: ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*'],
  }),
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1': role('Storage Blob Data Reader', {
    actions: ['Microsoft.Storage/storageAccounts/blobServices/containers/read'],
    dataActions: ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'],
  }),
}

// --- internal ---

function role(roleName: string, permissions: RolePermissions, condition?: string): RoleDefinition {
  return { roleName, permissions: [permissions], ...(condition === undefined ? {} : { condition }) }
}

function onlyRoles(guids: readonly string[]): string {
  const among = (source: string) =>
    `${source}[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${guids.join(', ')}}`
  const when = (action: string) =>
    `!(ActionMatches{'Microsoft.Authorization/roleAssignments/${action}'})`
  return `((${when('write')}) OR (${among('@Request')})) AND ((${when('delete')}) OR (${among('@Resource')}))`
}
