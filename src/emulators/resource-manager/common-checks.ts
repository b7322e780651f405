import type { Azure } from './azure.ts'
import { AzureError } from './azure-error.ts'
import { normalizeLocation } from './diff-inputs.ts'
import { regions } from './regions.ts'
import { badRequest, findResource, type Write } from './resource-type.ts'
import { type KnownType, tokenOf } from './resource-types/registry.ts'
import { at, isObject, textAt } from './values.ts'

/** What Azure Resource Manager checks for every type: provider, policies, name, place and tags. */
export function checkWrite(type: KnownType, write: Write): void {
  checkRegistration(type, write)
  checkDenials(write)
  checkName(type, write)
  checkLocation(type, write)
  checkTags(type, write)
}

/**
 * What a resource is in, or belongs to, has to be there, as far as the stand-in knows its type. Of other
 * subscriptions it knows nothing.
 */
export function checkParents(azure: Azure, id: string): void {
  const subscription = `/subscriptions/${azure.subscriptionId}`
  if (!id.toLowerCase().startsWith(`${subscription}/`)) return
  const [, group] = /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)\//i.exec(id) ?? []
  if (group !== undefined && !findResource(azure, `${subscription}/resourceGroups/${group}`)) {
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
  // Every storage account has its services; nobody makes them.
  parent = parent.replace(/\/blobServices\/default$/i, '')
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
export function checkLocks(azure: Azure, id: string, operation: 'write' | 'delete'): void {
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

// --- internal ---

/**
 * Azure Resource Manager refuses types of a provider that the subscription does not use yet.
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-register-resource-provider
 */
function checkRegistration({ azureType }: KnownType, { azure }: Write): void {
  const [namespace = ''] = azureType.split('/')
  const known = ['Microsoft.Authorization', 'Microsoft.Resources', ...azure.registered]
  if (known.some((one) => one.toLowerCase() === namespace.toLowerCase())) return
  throw new AzureError(
    409,
    'MissingSubscriptionRegistration',
    `The subscription is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`,
  )
}

/** @see https://learn.microsoft.com/azure/governance/policy/concepts/effect-deny */
function checkDenials({ azure, name, type, inputs }: Write): void {
  const denial = azure.denials.find(
    (one) =>
      one.type === type && (one.demands === undefined || at(inputs, one.demands) === undefined),
  )
  if (denial === undefined) return
  throw new AzureError(
    403,
    'RequestDisallowedByPolicy',
    `Resource '${name}' was disallowed by policy. Policy: '${denial.name}'.`,
  )
}

const lockType = 'azure-native:authorization:ManagementLockByScope'

function checkName({ name: rule, azureType }: KnownType, { name, before }: Write): void {
  if (before !== undefined || rule === undefined || rule.pattern.test(name)) return
  throw badRequest(
    `The name '${name}' is invalid for ${azureType}: it has to be ${rule.rule}.`,
    azureType === 'Microsoft.KeyVault/vaults' ? 'VaultNameNotValid' : 'InvalidResourceName',
  )
}

function checkLocation({ location: kind, azureType }: KnownType, write: Write) {
  const { azure, id, type, inputs, before } = write
  if (kind === undefined) return
  const location = normalizeLocation(textAt(inputs, 'location'))
  const legal = { region: regions, global: ['global'], either: ['global', ...regions] }[kind]
  if (!legal.includes(location)) {
    throw badRequest(
      `The provided location '${textAt(inputs, 'location')}' is not available for resource type '${azureType}'. Available locations are ${legal.length > 5 ? 'the regions of Azure' : legal.join(', ')}.`,
      'LocationNotAvailableForResourceType',
    )
  }
  // A resource group is only a name there: https://aka.ms/locationineligible
  const isClosed =
    azure.closedRegions.includes(location) && type !== 'azure-native:resources:ResourceGroup'
  if (before === undefined && isClosed) {
    throw new AzureError(
      403,
      'RequestDisallowedByAzure',
      `Resource '${id.split('/').at(-1)}' was disallowed by Azure: the region '${location}' is not accepting new customers for this subscription.`,
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
