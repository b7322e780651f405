import { createRequire } from 'node:module'
import { Key, type KeyArgs } from '@pulumi/azure-native/keyvault/key.js'
import { Secret, type SecretArgs } from '@pulumi/azure-native/keyvault/secret.js'
import { Vault, type VaultArgs } from '@pulumi/azure-native/keyvault/vault.js'
import { keyvault } from '@pulumi/azure-native/types/input.js'
import {
  CustomResource,
  type CustomResourceOptions,
  type Inputs,
  mergeOptions,
  output,
  runtime,
} from '@pulumi/pulumi'
import messages from '@pulumi/pulumi/proto/resource_pb.js'

/**
 * The versions of the Key Vault API with which vaults, keys and secrets can be managed: that of azure-native's own
 * classes, which stops on 27 February 2027, and the one after it.
 */
export const keyVaultApis = ['v20241101', 'v20260201'] as const

/** @see https://learn.microsoft.com/azure/key-vault/general/migrate-api-version */
export type KeyVaultApi = (typeof keyVaultApis)[number]

/** One of {@link keyVaultApis}. @throws {TypeError} for anything else. */
export function keyVaultApi(value: unknown): KeyVaultApi {
  const found = keyVaultApis.find((api) => api === value)
  if (found === undefined) throw new TypeError(`"${value}" is none of ${keyVaultApis.join(', ')}`)
  return found
}

/**
 * Makes vaults, keys and secrets with a version of the API. A stack may change over and back: each resource is known
 * by its type under the other version as well.
 */
export function keyVaultResources(api: KeyVaultApi) {
  const make =
    <Args extends { properties: unknown }, Made extends CustomResource>(
      name: ResourceName,
      Typed: new (name: string, args: Args, options?: CustomResourceOptions) => Made,
      complete: (properties: Args['properties']) => unknown,
    ) =>
    (logicalName: string, args: Args, options: CustomResourceOptions): Made => {
      if (api === 'v20241101') {
        const aliases = [{ type: versionedType(name) }]
        return new Typed(logicalName, args, mergeOptions(options, { aliases }))
      }
      const aliases = [{ type: `azure-native:keyvault:${name}` }]
      const outputs = Object.fromEntries(outputsOf[name].map((property) => [property, undefined]))
      const properties = output(args.properties as Inputs).apply((given) =>
        complete(given as Args['properties']),
      )
      const inputs = { ...outputs, ...args, properties }
      const made = new VersionedResource(
        name,
        logicalName,
        inputs,
        mergeOptions(options, { aliases }),
      )
      // It has the outputs of the class that stands for the same resource.
      return made as unknown as Made
    }
  return {
    createVault: make<VaultArgs, Vault>('Vault', Vault, (properties) =>
      keyvault.vaultPropertiesArgsProvideDefaults(properties as never),
    ),
    createKey: make<KeyArgs, Key>('Key', Key, (properties) =>
      keyvault.keyPropertiesArgsProvideDefaults(properties as never),
    ),
    createSecret: make<SecretArgs, Secret>('Secret', Secret, (properties) => properties),
  }
}

/**
 * The type of a resource under azure-native's own classes, whichever API made it: `azure-native:keyvault:Vault`.
 * Other types stay as they are.
 */
export function withoutApiVersion(type: string): string {
  return type.startsWith(`${packageName}:`) ? type.replace(packageName, 'azure-native') : type
}

// --- internal ---

type ResourceName = 'Vault' | 'Key' | 'Secret'

/**
 * What `pulumi package add azure-native keyvault 2026-02-01` names its package: azure-native serves it when it is
 * asked for the module and the version.
 *
 * @see https://www.pulumi.com/registry/packages/azure-native/
 */
const packageName = 'azure-native_keyvault_v20260201'
const parameter = JSON.stringify({ module: 'keyvault', version: 'v20260201' })

/** All outputs of the three types, as azure-native's classes declare them. */
const outputsOf: Record<ResourceName, readonly string[]> = {
  Vault: ['azureApiVersion', 'location', 'name', 'properties', 'systemData', 'tags', 'type'],
  Key: [
    ...['attributes', 'azureApiVersion', 'curveName', 'keyOps', 'keySize', 'keyUri'],
    ...['keyUriWithVersion', 'kty', 'location', 'name', 'releasePolicy', 'rotationPolicy'],
    ...['tags', 'type'],
  ],
  Secret: ['azureApiVersion', 'location', 'name', 'properties', 'tags', 'type'],
}

function versionedType(name: ResourceName): string {
  return `${packageName}:keyvault:${name}`
}

class VersionedResource extends CustomResource {
  constructor(
    name: ResourceName,
    logicalName: string,
    inputs: Inputs,
    options: CustomResourceOptions,
  ) {
    super(versionedType(name), logicalName, inputs, options, false, registerPackage())
  }
}

/** Registers the package with the engine of this run; a program may run several times in one process. */
function registerPackage(): Promise<string> {
  const monitor = runtime.getMonitor()
  if (monitor === undefined) throw new Error('there is no Pulumi engine')
  const known = references.get(monitor)
  if (known !== undefined) return known
  const parameterization = new messages.Parameterization()
  parameterization.setName(packageName)
  parameterization.setVersion(sdkVersion)
  // The plugin wants its parameter in base64, inside of a message that carries bytes.
  parameterization.setValue(Buffer.from(Buffer.from(parameter).toString('base64')))
  const request = new messages.RegisterPackageRequest()
  request.setName('azure-native')
  request.setVersion(sdkVersion)
  request.setParameterization(parameterization)
  const reference = new Promise<string>((resolve, reject) => {
    monitor.registerPackage(request, (error, response) =>
      error === null || error === undefined ? resolve(response.getRef()) : reject(error),
    )
  })
  references.set(monitor, reference)
  return reference
}

const references = new WeakMap<object, Promise<string>>()
const { version: sdkVersion } = createRequire(import.meta.url)(
  '@pulumi/azure-native/package.json',
) as { version: string }
