import { AzureError } from '../azure-error.ts'
import { badRequest, type ResourceType } from '../resource-type.ts'
import { at, listAt, type Properties, textAt } from '../values.ts'

/** Storage accounts: names are unique in the world. */
export const storageAccount: ResourceType = {
  azureType: 'Microsoft.Storage/storageAccounts',
  path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}',
  autoName: 'random',
  name: { pattern: /^[a-z0-9]{3,24}$/, rule: '3 to 24 lower-case letters and digits' },
  replaceOn: ['isHnsEnabled'],
  location: 'region',
  linkedActions: ({ inputs }) =>
    listAt(inputs, 'networkRuleSet.virtualNetworkRules').map((rule) => ({
      action: 'Microsoft.Network/virtualNetworks/subnets/joinViaServiceEndpoint/action',
      id: textAt(rule, 'virtualNetworkResourceId'),
    })),
  check({ azure, name, inputs, before }) {
    checkIpRules(inputs)
    const isTaken =
      azure.takenNames.includes(name) ||
      Object.values(azure.resources).some(
        ({ type, id }) =>
          type === 'azure-native:storage:StorageAccount' && id.split('/').at(-1) === name,
      )
    if (before === undefined && isTaken) {
      throw new AzureError(
        409,
        'StorageAccountAlreadyTaken',
        `The storage account named ${name} is already taken.`,
      )
    }
  },
  add: ({ name, inputs, now, before }) => ({
    added: {
      provisioningState: 'Succeeded',
      creationTime: before?.added.creationTime ?? now,
      primaryLocation: inputs.location ?? '',
      statusOfPrimary: 'available',
      primaryEndpoints: Object.fromEntries(
        ['blob', 'dfs', 'file', 'queue', 'table', 'web'].map((service) => [
          service,
          `https://${name}.${service}.core.windows.net/`,
        ]),
      ),
      sku: {
        name: textAt(inputs, 'sku.name'),
        tier: textAt(inputs, 'sku.name').split('_')[0] ?? '',
      },
      accessTier: inputs.accessTier ?? 'Hot',
      minimumTlsVersion: inputs.minimumTlsVersion ?? 'TLS1_0',
      enableHttpsTrafficOnly: inputs.enableHttpsTrafficOnly ?? true,
      allowBlobPublicAccess: inputs.allowBlobPublicAccess ?? false,
      networkRuleSet: inputs.networkRuleSet ?? {
        bypass: 'AzureServices',
        defaultAction: 'Allow',
        ipRules: [],
        virtualNetworkRules: [],
      },
    },
  }),
}

/** Every account has them, as "default": writing them for the first time is no conflict. */
export const blobServiceProperties: ResourceType = {
  azureType: 'Microsoft.Storage/storageAccounts/blobServices',
  path: `${storageAccount.path}/blobServices/{blobServicesName}`,
  autoName: 'copy',
  // https://github.com/pulumi/pulumi-azure-native/issues/4022
  name: { pattern: /^default$/, rule: '"default"' },
  check({ inputs }) {
    for (const policy of ['deleteRetentionPolicy', 'containerDeleteRetentionPolicy']) {
      const days = at(inputs, `${policy}.days`)
      if (days === undefined || (Number(days) >= 1 && Number(days) <= 365)) continue
      throw badRequest(`'${policy}' keeps 1 to 365 days, not ${days}.`, 'InvalidParameter')
    }
  },
  add: () => ({ added: {} }),
}

export const blobContainer: ResourceType = {
  azureType: 'Microsoft.Storage/storageAccounts/blobServices/containers',
  path: `${storageAccount.path}/blobServices/default/containers/{containerName}`,
  autoName: 'copy',
  name: {
    pattern: /^(?=.{3,63}$)[a-z0-9](-?[a-z0-9])*$/,
    rule: '3 to 63 lower-case letters, digits and single hyphens, not beginning or ending with a hyphen',
  },
  check({ azure, id, inputs }) {
    const account = azure.resources[id.split('/').slice(0, -4).join('/').toLowerCase()]
    const access = textAt(inputs, 'publicAccess')
    if (access !== '' && access !== 'None' && account?.added.allowBlobPublicAccess !== true) {
      throw badRequest(
        'Public access is not permitted on this storage account.',
        'PublicAccessNotPermitted',
      )
    }
  },
  add: ({ now, inputs, before }) => ({
    added: {
      publicAccess: inputs.publicAccess ?? 'None',
      deleted: false,
      hasImmutabilityPolicy: false,
      hasLegalHold: false,
      lastModifiedTime: now,
      leaseState: before?.added.leaseState ?? 'Available',
      leaseStatus: 'Unlocked',
      defaultEncryptionScope: inputs.defaultEncryptionScope ?? '$account-encryption-key',
      denyEncryptionScopeOverride: inputs.denyEncryptionScopeOverride ?? false,
    },
  }),
}

// --- internal ---

/**
 * Storage firewalls take public IPv4 addresses and ranges up to /30.
 *
 * @see https://learn.microsoft.com/azure/storage/common/storage-network-security-limitations
 */
function checkIpRules(inputs: Properties): void {
  for (const rule of listAt(inputs, 'networkRuleSet.ipRules')) {
    const value = textAt(rule, 'iPAddressOrRange')
    const [, prefix] = /^\d{1,3}(?:\.\d{1,3}){3}(?:\/(\d{1,2}))?$/.exec(value) ?? ['', '99']
    const isPrivate = /^(10|127|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(value)
    if ((prefix === undefined || Number(prefix) <= 30) && !isPrivate) continue
    throw badRequest(
      `Values for request parameters are invalid: networkAcls.ipRule[*].value '${value}'. Single addresses are written without a prefix; /31, /32 and private ranges are not supported.`,
      'InvalidValuesForRequestParameters',
    )
  }
}
