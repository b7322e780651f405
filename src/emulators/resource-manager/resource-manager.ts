import type { Json } from '../../config/json.ts'
import { authorize, authorizeData, type Caller, owner, roleGuid } from './authorization.ts'
import type { Azure, AzureResource } from './azure.ts'
import { AzureError } from './azure-error.ts'
import { checkLocks, checkParents, checkWrite } from './common-checks.ts'
import { badRequest, findResource, type VaultObject, type Write } from './resource-type.ts'
import { vaultOf } from './resource-types/key-vault.ts'
import { type KnownType, knownType } from './resource-types/registry.ts'
import { isVaultObject, purgeExpired, recoverResource, removeResource } from './soft-delete.ts'
import { at, isObject, merge, type Properties, textAt } from './values.ts'

/** Who does something, and when. */
export interface Session {
  caller: Caller
  /** Epoch milliseconds. */
  now: number
}

/** A resource to be made or changed. */
export interface ResourceRequest {
  /** `azure-native:keyvault:Vault`. */
  type: string
  inputs: Properties
  /** What a Key Vault emulator made of it. */
  vaultObject?: VaultObject | undefined
  /** Where the vault's emulator is. */
  vaultUrl?: string | undefined
}

/** The id that a resource has, or will have. */
export function resourceId(azure: Azure, { type, inputs }: ResourceRequest): string {
  const values: Properties = { subscriptionId: azure.subscriptionId, ...inputs }
  return knownType(type).path.replace(/\/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (typeof value !== 'string' || value === '') throw badRequest(`'${name}' is missing.`)
    return `/${value.replace(/^\/+|(?<!\/)\/+$/g, '')}`
  })
}

/**
 * Makes a resource.
 *
 * @throws AzureError when the resource exists, the caller has no role for it, or Azure would refuse it.
 */
export function createResource(
  azure: Azure,
  request: ResourceRequest,
  session: Session,
): AzureResource {
  purgeExpired(azure, session.now)
  const id = resourceId(azure, request)
  if (findResource(azure, id) !== undefined) {
    throw new AzureError(409, 'AlreadyExists', `cannot create already existing resource '${id}'`)
  }
  return put(azure, id, request, session)
}

/** Writes to an existing resource; its id follows from the inputs. */
export function updateResource(
  azure: Azure,
  request: ResourceRequest,
  session: Session,
): AzureResource {
  purgeExpired(azure, session.now)
  return put(azure, resourceId(azure, request), request, session)
}

/** The resource with an id, or undefined when there is none (any more). */
export function readResource(
  azure: Azure,
  type: string,
  id: string,
  session: Session,
): AzureResource | undefined {
  purgeExpired(azure, session.now)
  authorize(azure, session.caller, `${knownType(type).azureType}/read`, id)
  return findResource(azure, id)
}

/**
 * Deletes a resource and all that is below it. Vaults, keys and secrets can be recovered for the vault's
 * retention period, in which their names stay taken. Deleting what is not there is fine.
 *
 * @throws AzureError when the caller has no role for it, or a lock or the service is against it.
 */
export function deleteResource(azure: Azure, type: string, id: string, session: Session): void {
  purgeExpired(azure, session.now)
  const resource = findResource(azure, id)
  if (resource === undefined) return
  const { azureType, checkDelete } = knownType(type)
  if (isVaultObject(type)) {
    // The plugin deletes them in the vault itself: Azure Resource Manager, its roles and locks, is not asked.
    const kind = type === 'azure-native:keyvault:Key' ? 'keys' : 'secrets'
    authorizeData(azure, session.caller, `${azureType}/delete`, vaultOf(azure.resources, id), [
      kind,
      'delete',
    ])
  } else {
    const action = `${azureType}/delete`
    authorize(azure, session.caller, action, id, {
      judged: { request: {}, resource: judged(resource) },
    })
    checkLocks(azure, id, 'delete')
  }
  checkDelete?.(resource, azure)
  removeResource(azure, resource, session.now)
}

/**
 * Changes a resource behind Pulumi's back, as somebody in the portal would; nothing is checked.
 *
 * @param name the last part of its id, or the whole id.
 * @param changes merged into the inputs; null takes a property away.
 */
