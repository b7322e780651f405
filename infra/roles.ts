import { RoleAssignment } from '@pulumi/azure-native/authorization/roleAssignment.js'
import {
  type CustomResourceOptions,
  type ErrorHook,
  type Input,
  type Resource,
  runtime,
} from '@pulumi/pulumi'
import type { Deployment } from './deployment.ts'
import { stableGuid } from './stable-guid.ts'
import type { EnvironmentVault } from './vaults.ts'

/** Built-in role definitions. @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
export const builtInRoles = {
  keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6',
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  roleBasedAccessControlAdministrator: 'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
  storageBlobDataReader: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
} as const

/**
 * The data-plane roles that the bootstrap makes, because every built-in role allows more: Crypto User
 * can back a key up and change it, Crypto Officer can also delete and purge it.
 */
export const vaultRoles = {
  signer: {
    description: 'Sign with keys and read their public halves',
    dataActions: ['keys/read', 'keys/sign/action'],
  },
  rotator: {
    description: 'Enable, disable and tag keys and secrets, without using or reading them',
    dataActions: [
      'keys/read',
      'keys/update/action',
      'secrets/readMetadata/action',
      'secrets/update/action',
    ],
  },
  importer: {
    description: 'Import keys and set secrets, without using, reading, changing or deleting them',
    // Metadata: a name that is taken is refused, since setting it again would add a version.
    dataActions: [
      'keys/read',
      'keys/import/action',
      'secrets/readMetadata/action',
      'secrets/setSecret/action',
    ],
  },
} as const

export type VaultRole = keyof typeof vaultRoles

/** The GUID of a role that the bootstrap makes for one resource group. */
export function vaultRoleId(role: VaultRole, resourceGroupId: string): string {
  return stableGuid('role', role, resourceGroupId)
}

/** The resource id of a role definition. */
export function roleDefinitionId(subscriptionId: string, guid: string): string {
  return `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${guid}`
}

/** Who gets a role. */
export interface Principal {
  /** Part of the assignment's name, so it is the same in every run. */
  name: string
  id: Input<string>
  type: 'ServicePrincipal' | 'Group'
}

/**
 * Options of a role assignment. Everything about one is fixed, and its name is taken until the old one is
 * gone. In a preview of a change to an identity (a tag, say) its principal is unknown, which would show
 * as a replacement; in the update it is what it was.
 */
export function assignmentOptions(
  type: Principal['type'],
  retry: ErrorHook[],
  dependsOn: Resource[] = [],
): CustomResourceOptions {
  const isIdentity = type === 'ServicePrincipal'
  return {
    ...{ dependsOn, deleteBeforeReplace: true, hooks: { onError: retry } },
    ...(isIdentity && runtime.isDryRun() && { ignoreChanges: ['principalId'] }),
  }
}

/** Lets a principal query the logs of a workspace. */
export function assignLogReader(
  principal: Principal,
  workspaceId: Input<string>,
  { client, resourceGroupId, nameOf, optionsOf, retry }: Deployment,
): RoleAssignment {
  const part = `${principal.name}-is-reader-of-logs`
  return new RoleAssignment(
    nameOf(part),
    {
      scope: workspaceId,
      roleAssignmentName: stableGuid('assignment', resourceGroupId, part),
      principalId: principal.id,
      principalType: principal.type,
      roleDefinitionId: roleDefinitionId(client.subscriptionId, builtInRoles.reader),
    },
    optionsOf(part, assignmentOptions(principal.type, retry)),
  )
}

/** Gives a principal a role on a whole vault (Azure advises against roles on single keys). */
export function assignRole(
  role: VaultRole | 'secretsReader',
  principal: Principal,
  { name, resource, id }: EnvironmentVault,
  { client, resourceGroupId, nameOf, optionsOf, retry }: Deployment,
): RoleAssignment {
  const guid =
    role === 'secretsReader' ? builtInRoles.keyVaultSecretsUser : vaultRoleId(role, resourceGroupId)
  const part = `${principal.name}-is-${role}-of-${name}`
  return new RoleAssignment(
    nameOf(part),
    {
      scope: resource.id,
      roleAssignmentName: stableGuid('assignment', id, principal.name, guid),
      principalId: principal.id,
      principalType: principal.type,
      roleDefinitionId: roleDefinitionId(client.subscriptionId, guid),
    },
    optionsOf(part, assignmentOptions(principal.type, retry)),
  )
}
