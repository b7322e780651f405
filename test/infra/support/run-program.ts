import * as pulumi from '@pulumi/pulumi'
import { MockMonitor } from '@pulumi/pulumi/runtime/mocks.js'

/** A resource as the program registered it. */
export interface Registered {
  /** Type token, such as `azure-native:keyvault:Vault`. */
  type: string
  /** Logical name. */
  name: string
  // biome-ignore lint/suspicious/noExplicitAny: inputs differ with every resource type
  inputs: any
  protect: boolean
  retainOnDelete: boolean
  deleteBeforeReplace: boolean
  ignoreChanges: string[]
  /** Logical names of what it depends on, explicitly or through its inputs. */
  dependencies: string[]
  /** The same, by the input that it comes from. */
  propertyDependencies: Record<string, string[]>
  parent: string
}

export interface ProgramOptions {
  /** Stack configuration, without the project's prefix. */
  config?: Record<string, unknown>
  stack?: string
  project?: string
  preview?: boolean
}

export interface ProgramRun<T> {
  /** By logical name. */
  resources: Map<string, Registered>
  result: T
  /** The resource with this logical name. @throws when there is none. */
  resource(name: string): Registered
  ofType(type: string): Registered[]
}

export const subscriptionId = '5c9d7f4e-8a31-4b6d-9e20-1f3a7c5b8d42'
export const tenantId = '2b7e1d90-4c5a-4f8e-a6d3-9e0c7b1f5a24'

/** Runs a program against Pulumi's mocks, which keep what it registers and answer as Azure would. */
export async function runProgram<T>(
  program: () => Promise<T> | T,
  {
    config = {},
    stack = 'production',
    project = 'ikctl-infra',
    preview = false,
  }: ProgramOptions = {},
): Promise<ProgramRun<T>> {
  pulumi.runtime.setAllConfig(
    Object.fromEntries(
      Object.entries(config).map(([key, value]) => [
        `${project}:${key}`,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    ),
  )
  await pulumi.runtime.setMocks(mocks, project, stack, preview)
  const resources = new Map<string, Registered>()
  const register = MockMonitor.prototype.registerResource
  // Pulumi's mocks see inputs only; options are in the request.
  MockMonitor.prototype.registerResource = function (request, callback) {
    resources.set(request.getName(), {
      type: request.getType(),
      name: request.getName(),
      inputs: request.getObject().toJavaScript(),
      protect: request.getProtect(),
      retainOnDelete: request.getRetainondelete(),
      deleteBeforeReplace: request.getDeletebeforereplace(),
      ignoreChanges: request.getIgnorechangesList(),
      dependencies: request.getDependenciesList().map(logicalName),
      propertyDependencies: Object.fromEntries(
        [...request.getPropertydependenciesMap().entries()].map(
          ([property, list]: [string, { getUrnsList(): string[] }]) => [
            property,
            list.getUrnsList().map(logicalName),
          ],
        ),
      ),
      parent: logicalName(request.getParent()),
    })
    return register.call(this, request, callback)
  }
  try {
    const result = await program()
    await pulumi.runtime.disconnect()
    return {
      resources,
      result,
      resource(name) {
        const found = resources.get(name)
        if (found === undefined) throw new Error(`no "${name}" among ${[...resources.keys()]}`)
        return found
      },
      ofType: (type) => [...resources.values()].filter((resource) => resource.type === type),
    }
  } finally {
    MockMonitor.prototype.registerResource = register
  }
}

// --- internal ---

const mocks: pulumi.runtime.Mocks = {
  newResource: ({ type, name, inputs }) => ({
    id: `/resource/${name}`,
    state: { ...inputs, ...outputs(type, name, inputs) },
  }),
  call({ token }) {
    if (token !== 'azure-native:authorization:getClientConfig') throw new Error(token)
    return { clientId: '', objectId: '', subscriptionId, tenantId }
  },
}

function outputs(type: string, name: string, inputs: Record<string, unknown>) {
  switch (type) {
    case 'azure-native:keyvault:Vault':
      return { name: inputs.vaultName }
    case 'azure-native:keyvault:Key':
      return { keyUriWithVersion: `https://${inputs.vaultName}/keys/${inputs.keyName}/1` }
    case 'azure-native:managedidentity:UserAssignedIdentity':
      return { name: inputs.resourceName, principalId: `principal of ${name}`, clientId: name }
    default:
      return { name }
  }
}

function logicalName(urn: string): string {
  return urn.slice(urn.lastIndexOf('::') + 2)
}
