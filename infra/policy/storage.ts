import { BlobContainer } from '@pulumi/azure-native/storage/blobContainer.js'
import { StorageAccount } from '@pulumi/azure-native/storage/storageAccount.js'
import { type ResourceValidationPolicy, validateResourceOfType } from '@pulumi/policy'

export const storagePolicies: ResourceValidationPolicy[] = [
  {
    name: 'state-storage-is-closed',
    description: "Pulumi's state is read with a role, over TLS, and never anonymously.",
    enforcementLevel: 'mandatory',
    validateResource: [
      validateResourceOfType(StorageAccount, (account, _args, report) => {
        if (account.allowSharedKeyAccess !== false) report('set allowSharedKeyAccess to false')
        if (account.allowBlobPublicAccess !== false) report('set allowBlobPublicAccess to false')
        if (account.enableHttpsTrafficOnly === false) report('leave enableHttpsTrafficOnly on')
        if (!/^TLS1_[23]$/.test(account.minimumTlsVersion ?? '')) {
          report('set minimumTlsVersion to "TLS1_2"')
        }
      }),
      validateResourceOfType(BlobContainer, ({ publicAccess }, _args, report) => {
        if (publicAccess !== undefined && publicAccess !== 'None') {
          report('set publicAccess to "None"')
        }
      }),
    ],
  },
]