export function changeResource(azure: Azure, name: string, changes: Properties): AzureResource {
  const found = Object.values(azure.resources).filter(
    ({ id }) => id.toLowerCase() === name.toLowerCase() || id.split('/').at(-1) === name,
  )
  const [resource] = found
  if (resource === undefined || found.length > 1) {
    throw new TypeError(`${found.length} resources are called ${name}: give a whole id`)
  }
  const drop = (value: Json): Json =>
    isObject(value)
      ? Object.fromEntries(
          Object.entries(value).flatMap(([key, item]) =>
            item === null ? [] : [[key, drop(item)]],
          ),
        )
      : value
  resource.inputs = drop(merge(resource.inputs, changes)) as Properties
  const shown = knownType(resource.type).toOutputs?.(changes) ?? changes
  resource.added = drop(mergeKnown(resource.added, shown)) as Properties
  return resource
}

// --- internal ---

function put(azure: Azure, id: string, request: ResourceRequest, session: Session): AzureResource {
  const type = knownType(request.type)
  const before = findResource(azure, id)
  azure.writes += 1
  const write: Write = {
    azure,
    id,
    type: request.type,
    name: id.split('/').at(-1) ?? '',
    inputs: request.inputs,
    before,
    now: new Date(session.now).toISOString(),
    serial: azure.writes,
    vaultObject: request.vaultObject,
    vaultUrl: request.vaultUrl,
    callerId: (session.caller ?? owner).objectId,
  }
  const candidate: AzureResource = { id, type: request.type, inputs: request.inputs, added: {} }
  authorize(azure, session.caller, `${type.azureType}/write`, id, {
    judged: { request: judged(candidate), resource: judged(before ?? candidate) },
  })
  for (const { action, id: linked, unrestricted = false } of type.linkedActions?.(write) ?? []) {
    if (linked === '') continue
    authorize(azure, session.caller, action, linked, {
      code: linked === id ? 'AuthorizationFailed' : 'LinkedAuthorizationFailed',
      unrestricted,
    })
  }
  checkParents(azure, id)
  checkLocks(azure, id, 'write')
  checkWrite(type, write)
  type.check?.(write)

  if (before === undefined && at(request.inputs, 'properties.createMode') === 'recover') {
    return recoverResource(azure, id)
  }
  const resource =
    before !== undefined && type.update !== undefined
      ? type.update(before, write)
      : { ...candidate, ...merged(type.add?.(write) ?? {}), inputs: kept(request) }
  azure.resources[id.toLowerCase()] = resource
  return resource
}

function merged({ added = {}, hidden }: ReturnType<NonNullable<KnownType['add']>>) {
  return { added, ...(hidden === undefined ? {} : { hidden }) }
}

/** The inputs without the value of a secret: it is kept nowhere. */
function kept({ type, inputs }: ResourceRequest): Properties {
  if (type !== 'azure-native:keyvault:Secret' || !isObject(inputs.properties)) return inputs
  const { value: _, ...properties } = inputs.properties
  return { ...inputs, properties }
}

/** What conditions look at in a role assignment. */
function judged({ type, inputs }: AzureResource): Record<string, string> {
  if (type !== 'azure-native:authorization:RoleAssignment') return {}
  const prefix = 'Microsoft.Authorization/roleAssignments'
  return {
    [`${prefix}:RoleDefinitionId`]: roleGuid(textAt(inputs, 'roleDefinitionId')),
    [`${prefix}:PrincipalId`]: textAt(inputs, 'principalId'),
    [`${prefix}:PrincipalType`]: textAt(inputs, 'principalType') || 'ServicePrincipal',
  }
}

/** Like merge, for what the base already has. */
function mergeKnown(base: Properties, changes: Properties): Properties {
  return Object.fromEntries(
    Object.entries(base).map(([name, value]) => {
      const change = changes[name]
      if (change === undefined) return [name, value]
      return [name, isObject(value) && isObject(change) ? mergeKnown(value, change) : change]
    }),
  )
}
