// Breaks every policy on resources at least once.
import { generateKeyPairSync } from 'node:crypto'
import { RoleAssignment } from '@pulumi/azure-native/authorization/roleAssignment.js'
import { RoleDefinition } from '@pulumi/azure-native/authorization/roleDefinition.js'
import { Key } from '@pulumi/azure-native/keyvault/key.js'
import { Secret } from '@pulumi/azure-native/keyvault/secret.js'
import { Vault } from '@pulumi/azure-native/keyvault/vault.js'
import { FederatedIdentityCredential } from '@pulumi/azure-native/managedidentity/federatedIdentityCredential.js'
import { UserAssignedIdentity } from '@pulumi/azure-native/managedidentity/userAssignedIdentity.js'
import { StorageAccount } from '@pulumi/azure-native/storage/storageAccount.js'
import { secret } from '@pulumi/pulumi'

const resourceGroupName = 'rg-contoso-sign-demo'
const place = { resourceGroupName, location: 'westeurope' }
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

const vault = new Vault('vault', {
  ...place,
  vaultName: 'kv-careless',
  properties: {
    tenantId: '7e4b1c52-0d3a-4f86-9c27-5a1e8b6d3f90',
    sku: { family: 'A', name: 'standard' },
    enabledForDeployment: true,
  },
})
new Key('key', {
  resourceGroupName,
  vaultName: vault.name,
  keyName: 'careless',
  properties: {
    kty: 'RSA',
    keySize: 1024,
    attributes: { expires: 1_900_000_000, exportable: true },
    rotationPolicy: {
      lifetimeActions: [{ action: { type: 'rotate' }, trigger: { timeAfterCreate: 'P90D' } }],
    },
  },
})
new Secret('pem', {
  resourceGroupName,
  vaultName: vault.name,
  secretName: 'pem',
  properties: { value: secret(privateKey.export({ type: 'pkcs8', format: 'pem' })) },
})
const identity = new UserAssignedIdentity('identity', { ...place, resourceName: 'id-careless' })
new FederatedIdentityCredential('federation', {
  resourceGroupName,
  resourceName: identity.name,
  issuer: 'https://token.actions.githubusercontent.com',
  subject: 'repo:contoso/app:pull_request',
  audiences: ['api://other'],
})
for (const role of [
  '14b46e9e-c2b7-41b4-b07b-48a6ebf60603',
  'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
]) {
  new RoleAssignment(`role-${role}`, {
    scope: vault.id,
    principalId: identity.principalId,
    principalType: 'ServicePrincipal',
    roleDefinitionId: `/subscriptions/3c9d5e17-8a2b-4c60-b1f4-d07e92a6c835/providers/Microsoft.Authorization/roleDefinitions/${role}`,
  })
}
new RoleDefinition('role', {
  scope: '/subscriptions/3c9d5e17-8a2b-4c60-b1f4-d07e92a6c835',
  roleName: 'everything',
  permissions: [{ actions: ['*'] }],
  assignableScopes: ['/subscriptions/3c9d5e17-8a2b-4c60-b1f4-d07e92a6c835'],
})
new StorageAccount('state', {
  ...place,
  accountName: 'stcareless',
  kind: 'StorageV2',
  sku: { name: 'Standard_LRS' },
})
