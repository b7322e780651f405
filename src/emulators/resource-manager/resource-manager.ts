import type { Json } from '../../config/json.ts'
import { authorize, authorizeData, type Caller, roleGuid } from './authorization.ts'
import type { Azure, AzureResource, DeletedResource } from './azure.ts'
import { AzureError } from './azure-error.ts'
import { normalizeLocation } from './diff-inputs.ts'
import { regions } from './regions.ts'
import { badRequest, findResource, type VaultObject, type Write } from './resource-type.ts'
import { vaultOf } from './resource-types/key-vault.ts'
import { type KnownType, knownType, tokenOf } from './resource-types/registry.ts'
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
    return `/${value.replace(/^\/+|\/+$/g, '')}`
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
  purgeExpired(azure, session)
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
  purgeExpired(azure, session)
  return put(azure, resourceId(azure, request), request, session)
}

/** The resource with an id, or undefined when there is none (any more). */
export function readResource(
  azure: Azure,
  type: string,
  id: string,
  session: Session,
): AzureResource | undefined {
  purgeExpired(azure, session)
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
  purgeExpired(azure, session)
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
  remove(azure, resource, session)
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
    name: id.split('/').at(-1) ?? '',
    inputs: request.inputs,
    before,
    now: new Date(session.now).toISOString(),
    serial: azure.writes,
    vaultObject: request.vaultObject,
    vaultUrl: request.vaultUrl,
    callerId: session.caller?.objectId ?? 'owner',
  }
  const candidate: AzureResource = { id, type: request.type, inputs: request.inputs, added: {} }
  authorize(azure, session.caller, `${type.azureType}/write`, id, {
    judged: { request: judged(candidate), resource: judged(before ?? candidate) },
  })
  for (const { action, id: linked } of type.linkedActions?.(request.inputs) ?? []) {
    if (linked === '') continue
    authorize(azure, session.caller, action, linked, { code: 'LinkedAuthorizationFailed' })
  }
  checkParents(azure, id)
  checkLocks(azure, id, 'write')
  checkName(type, write)
  checkLocation(type, write)
  checkTags(type, write)
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

function isVaultObject(type: string): boolean {
  return type === 'azure-native:keyvault:Key' || type === 'azure-native:keyvault:Secret'
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

/** What a resource is in, or belongs to, has to be there, as far as the stand-in knows its type. */
function checkParents(azure: Azure, id: string): void {
  const [, group] = /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)\//i.exec(id) ?? []
  const groupId = `/subscriptions/${azure.subscriptionId}/resourceGroups/${group}`
  if (group !== undefined && findResource(azure, groupId) === undefined) {
    throw new AzureError(
      404,
      'ResourceGroupNotFound',
      `Resource group '${group}' could not be found.`,
    )
  }
  const provider = id.lastIndexOf('/providers/')
  if (provider < 0) return
  let parent = id.split('/').slice(0, -2).join('/')
  // Between a storage account and its containers is a part that is no resource of its own.
  while (parent.length > provider && tokenOf(parent) === undefined) {
    parent = parent.split('/').slice(0, -2).join('/')
  }
  const isNested = parent.length > provider
  if (!isNested) parent = id.slice(0, provider)
  const isKnown = parent.includes('/providers/') && tokenOf(parent) !== undefined
  if (isKnown && findResource(azure, parent) === undefined) {
    throw new AzureError(
      404,
      isNested ? 'ParentResourceNotFound' : 'ResourceNotFound',
      `The resource '${parent}' could not be found.`,
    )
  }
}

