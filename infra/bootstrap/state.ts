import type { Key } from '@pulumi/azure-native/keyvault/key.js'
import type { Vault } from '@pulumi/azure-native/keyvault/vault.js'
import {
  DiagnosticSetting,
  type DiagnosticSettingArgs,
} from '@pulumi/azure-native/monitor/diagnosticSetting.js'
import { Workspace } from '@pulumi/azure-native/operationalinsights/workspace.js'
import { BlobContainer } from '@pulumi/azure-native/storage/blobContainer.js'
import { BlobServiceProperties } from '@pulumi/azure-native/storage/blobServiceProperties.js'
import { StorageAccount } from '@pulumi/azure-native/storage/storageAccount.js'
import { interpolate } from '@pulumi/pulumi'
import { keyVaultResources } from '../key-vault-api.ts'
import { createVault } from '../vaults.ts'
import type { Setting } from './docusign-bootstrap.ts'
import type { BootstrapParameters } from './parameters.ts'

/**
 * Blob storage for Pulumi's state: read and written with a role, never with an account key; what is
 * overwritten or deleted can be brought back for 30 days.
 */
export function createStateStorage(
  { stateStorageAccount, stateReplication, allowedIpRanges, runnerSubnetIds }: BootstrapParameters,
  { place, nameOf, optionsOf }: Setting,
): { account: StorageAccount; container: BlobContainer } {
  const account = new StorageAccount(
    nameOf('state'),
    {
      ...place,
      accountName: stateStorageAccount,
      kind: 'StorageV2',
      sku: { name: stateReplication },
      allowSharedKeyAccess: false,
      allowBlobPublicAccess: false,
      allowCrossTenantReplication: false,
      enableHttpsTrafficOnly: true,
      minimumTlsVersion: 'TLS1_2',
      publicNetworkAccess: 'Enabled',
      networkRuleSet: {
        defaultAction: 'Deny',
        bypass: 'None',
        ipRules: allowedIpRanges.map(storageIpRule),
        virtualNetworkRules: runnerSubnetIds.map((virtualNetworkResourceId) => ({
          virtualNetworkResourceId,
          action: 'Allow' as const,
        })),
      },
    },
    optionsOf('state', { protect: true }),
  )
  const inAccount = { resourceGroupName: place.resourceGroupName, accountName: account.name }
  const kept = { enabled: true, days: 30 }
  new BlobServiceProperties(
    nameOf('state-service'),
    {
      ...inAccount,
      blobServicesName: 'default',
      isVersioningEnabled: true,
      deleteRetentionPolicy: kept,
      containerDeleteRetentionPolicy: kept,
    },
    optionsOf('state-service'),
  )
  const container = new BlobContainer(
    nameOf('state-container'),
    { ...inAccount, containerName: 'pulumi', publicAccess: 'None' },
    optionsOf('state-container', { protect: true }),
  )
  return { account, container }
}

/** A vault of its own: what protects the state must not depend on what the state describes. */
export function createSecretsProvider(
  { secretsVault, allowedIpRanges, runnerSubnetIds, keyVaultApi }: BootstrapParameters,
  tenantId: string,
  setting: Setting,
): { vault: Vault; key: Key } {
  const { place, nameOf, optionsOf } = setting
  const vault = createVault(
    'secrets',
    secretsVault,
    tenantId,
    { sku: 'standard', allowedIpRanges, allowedSubnetIds: runnerSubnetIds, keyVaultApi },
    setting,
  )
  const key = keyVaultResources(keyVaultApi).createKey(
    nameOf('secrets-key'),
    {
      resourceGroupName: place.resourceGroupName,
      vaultName: vault.name,
      keyName: 'pulumi',
      properties: {
        kty: 'RSA',
        keySize: 3072,
        keyOps: ['encrypt', 'decrypt'],
        attributes: { enabled: true, exportable: false },
      },
    },
    optionsOf('secrets-key', {
      ...{ protect: true, retainOnDelete: true, ignoreChanges: ['properties', 'tags'] },
    }),
  )
  return { vault, key }
}

/** Logs who reads and writes the state and uses its key, out of the reach of who deploys. */
export function logState(
  { workspaceId: given }: BootstrapParameters,
  account: StorageAccount,
  vault: Vault,
  { baseName, place, nameOf, optionsOf }: Setting,
): void {
  const workspaceId =
    given ??
    new Workspace(
      nameOf('state-log'),
      {
        ...place,
        workspaceName: `log-${baseName}-state`,
        sku: { name: 'PerGB2018' },
        retentionInDays: 90,
      },
      optionsOf('state-log'),
    ).id
  const log = (part: string, resourceUri: DiagnosticSettingArgs['resourceUri'], metric: string) =>
    new DiagnosticSetting(
      nameOf(part),
      {
        name: 'ikctl',
        resourceUri,
        workspaceId,
        logAnalyticsDestinationType: 'Dedicated',
        logs: [{ categoryGroup: 'allLogs', enabled: true }],
        metrics: [{ category: metric, enabled: true }],
      },
      optionsOf(part),
    )
  log('secrets-diagnostics', vault.id, 'AllMetrics')
  log('state-diagnostics', interpolate`${account.id}/blobServices/default`, 'Transaction')
}

// --- internal ---

/** Storage firewalls take a single address without a prefix only. */
function storageIpRule(range: string): { iPAddressOrRange: string; action: 'Allow' } {
  return { iPAddressOrRange: range.replace(/\/32$/, ''), action: 'Allow' }
}
