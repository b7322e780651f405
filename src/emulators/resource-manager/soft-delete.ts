import type { Azure, AzureResource, DeletedResource } from './azure.ts'
import { AzureError } from './azure-error.ts'
import { vaultOf } from './resource-types/key-vault.ts'
import { at } from './values.ts'

/** Whether a type is something in a vault. */
export function isVaultObject(type: string): boolean {
  return type === 'azure-native:keyvault:Key' || type === 'azure-native:keyvault:Secret'
}

/**
 * Removes a resource and all that is below it, without asking anybody.
 *
 * @param now epoch milliseconds.
 */
export function removeResource(azure: Azure, resource: AzureResource, now: number): void {
  const below = Object.values(azure.resources).filter(({ id }) =>
    id.toLowerCase().startsWith(`${resource.id.toLowerCase()}/`),
  )
  // Vaults first: they take their keys and secrets along.
  for (const vault of below.filter(({ type }) => type === vaultType)) {
    removeResource(azure, vault, now)
  }
  if (resource.type === vaultType) {
    softDelete(
      azure,
      resource,
      below.filter(({ type }) => isVaultObject(type)),
      resource,
      now,
    )
  } else if (isVaultObject(resource.type)) {
    softDelete(azure, resource, [], vaultOf(azure.resources, resource.id), now)
  }
  for (const { id } of [resource, ...below]) delete azure.resources[id.toLowerCase()]
  // Event Grid drops the subscriptions of a source that is gone; its topic stays.
  for (const topic of Object.values(azure.resources)) {
    if (topic.type !== systemTopicType || topic.inputs.source !== resource.id) continue
    for (const id of Object.keys(azure.resources)) {
      if (id.startsWith(`${topic.id.toLowerCase()}/`)) delete azure.resources[id]
    }
  }
}

/** Brings back what was deleted: a vault with its keys and secrets, a key or a secret. */
export function recoverResource(azure: Azure, id: string): AzureResource {
  const gone = azure.deleted[id.toLowerCase()]
  if (gone === undefined) throw new AzureError(404, 'NotFound', `'${id}' is not deleted.`)
  for (const resource of [gone.resource, ...gone.contents]) {
    azure.resources[resource.id.toLowerCase()] = resource
  }
  delete azure.deleted[id.toLowerCase()]
  return gone.resource
}

/** Forgets what was deleted so long ago that it cannot be recovered any more. */
export function purgeExpired(azure: Azure, now: number): void {
  for (const [id, { purgeOn }] of Object.entries<DeletedResource>(azure.deleted)) {
    if (Date.parse(purgeOn) <= now) delete azure.deleted[id]
  }
}

// --- internal ---

const vaultType = 'azure-native:keyvault:Vault'
const systemTopicType = 'azure-native:eventgrid:SystemTopic'

function softDelete(
  azure: Azure,
  resource: AzureResource,
  contents: AzureResource[],
  vault: AzureResource,
  now: number,
): void {
  const days = Number(at(vault.added, 'properties.softDeleteRetentionInDays') ?? 90)
  azure.deleted[resource.id.toLowerCase()] = {
    resource,
    contents,
    deletedOn: new Date(now).toISOString(),
    purgeOn: new Date(now + days * 86_400_000).toISOString(),
    purgeProtected: at(vault.added, 'properties.enablePurgeProtection') === true,
  }
}
