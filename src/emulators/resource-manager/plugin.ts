import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { type Caller, owner } from './authorization.ts'
import { type Azure, type AzureResource, editAzure } from './azure.ts'
import { AzureError } from './azure-error.ts'
import { type CheckFailure, checkInputs } from './check-inputs.ts'
import { diffInputs, type PropertyDifference } from './diff-inputs.ts'
import { meetFaults } from './faults.ts'
import { previewOutputs } from './preview-outputs.ts'
import { createResource, deleteResource, readResource, updateResource } from './resource-manager.ts'
import { inputsOf, outputsOf, refreshInputs } from './resource-shape.ts'
import { findResource } from './resource-type.ts'
import { knownType } from './resource-types/registry.ts'
import { at, isSame, type Properties, textAt, unknownValue } from './values.ts'
import { deleteInVault, writeToVault } from './vault-emulators.ts'

/** What the plugin gets from its surroundings. */
export interface PluginOptions {
  /** The file in which the stand-in keeps its Azure. */
  file: string
  /** Client id of the identity that deploys, as in ARM_CLIENT_ID; absent: somebody who may do all. */
  clientId?: string | undefined
  /** As in ARM_SUBSCRIPTION_ID: has to be the stand-in's. */
  subscriptionId?: string | undefined
  /** As in the configuration, `azure-native:location`. */
  location?: string | undefined
  /** Where the Key Vault emulators of vaults are, by the vault's name. */
  vaults?: Readonly<Record<string, string>>
  /** Epoch milliseconds. */
  now?: () => number
}

/** Azure took a request and then failed: the resource exists, and this is what it is like. */
export class IncompleteError extends AzureError {
  readonly id: string
  readonly outputs: Properties
  readonly inputs: Properties

  constructor(error: AzureError, resource: AzureResource, inputs: Properties) {
    super(error.status, error.code, '')
    this.message = error.message
    this.id = resource.id
    this.outputs = outputsOf(resource)
    this.inputs = inputs
  }
}

/** Azure took a request, and the process that asked is gone before it heard the answer. */
export class LostAnswerError extends Error {}

export type Plugin = ReturnType<typeof createPlugin>

/**
 * What the azure-native plugin does, as functions of inputs and of the Azure in a file. It follows the real
 * plugin: what it checks when, its replacements, its auto-naming, its previews and its refresh.
 */
