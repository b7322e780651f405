/** The resource types that the stand-in knows, as `module:Class` of `@pulumi/azure-native`. */
export const resourceTypeNames = [
  'authorization:ManagementLockByScope',
  'authorization:RoleAssignment',
  'authorization:RoleDefinition',
  'keyvault:Key',
  'keyvault:Secret',
  'keyvault:Vault',
  'managedidentity:FederatedIdentityCredential',
  'managedidentity:UserAssignedIdentity',
  'resources:ResourceGroup',
] as const
