import { getClientConfig } from '@pulumi/azure-native/authorization/getClientConfig.js'
import { RoleAssignment } from '@pulumi/azure-native/authorization/roleAssignment.js'
import { RoleDefinition } from '@pulumi/azure-native/authorization/roleDefinition.js'
import { Key } from '@pulumi/azure-native/keyvault/key.js'
import type { Vault } from '@pulumi/azure-native/keyvault/vault.js'
import { ResourceGroup } from '@pulumi/azure-native/resources/resourceGroup.js'
import { BlobContainer } from '@pulumi/azure-native/storage/blobContainer.js'
import { StorageAccount } from '@pulumi/azure-native/storage/storageAccount.js'
import * as pulumi from '@pulumi/pulumi'
import type { Deployment } from '../deployment.ts'
import { createIdentity } from '../identities.ts'
import {
  builtInRoles,
  roleDefinitionId,
  type VaultRole,
  vaultRoleId,
  vaultRoles,
} from '../roles.ts'
import { stableGuid } from '../stable-guid.ts'
import { createVault } from '../vaults.ts'
import {
  assignableRoles,
  deployerActions,
  sharedResourceActions,
  stackSecretsDataActions,
} from './custom-roles.ts'
import { type BootstrapParameters, readBootstrapParameters } from './parameters.ts'

/** The stack's outputs: what the main stack and CI are set up with. */
export interface Bootstrapped {
  /** For `pulumi login`. */
  backendUrl: pulumi.Output<string>
  /** For `pulumi stack init --secrets-provider`. */
  secretsProvider: pulumi.Output<string>
  /** `ARM_CLIENT_ID` of the job that deploys. */
  deployerClientId: pulumi.Output<string>
  /** `ARM_CLIENT_ID` of the job that previews. */
  previewClientId: pulumi.Output<string>
  tenantId: string
  subscriptionId: string
}

/**
 * What the subscription's owner makes once for an environment (the stack's name): its resource group,
 * the state of the main stack, the vault of its secrets provider, the custom roles, and the identities
 * that deploy and preview.
 */
export async function bootstrap(): Promise<Bootstrapped> {
  const parameters = readBootstrapParameters(new pulumi.Config())
  const { tenantId, subscriptionId } = await getClientConfig()
  const setting = createGroups(parameters, subscriptionId)
  const container = createStateStorage(parameters, setting)
  const { vault, key } = createSecretsProvider(parameters, tenantId, setting)
  const deployer = createIdentity(
    'deployer',
    `id-${setting.baseName}-deployer`,
    parameters.deployerSubjects,
    setting.place,
    {},
  )
  const preview = createIdentity(
    'preview',
    `id-${setting.baseName}-preview`,
    parameters.previewSubjects,
    setting.place,
    {},
  )
  const assign = (who: Identity, name: string, scope: Scope, role: pulumi.Input<string>) =>
    createAssignment(who, name, scope, role, setting)
  const deploys: Identity = { name: 'deployer', principalId: deployer.principalId }
  const previews: Identity = { name: 'preview', principalId: preview.principalId }
  const state: Scope = { name: 'state', id: container.id }
  const secrets: Scope = { name: 'secrets', id: vault.id }
  const environment: Scope = { name: 'environment', id: setting.environmentId }

  const secretsRole = createRole('stack secrets', 'Wrap the data key of a stack', setting, {
    scopes: [setting.ownId],
    dataActions: stackSecretsDataActions,
  })
  for (const who of [deploys, previews]) assign(who, 'stack-secrets', secrets, secretsRole)
  assign(deploys, 'writer', state, setting.builtIn(builtInRoles.storageBlobDataContributor))
  assign(previews, 'reader', state, setting.builtIn(builtInRoles.storageBlobDataReader))
  assign(previews, 'reader', environment, setting.builtIn(builtInRoles.reader))

  const deployerRole = createRole('deployer', 'Deploy an environment of ikctl', setting, {
    scopes: [setting.environmentId],
    actions: deployerActions,
  })
  assign(deploys, 'deployer', environment, deployerRole)
  const assignable = createVaultRoles(setting)
  createAssignment(
    deploys,
    'role-administrator',
    environment,
    setting.builtIn(builtInRoles.roleBasedAccessControlAdministrator),
    setting,
    deployer.principalId.apply((id) => assignableRoles(assignable, id)),
  )
  shareResources(parameters.shared, deploys, setting)
  return {
    backendUrl: pulumi.interpolate`azblob://${container.name}?storage_account=${parameters.stateStorageAccount}`,
    secretsProvider: pulumi.interpolate`azurekeyvault://${parameters.secretsVault}.vault.azure.net/keys/${key.name}`,
    deployerClientId: deployer.clientId,
    previewClientId: preview.clientId,
    tenantId,
    subscriptionId,
  }
}

// --- internal ---

/** Where everything goes. */
interface Setting {
  baseName: string
  /** Resource id of the environment's resource group, for the main program. */
  environmentId: string
  /** Resource id of the bootstrap's own resource group, out of the deployer's reach. */
  ownId: string
  /** Own resource group and region. */
  place: Deployment['place']
  /** What a scope must wait for. */
  groups: ResourceGroup[]
  /** The resource id of a built-in role. */
  builtIn(guid: string): string
}

interface Identity {
  name: string
  principalId: pulumi.Output<string>
}

interface Scope {
  name: string
  id: pulumi.Input<string>
}