export function createPlugin(options: PluginOptions) {
  const { file, vaults = {}, now = Date.now } = options
  const cancelled = new AbortController()
  const busyIdentities = new Set<string>()

  const session = (azure: Azure) => ({ caller: callerOf(azure, options.clientId), now: now() })

  const write = async (
    operation: 'create' | 'update',
    type: string,
    inputs: Properties,
  ): Promise<AzureResource> => {
    const name = nameOf(type, inputs)
    const run = operation === 'create' ? createResource : updateResource
    const outcome = await meetFaults(file, { operation, type, name }, cancelled.signal)
    return oneByOne(type, inputs, busyIdentities, async () => {
      const vaultUrl = vaults[textAt(inputs, 'vaultName')]
      const request = { type, inputs, vaultUrl }
      const vaultObject =
        vaultUrl !== undefined &&
        writesToVault(file, (azure) => run(azure, request, session(azure)))
          ? await writeToVault(vaultUrl, type, name, inputs)
          : undefined
      const resource = editAzure(file, (azure) =>
        run(azure, { ...request, vaultObject }, session(azure)),
      )
      if (outcome?.when === 'middle') throw new IncompleteError(outcome.error, resource, inputs)
      if (outcome?.when === 'lost') throw new LostAnswerError()
      return resource
    })
  }

  return {
    /** Throws unless the surroundings name a subscription and an identity that exist. */
    configure(): void {
      editAzure(file, (azure) => {
        checkSubscription(azure, options.subscriptionId)
        callerOf(azure, options.clientId)
      })
    },

    /** The functions of the plugin: `azure-native:authorization:getClientConfig` and `getClientToken`. */
    invoke(token: string): Properties {
      if (token === 'azure-native:authorization:getClientToken') return { token: 'emulated' }
      if (token !== 'azure-native:authorization:getClientConfig') {
        throw new AzureError(
          501,
          'UnknownFunction',
          `The stand-in for Azure Resource Manager does not know the function ${token}.`,
        )
      }
      return editAzure(file, (azure) => {
        return {
          ...(callerOf(azure, options.clientId) ?? owner),
          subscriptionId: azure.subscriptionId,
          tenantId: azure.tenantId,
        }
      })
    },

    /**
     * Fills in the name and the location where the program gives none, and checks all inputs.
     *
     * @param naming the resource's name in the program, the engine's seed and its proposal for a name.
     */
    check(
      type: string,
      olds: Properties,
      news: Properties,
      naming: { name: string; seed: Uint8Array; proposed?: string | undefined },
    ): { inputs: Properties; failures: CheckFailure[] } {
      const known = knownType(type)
      const inputs = { ...news }
      const nameProperty = /\{(\w+)\}$/.exec(known.path)?.[1] ?? ''
      if (inputs[nameProperty] === undefined) {
        const isRandom =
          olds[nameProperty] === undefined
            ? known.autoName !== 'copy'
            : olds[randomlyNamed] === true
        inputs[nameProperty] = olds[nameProperty] ?? autoName(known.autoName, naming)
        if (isRandom) inputs[randomlyNamed] = true
      }
      if (known.inputs.location !== undefined && inputs.location === undefined) {
        const location = olds.location ?? options.location ?? locationOfGroup(file, inputs)
        if (location !== undefined) inputs.location = location
      }
      const { [randomlyNamed]: _, ...checked } = inputs
      const schema = { ...known.inputs }
      if (known.location !== undefined && schema.location !== undefined) {
        schema.location = { ...schema.location, required: true }
      }
      return { inputs, failures: checkInputs(checked, schema) }
    },

    /** What differs, and whether the old resource has to go before the new one can come. */
    diff(
      type: string,
      olds: Properties,
      news: Properties,
    ): { differences: Map<string, PropertyDifference>; deleteBeforeReplace: boolean } {
      const { path, replaceOn = [], location } = knownType(type)
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
      const fixed = [...inPath, ...replaceOn, ...(location === undefined ? [] : ['location'])]
      const differences = diffInputs(olds, news, fixed)
      const isReplaced = [...differences.values()].some(({ replace }) => replace)
      return { differences, deleteBeforeReplace: isReplaced && olds[randomlyNamed] !== true }
    },

    /** What a preview can tell of a new or changed resource. */
    preview(type: string, inputs: Properties, outputsBefore: Properties = {}): Properties {
      const { outputs } = knownType(type)
      const { name, location } = outputsBefore
      return {
        ...previewOutputs(inputs, outputs),
        ...(name === undefined ? {} : { name }),
        ...(location === undefined || outputs.location === undefined ? {} : { location }),
      }
    },

    async create(type: string, inputs: Properties): Promise<{ id: string; outputs: Properties }> {
      const resource = await write('create', type, inputs)
      return { id: resource.id, outputs: outputsOf(resource) }
    },

    async update(type: string, inputs: Properties): Promise<Properties> {
      return outputsOf(await write('update', type, inputs))
    },

    /**
     * The resource as it is now.
     *
     * @param before inputs and outputs in Pulumi's state; absent in an import.
     */
    async read(
      type: string,
      id: string,
      before?: { inputs: Properties; outputs: Properties },
    ): Promise<{ id: string; inputs: Properties; outputs: Properties } | undefined> {
      await meetFaults(file, { operation: 'read', type, name: nameIn(id) }, cancelled.signal)
      return editAzure(file, (azure) => {
        const resource = readResource(azure, type, id, session(azure))
        if (resource === undefined) return undefined
        const outputs = outputsOf(resource)
        const inputs =
          before === undefined
            ? inputsOf(resource)
            : refreshInputs(before.inputs, { before: before.outputs, now: outputs }, type)
        return { id: resource.id, inputs, outputs }
      })
    },

    async delete(type: string, id: string): Promise<void> {
      const name = nameIn(id)
      const outcome = await meetFaults(file, { operation: 'delete', type, name }, cancelled.signal)
      const vaultUrl = vaults[/\/vaults\/([^/]+)\//i.exec(id)?.[1] ?? '']
      editAzure(file, (azure) => deleteResource(azure, type, id, session(azure)))
      if (vaultUrl !== undefined && /\/vaults\/[^/]+\/(keys|secrets)\//i.test(id)) {
        await deleteInVault(vaultUrl, type, name)
      }
      if (outcome?.when === 'lost') throw new LostAnswerError()
      if (outcome !== undefined) throw outcome.error
    },

    /** Ends what waits. */
    cancel(): void {
      cancelled.abort()
    },
  }
}

// --- internal ---

/** The plugin's mark in the inputs of a resource whose name it made up, so that its successor can come first. */
const randomlyNamed = '__createBeforeDelete'

function callerOf(azure: Azure, clientId: string | undefined): Caller {
  if (clientId === undefined || clientId === '') return undefined
  const identity = Object.values(azure.resources).find(({ added }) => added.clientId === clientId)
  if (identity === undefined) {
    throw new AzureError(
      401,
      'AADSTS700016',
      `Application with identifier '${clientId}' was not found in the directory '${azure.tenantId}': ARM_CLIENT_ID has to be the client id of a managed identity in this Azure.`,
    )
  }
  return { clientId, objectId: textAt(identity.added, 'principalId') }
}

function checkSubscription(azure: Azure, subscriptionId: string | undefined): void {
  if (subscriptionId === undefined || subscriptionId === azure.subscriptionId) return
  throw new AzureError(
    404,
    'SubscriptionNotFound',
    `The subscription '${subscriptionId}' could not be found; the stand-in's is '${azure.subscriptionId}'.`,
  )
}

function autoName(
  kind: 'random' | 'copy' | 'uuid',
  { name, seed, proposed }: { name: string; seed: Uint8Array; proposed?: string | undefined },
): string {
  const digits = createHash('sha256').update(seed).update(name).digest('hex')
  if (kind === 'uuid') {
    return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')
  }
  return proposed ?? (kind === 'random' ? `${name}${digits.slice(0, 8)}` : name)
}

function locationOfGroup(file: string, { resourceGroupName }: Properties): string | undefined {
  if (resourceGroupName === unknownValue) return unknownValue
  return editAzure(file, (azure) => {
    const id = `/subscriptions/${azure.subscriptionId}/resourceGroups/${resourceGroupName}`
    const location = findResource(azure, id)?.inputs.location
    return typeof location === 'string' ? location : undefined
  })
}

/** Azure refuses to write two federated credentials of one identity at the same time. */
async function oneByOne<T>(
  type: string,
  inputs: Properties,
  busy: Set<string>,
  run: () => Promise<T>,
): Promise<T> {
  if (type !== 'azure-native:managedidentity:FederatedIdentityCredential') return run()
  const identity = `${textAt(inputs, 'resourceGroupName')}/${textAt(inputs, 'resourceName')}`
  if (busy.has(identity)) {
    throw new AzureError(
      409,
      'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity',
      `Too many Federated Identity Credentials are written concurrently for the managed identity '${identity}'. Concurrent Federated Identity Credentials writes under the same managed identity are not supported.`,
    )
  }
  busy.add(identity)
  try {
    // Long enough for another write to come in between.
    await delay(50)
    return await run()
  } finally {
    busy.delete(identity)
  }
}

/**
 * Whether a write would make a key or a version of a secret in the vault: it is tried on a copy, which
 * also tells of a refusal before anything is done in the vault.
 */
function writesToVault(file: string, run: (azure: Azure) => AzureResource): boolean {
  return editAzure(file, (azure) => {
    const copy = structuredClone(azure)
    const { id, added } = run(copy)
    const before = findResource(azure, id)?.added
    return ['keyUriWithVersion', 'properties.secretUriWithVersion'].some(
      (version) => !isSame(at(added, version), at(before, version)),
    )
  })
}

function nameIn(id: string): string {
  return id.split('/').at(-1) ?? ''
}

function nameOf(type: string, inputs: Properties): string {
  const property = /\{(\w+)\}$/.exec(knownType(type).path)?.[1] ?? ''
  return textAt(inputs, property)
}