/** A lock holds for its scope and all below it; deleting something also deletes what is locked below it. */
function checkLocks(azure: Azure, id: string, operation: 'write' | 'delete'): void {
  const target = id.toLowerCase()
  for (const lock of Object.values(azure.resources)) {
    if (lock.type !== lockType || lock.id.toLowerCase() === target) continue
    if (operation === 'write' && lock.inputs.level !== 'ReadOnly') continue
    const scope = lock.id.split('/').slice(0, -4).join('/')
    const isAbove = target === scope.toLowerCase() || target.startsWith(`${scope.toLowerCase()}/`)
    const isBelow = operation === 'delete' && scope.toLowerCase().startsWith(`${target}/`)
    // A lock can always be taken off, also one below another.
    if (isBelow || (isAbove && tokenOf(id) !== lockType)) {
      throw new AzureError(
        409,
        'ScopeLocked',
        `The scope '${id}' cannot perform ${operation} operation because following scope(s) are locked: '${scope}'. Please remove the lock and try again.`,
      )
    }
  }
}

function checkName({ name: rule, azureType }: KnownType, { name, before }: Write): void {
  if (before !== undefined || rule === undefined || rule.pattern.test(name)) return
  throw badRequest(
    `The name '${name}' is invalid for ${azureType}: it has to be ${rule.rule}.`,
    azureType === 'Microsoft.KeyVault/vaults' ? 'VaultNameNotValid' : 'InvalidResourceName',
  )
}

function checkLocation({ location: kind, azureType }: KnownType, { id, inputs, before }: Write) {
  if (kind === undefined) return
  const location = normalizeLocation(textAt(inputs, 'location'))
  const legal = { region: regions, global: ['global'], either: ['global', ...regions] }[kind]
  if (!legal.includes(location)) {
    throw badRequest(
      `The provided location '${textAt(inputs, 'location')}' is not available for resource type '${azureType}'. Available locations are ${legal.length > 5 ? 'the regions of Azure' : legal.join(', ')}.`,
      'LocationNotAvailableForResourceType',
    )
  }
  const was = normalizeLocation(textAt(before?.inputs, 'location'))
  if (before !== undefined && was !== location) {
    throw new AzureError(
      409,
      'InvalidResourceLocation',
      `The resource '${id}' already exists in location '${was}'. A resource with the same name cannot be created in location '${location}'.`,
    )
  }
}

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations */
function checkTags({ maxTags = 50 }: KnownType, { inputs: { tags } }: Write): void {
  if (!isObject(tags)) return
  const entries = Object.entries(tags)
  if (entries.length > maxTags) {
    throw badRequest(`There are ${entries.length} tags: ${maxTags} are the most.`, 'TooManyTags')
  }
  for (const [name, value] of entries) {
    if (name.length > 512 || /[<>%&\\?/]/.test(name)) {
      throw badRequest(
        `The tag name '${name}' is invalid: 512 characters at most, none of <>%&\\?/.`,
        'InvalidTagName',
      )
    }
    if (String(value).length > 256) {
      throw badRequest(
        `The value of tag '${name}' can have 256 characters at most.`,
        'InvalidTagValue',
      )
    }
  }
}

function remove(azure: Azure, resource: AzureResource, { now }: Session): void {
  const below = Object.values(azure.resources).filter(({ id }) =>
    id.toLowerCase().startsWith(`${resource.id.toLowerCase()}/`),
  )
  // Vaults first: they take their keys and secrets along.
  for (const vault of below.filter(({ type }) => type === vaultType)) {
    remove(azure, vault, { now, caller: undefined })
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
  // What only exists for the deleted resource goes with it: its events.
  for (const topic of Object.values(azure.resources)) {
    if (topic.inputs.source === resource.id && topic.type === systemTopicType) {
      remove(azure, topic, { now, caller: undefined })
    }
  }
}

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

function purgeExpired(azure: Azure, { now }: Session): void {
  for (const [id, { purgeOn }] of Object.entries<DeletedResource>(azure.deleted)) {
    if (Date.parse(purgeOn) <= now) delete azure.deleted[id]
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

const vaultType = 'azure-native:keyvault:Vault'
const lockType = 'azure-native:authorization:ManagementLockByScope'
const systemTopicType = 'azure-native:eventgrid:SystemTopic'