function createGroups(parameters: BootstrapParameters, subscriptionId: string): Setting {
  const { location, resourceGroup } = parameters
  const stack = pulumi.getStack()
  const tags = { environment: stack, 'managed-by': 'ikctl', ...parameters.tags }
  const ownName = `${resourceGroup}-bootstrap`
  const group = (name: string, resourceGroupName: string) =>
    new ResourceGroup(name, { resourceGroupName, location, tags }, { protect: true })
  const environment = group('environment', resourceGroup)
  const own = group('bootstrap', ownName)
  const idOf = (name: string) => `/subscriptions/${subscriptionId}/resourceGroups/${name}`
  return {
    baseName: `ikctl-${stack}`,
    environmentId: idOf(resourceGroup),
    ownId: idOf(ownName),
    place: { resourceGroupName: own.name, location, tags },
    groups: [environment, own],
    builtIn: (guid) => roleDefinitionId(subscriptionId, guid),
  }
}

/** Blob storage for Pulumi's state: read and written with a role, never with an account key. */
function createStateStorage(
  { stateStorageAccount, allowedIpRanges }: BootstrapParameters,
  { place }: Setting,
): BlobContainer {
  const account = new StorageAccount(
    'state',
    {
      ...place,
      accountName: stateStorageAccount,
      kind: 'StorageV2',
      sku: { name: 'Standard_ZRS' },
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
      },
    },
    { protect: true },
  )
  return new BlobContainer(
    'state-container',
    {
      resourceGroupName: place.resourceGroupName,
      accountName: account.name,
      containerName: 'pulumi',
      publicAccess: 'None',
    },
    { protect: true },
  )
}

/** Storage firewalls take a single address without a prefix only. */
function storageIpRule(range: string): { iPAddressOrRange: string; action: 'Allow' } {
  return { iPAddressOrRange: range.replace(/\/32$/, ''), action: 'Allow' }
}

/** A vault of its own: what protects the state must not depend on what the state describes. */
function createSecretsProvider(
  { secretsVault, allowedIpRanges }: BootstrapParameters,
  tenantId: string,
  { place }: Setting,
): { vault: Vault; key: Key } {
  const vault = createVault(
    'secrets',
    secretsVault,
    tenantId,
    { sku: 'standard', allowedIpRanges },
    { place, options: {} },
  )
  const key = new Key(
    'secrets-key',
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
    { protect: true, retainOnDelete: true, ignoreChanges: ['properties', 'tags'] },
  )
  return { vault, key }
}

/** The roles for the environment's vaults. @returns the GUIDs of all roles that the deployer may assign. */
function createVaultRoles(setting: Setting): string[] {
  const names = Object.keys(vaultRoles) as VaultRole[]
  for (const name of names) {
    createRole(name, vaultRoles[name].description, setting, {
      scopes: [setting.environmentId],
      guid: vaultRoleId(name, setting.environmentId),
      dataActions: vaultRoles[name].dataActions,
    })
  }
  return [
    builtInRoles.keyVaultSecretsUser,
    ...names.map((name) => vaultRoleId(name, setting.environmentId)),
  ]
}

/** Lets the deployer connect to what belongs to somebody else: a subnet, a DNS zone, a workspace. */
function shareResources(shared: readonly string[], deployer: Identity, setting: Setting): void {
  if (shared.length === 0) return
  const groups = shared.map((id) => id.split('/').slice(0, 5).join('/'))
  const role = createRole('shared resources', 'Connect an environment of ikctl', setting, {
    scopes: [...new Set(groups)],
    guid: stableGuid('role', 'shared resources', setting.environmentId),
    actions: sharedResourceActions,
  })
  for (const id of shared) {
    const name = id.slice(id.lastIndexOf('/') + 1)
    createAssignment(deployer, 'shared-resources', { name, id }, role, setting)
  }
}

/** A custom role that can be assigned in its scopes only. @returns its resource id. */
function createRole(
  name: string,
  description: string,
  { groups, environmentId }: Setting,
  permissions: {
    scopes: string[]
    guid?: string
    actions?: readonly string[]
    dataActions?: readonly string[]
  },
): pulumi.Output<string> {
  const { scopes, guid = stableGuid('role', name, environmentId) } = permissions
  const [scope = environmentId] = scopes
  const definition = new RoleDefinition(
    `role-${name.replaceAll(' ', '-')}`,
    {
      scope,
      roleDefinitionId: guid,
      // Names of roles are unique in a whole tenant.
      roleName: `ikctl ${name} ${guid.slice(0, 8)}`,
      roleType: 'CustomRole',
      description,
      assignableScopes: scopes,
      permissions: [
        {
          actions: [...(permissions.actions ?? [])],
          notActions: [],
          dataActions: (permissions.dataActions ?? []).map(
            (action) => `Microsoft.KeyVault/vaults/${action}`,
          ),
          notDataActions: [],
        },
      ],
    },
    { dependsOn: groups },
  )
  return definition.id
}

function createAssignment(
  who: Identity,
  name: string,
  scope: Scope,
  roleDefinitionId: pulumi.Input<string>,
  { groups, ownId }: Setting,
  condition?: pulumi.Input<string>,
): void {
  new RoleAssignment(
    `${who.name}-is-${name}-of-${scope.name}`,
    {
      scope: scope.id,
      roleAssignmentName: stableGuid('assignment', ownId, who.name, name, scope.name),
      principalId: who.principalId,
      principalType: 'ServicePrincipal',
      roleDefinitionId,
      ...(condition !== undefined && { condition, conditionVersion: '2.0' }),
    },
    { dependsOn: groups, deleteBeforeReplace: true },
  )
}
