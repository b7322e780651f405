import type { Azure } from './azure.ts'
import { AzureError } from './azure-error.ts'
import { findResource } from './resource-type.ts'

/**
 * Refuses a reference to something that is not there, as far as it is in this subscription and of a type
 * that the stand-in has.
 *
 * @param id of the resource that is referred to; nothing is asked where it is empty.
 */
export function requireResource(azure: Azure, id: string): void {
  const isHere = id.toLowerCase().startsWith(`/subscriptions/${azure.subscriptionId}/`)
  if (!isHere || !knownReferences.test(id) || findResource(azure, id) !== undefined) return
  throw new AzureError(404, 'ResourceNotFound', `The resource '${id}' could not be found.`)
}

// --- internal ---

const knownReferences =
  /\/Microsoft\.(KeyVault\/vaults|OperationalInsights\/workspaces|Insights\/actionGroups|Network\/privateDnsZones|ManagedIdentity\/userAssignedIdentities|Storage\/storageAccounts)\/[^/]+$/i
