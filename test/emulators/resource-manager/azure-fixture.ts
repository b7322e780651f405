import { allResourceProviders } from '../../../infra/bootstrap/resource-providers.ts'
import type { Caller } from '../../../src/emulators/resource-manager/authorization.ts'
import { type Azure, emptyAzure } from '../../../src/emulators/resource-manager/azure.ts'
import { AzureError } from '../../../src/emulators/resource-manager/azure-error.ts'
import {
  createResource,
  deleteResource,
  updateResource,
} from '../../../src/emulators/resource-manager/resource-manager.ts'
import type { resourceTypeNames } from '../../../src/emulators/resource-manager/resource-type-names.ts'
import type { Properties } from '../../../src/emulators/resource-manager/values.ts'

export type TypeName = (typeof resourceTypeNames)[number]

/** An Azure with the resource group `rg`, what is done to it, and what it says. */
export interface AzureFixture {
  azure: Azure
  /** Who does it, from now on; undefined may do all. */
  caller: Caller
  /** Epoch milliseconds. */
  now: number
  /** `/subscriptions/.../resourceGroups/rg`. */
  group: string
  create(type: TypeName, inputs?: Properties): Properties & { id: string }
  update(type: TypeName, inputs?: Properties): void
  remove(type: TypeName, id: string): void
  vault(name?: string, properties?: Properties): string
  key(vaultName?: string, keyName?: string): string
  identity(name: string): { id: string; principalId: string; caller: Caller }
  /** Gives somebody a role. */
  assign(principalId: string, role: string, scope: string, more?: Properties): string
}

export function createAzureFixture(): AzureFixture {
  const azure = emptyAzure()
  azure.registered = [...allResourceProviders]
  const group = `/subscriptions/${azure.subscriptionId}/resourceGroups/rg`
  const place = { resourceGroupName: 'rg', location: 'westeurope' }
  const fixture: AzureFixture = {
    azure,
    caller: undefined,
    now: Date.parse('2026-11-01T00:00:00Z'),
    group,
    create(type, inputs = {}) {
      const { id, added } = createResource(
        azure,
        { type: `azure-native:${type}`, inputs: { ...placeOf(type), ...inputs } },
        fixture,
      )
      return { ...added, id }
    },
    update(type, inputs = {}) {
      const all = { ...placeOf(type), ...inputs }
      updateResource(azure, { type: `azure-native:${type}`, inputs: all }, fixture)
    },
    remove: (type, id) => deleteResource(azure, `azure-native:${type}`, id, fixture),
    vault: (name = 'kv-one', properties = {}) =>
      fixture.create('keyvault:Vault', vaultInputs(azure, name, properties)).id,
    key: (vaultName = 'kv-one', keyName = 'signing') =>
      fixture.create('keyvault:Key', {
        vaultName,
        keyName,
        properties: { kty: 'RSA', keyOps: ['sign'] },
      }).id,
    identity(name) {
      const { id, principalId, clientId } = fixture.create('managedidentity:UserAssignedIdentity', {
        resourceName: name,
      })
      const objectId = String(principalId)
      return { id, principalId: objectId, caller: { objectId, clientId: String(clientId) } }
    },
    assign: (principalId, role, scope, more = {}) =>
      fixture.create('authorization:RoleAssignment', {
        ...assignment(azure, principalId, role, scope),
        ...more,
      }).id,
  }
  fixture.create('resources:ResourceGroup', place)
  return fixture

  function placeOf(type: TypeName): Properties {
    if (type.startsWith('authorization:')) return {}
    if (type === 'monitor:DiagnosticSetting') return {}
    return noLocation.includes(type) ? { resourceGroupName: 'rg' } : place
  }
}

export function vaultInputs(azure: Azure, vaultName: string, properties: Properties = {}) {
  return {
    vaultName,
    properties: {
      tenantId: azure.tenantId,
      sku: { family: 'A', name: 'standard' },
      enableRbacAuthorization: true,
      ...properties,
    },
  }
}

let assignments = 0

export function assignment(azure: Azure, principalId: string, role: string, scope: string) {
  assignments += 1
  return {
    scope,
    principalId,
    principalType: 'ServicePrincipal',
    roleAssignmentName: `00000000-0000-4000-8000-${String(assignments).padStart(12, '0')}`,
    roleDefinitionId: `/subscriptions/${azure.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
  }
}

/** The code with which Azure refuses; fails when it does not. */
export function refusal(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (error instanceof AzureError) return `${error.status} ${error.code}`
    throw error
  }
  return 'nothing was refused'
}

// --- internal ---

const noLocation: readonly TypeName[] = [
  'keyvault:Key',
  'keyvault:Secret',
  'managedidentity:FederatedIdentityCredential',
  'network:PrivateDnsZoneGroup',
  'eventgrid:SystemTopicEventSubscription',
  'storage:BlobContainer',
]
