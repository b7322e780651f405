// Keeps to the policies on resources, but logs, watches and hears nothing.
import { Key } from '@pulumi/azure-native/keyvault/key.js'
import { Vault } from '@pulumi/azure-native/keyvault/vault.js'
import { ActionGroup } from '@pulumi/azure-native/monitor/actionGroup.js'

const resourceGroupName = 'rg-contoso-sign-demo'
const place = { resourceGroupName, location: 'westeurope' }

const vault = new Vault(
  'vault',
  {
    ...place,
    vaultName: 'kv-unwatched',
    properties: {
      tenantId: '7e4b1c52-0d3a-4f86-9c27-5a1e8b6d3f90',
      sku: { family: 'A', name: 'standard' },
      enableRbacAuthorization: true,
      enablePurgeProtection: true,
      publicNetworkAccess: 'Disabled',
      networkAcls: { defaultAction: 'Deny', bypass: 'None' },
    },
  },
  { protect: true },
)
new Key(
  'key',
  {
    resourceGroupName,
    vaultName: vault.name,
    keyName: 'unwatched',
    properties: { kty: 'RSA', keySize: 2048, keyOps: ['sign'] },
  },
  { ignoreChanges: ['properties'] },
)
new ActionGroup('nobody', {
  resourceGroupName,
  location: 'Global',
  groupShortName: 'nobody',
  enabled: true,
})
