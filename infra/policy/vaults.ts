import { AccessPolicy } from '@pulumi/azure-native/keyvault/accessPolicy.js'
import { Vault } from '@pulumi/azure-native/keyvault/vault.js'
import { type ResourceValidationPolicy, validateResourceOfType } from '@pulumi/policy'

export const vaultPolicies: ResourceValidationPolicy[] = [
  {
    name: 'vault-uses-roles',
    description:
      'Access to a vault is by role: with access policies any Contributor can let himself in.',
    enforcementLevel: 'mandatory',
    validateResource: [
      validateResourceOfType(Vault, ({ properties }, _args, report) => {
        if (properties.enableRbacAuthorization !== true) {
          report('set enableRbacAuthorization to true; without it the vault uses access policies')
        }
        if ((properties.accessPolicies ?? []).length > 0) report('remove accessPolicies, use roles')
      }),
      validateResourceOfType(AccessPolicy, (_policy, _args, report) => {
        report('use a role assignment instead of an access policy')
      }),
    ],
  },
  {
    name: 'vault-cannot-be-purged',
    description: 'What is deleted from a vault can be recovered for 90 days.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(Vault, ({ properties }, _args, report) => {
      if (properties.enablePurgeProtection !== true) report('set enablePurgeProtection to true')
      if (properties.enableSoftDelete === false) report('leave enableSoftDelete on')
      if ((properties.softDeleteRetentionInDays ?? 90) < 90) {
        report('set softDeleteRetentionInDays to 90; it cannot be changed later')
      }
    }),
  },
  {
    name: 'vault-is-closed',
    description: 'A vault is reached through private endpoints or from listed addresses only.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(Vault, ({ properties }, _args, report) => {
      const { networkAcls } = properties
      if (networkAcls?.defaultAction !== 'Deny') report('set networkAcls.defaultAction to "Deny"')
      if (networkAcls?.bypass !== 'None') {
        report('set networkAcls.bypass to "None": no Azure service needs a way around the firewall')
      }
      for (const { value } of networkAcls?.ipRules ?? []) {
        const prefix = Number(value.split('/')[1] ?? 32)
        if (!(prefix >= 8)) report(`the IP rule "${value}" is too wide to be a firewall`)
      }
      const listed = [...(networkAcls?.ipRules ?? []), ...(networkAcls?.virtualNetworkRules ?? [])]
      if (properties.publicNetworkAccess !== 'Disabled' && listed.length === 0) {
        report('set publicNetworkAccess to "Disabled", or list who may use it')
      }
    }),
  },
  {
    name: 'vault-is-not-for-machines',
    description: 'Virtual machines, disk encryption and templates get nothing out of a vault.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(Vault, ({ properties }, _args, report) => {
      const flags = [
        'enabledForDeployment',
        'enabledForDiskEncryption',
        'enabledForTemplateDeployment',
      ] as const
      for (const flag of flags) if (properties[flag] === true) report(`set ${flag} to false`)
    }),
  },
  {
    name: 'vault-is-protected',
    description: 'Pulumi refuses to delete or replace a vault.',
    enforcementLevel: 'mandatory',
    validateResource: validateResourceOfType(Vault, (_vault, { opts }, report) => {
      if (!opts.protect) report('set the resource option protect to true')
    }),
  },
]
