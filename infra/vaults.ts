import { ManagementLockByScope } from '@pulumi/azure-native/authorization/managementLockByScope.js'
import { Vault } from '@pulumi/azure-native/keyvault/vault.js'
import { RunError } from '@pulumi/pulumi'
import type { Deployment } from './deployment.ts'

/** One of the two vaults of an environment. */
export interface EnvironmentVault {
  name: 'signing' | 'settings'
  vaultName: string
  /** `https://HOST`, as in `integration.yaml`. */
  url: string
  /** Resource id, known before the vault is made. */
  id: string
  resource: Vault
}

/** A vault that only identities with a role can use, from where the parameters allow, and that cannot be lost. */
export function createVault(
  name: EnvironmentVault['name'],
  deployment: Deployment,
): EnvironmentVault {
  const { environment, parameters, client, resourceGroupId, place, options } = deployment
  const url = environment.integration.vaults[name]
  const vaultName = vaultNameOf(url)
  const isPublic = parameters.allowedIpRanges.length > 0
  const resource = new Vault(
    `${name}-vault`,
    {
      ...place,
      vaultName,
      properties: {
        tenantId: client.tenantId,
        sku: { family: 'A', name: parameters.sku },
        // With access policies instead of roles, every Contributor could let himself in.
        enableRbacAuthorization: true,
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
        enablePurgeProtection: true,
        enabledForDeployment: false,
        enabledForDiskEncryption: false,
        enabledForTemplateDeployment: false,
        publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled',
        networkAcls: {
          defaultAction: 'Deny',
          bypass: 'None',
          ipRules: parameters.allowedIpRanges.map((value) => ({ value })),
          virtualNetworkRules: [],
        },
      },
    },
    { ...options, protect: true },
  )
  return {
    name,
    vaultName,
    url,
    id: `${resourceGroupId}/providers/Microsoft.KeyVault/vaults/${vaultName}`,
    resource,
  }
}

/** Azure's delete lock. It also blocks the removal of role assignments, hence it is an option. */
export function lockVault(
  { name, vaultName, resource }: EnvironmentVault,
  { options }: Deployment,
) {
  return new ManagementLockByScope(
    `${name}-vault-lock`,
    {
      scope: resource.id,
      lockName: `lock-${vaultName}`,
      level: 'CanNotDelete',
      notes: 'The key pair that every tenant logs in with depends on this vault.',
    },
    options,
  )
}

// --- internal ---

/** @see https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#vault-name-and-object-name */
function vaultNameOf(url: string): string {
  const [vaultName = ''] = new URL(url).host.split('.')
  if (!/^(?=.{3,24}$)[a-z](-?[a-z0-9])+$/i.test(vaultName)) {
    throw new RunError(
      `"${vaultName}" of ${url} cannot be a vault's name: 3 to 24 letters, digits and single hyphens, beginning with a letter and not ending with a hyphen`,
    )
  }
  return vaultName
}
