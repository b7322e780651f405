import { ManagementLockByScope } from '@pulumi/azure-native/authorization/managementLockByScope.js'
import type { Vault } from '@pulumi/azure-native/keyvault/vault.js'
import type { Children } from './children.ts'
import type { Deployment, Place } from './deployment.ts'
import { type KeyVaultApi, keyVaultResources } from './key-vault-api.ts'
import { onlyWithoutLoss } from './only-without-loss.ts'
import { matching } from './parse.ts'
import { refusal } from './refusal.ts'

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

/** @see https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#vault-name-and-object-name */
export const vaultName = matching(
  /^(?=.{3,24}$)[a-z](-?[a-z0-9])+$/i,
  "a vault's name: 3 to 24 letters, digits and single hyphens, beginning with a letter and not ending with a hyphen",
)

/** How a vault is reached and paid for. */
export interface VaultParameters {
  sku: 'standard' | 'premium'
  allowedIpRanges: readonly string[]
  /** 90 days by default. */
  softDeleteRetentionInDays?: number
  /** Subnets with the service endpoint Microsoft.KeyVault. */
  allowedSubnetIds?: readonly string[]
  /** With which version of its API it is managed. */
  keyVaultApi: KeyVaultApi
}

/** A vault that is used with a role only, from where the parameters allow, and that cannot be lost. */
export function createVault(
  name: string,
  vaultName: string,
  tenantId: string,
  {
    sku,
    allowedIpRanges,
    allowedSubnetIds = [],
    softDeleteRetentionInDays = 90,
    keyVaultApi,
  }: VaultParameters,
  { place, nameOf, optionsOf }: Children & { place: Place },
): Vault {
  return keyVaultResources(keyVaultApi).createVault(
    nameOf(`${name}-vault`),
    {
      ...place,
      vaultName,
      properties: {
        tenantId,
        sku: { family: 'A', name: sku },
        // With access policies instead of roles, every Contributor could let himself in.
        enableRbacAuthorization: true,
        enableSoftDelete: true,
        softDeleteRetentionInDays,
        enablePurgeProtection: true,
        enabledForDeployment: false,
        enabledForDiskEncryption: false,
        enabledForTemplateDeployment: false,
        publicNetworkAccess:
          allowedIpRanges.length + allowedSubnetIds.length > 0 ? 'Enabled' : 'Disabled',
        networkAcls: {
          defaultAction: 'Deny',
          bypass: 'None',
          ipRules: allowedIpRanges.map((value) => ({ value })),
          virtualNetworkRules: allowedSubnetIds.map((id) => ({ id })),
        },
      },
    },
    optionsOf(`${name}-vault`, {
      protect: true,
      hooks: { beforeUpdate: onlyWithoutLoss(nameOf(`${name}-vault`), vaultName) },
    }),
  )
}

/** One of the two vaults that `integration.yaml` names. */
export function createEnvironmentVault(
  name: EnvironmentVault['name'],
  deployment: Deployment,
): EnvironmentVault {
  const { environment, parameters, client, resourceGroupId } = deployment
  const vaultName = deployment.vaultNames[name]
  return {
    name,
    vaultName,
    url: environment.integration.vaults[name],
    id: `${resourceGroupId}/providers/Microsoft.KeyVault/vaults/${vaultName}`,
    resource: createVault(name, vaultName, client.tenantId, parameters, deployment),
  }
}

/**
 * The name of the vault at an address.
 *
 * @throws {RunError} when it could not be a vault's.
 */
export function vaultNameOf(url: string): string {
  try {
    return vaultName(new URL(url).host.split('.')[0])
  } catch (error) {
    throw error instanceof TypeError ? refusal(`${url}: ${error.message}`) : error
  }
}

/** Azure's delete lock. It also blocks the removal of role assignments, hence it is an option. */
export function lockVault(
  { name, vaultName, resource }: EnvironmentVault,
  { nameOf, optionsOf }: Deployment,
) {
  return new ManagementLockByScope(
    nameOf(`${name}-vault-lock`),
    {
      scope: resource.id,
      lockName: `lock-${vaultName}`,
      level: 'CanNotDelete',
      notes: 'The key pair that every tenant logs in with depends on this vault.',
    },
    optionsOf(`${name}-vault-lock`),
  )
}
