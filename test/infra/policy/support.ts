import {
  type PolicyResource,
  type PolicyResourceOptions,
  type ResourceValidationArgs,
  unknownCheckingProxy,
} from '@pulumi/policy'
import { policies } from '../../../infra/policy/policies.ts'
import type { Registered } from '../support/run-program.ts'

/** What the engine sends for a value that a preview does not know. */
export const unknownValue = '04da6b54-80e4-46f7-96ec-b56ff0331ba9'

/** What a policy says about resources, as one line for each violation. */
export async function violations(
  policyName: string,
  resources: readonly Registered[],
): Promise<string[]> {
  const policy = policies.find(({ name }) => name === policyName)
  if (policy === undefined) throw new Error(`there is no policy "${policyName}"`)
  const found: string[] = []
  const report = (message: string) => void found.push(message)
  if ('validateStack' in policy) {
    await policy.validateStack({ ...nothing, resources: policyResources(resources) }, report)
  } else {
    const { validateResource = [] } = policy
    for (const resource of resources) {
      const args = { ...nothing, ...policyResource(resource) } as ResourceValidationArgs
      for (const validate of [validateResource].flat()) {
        try {
          await validate(args, report)
        } catch (error) {
          if (!(error instanceof NotApplicable)) throw error
        }
      }
    }
  }
  return found
}

// --- internal ---

class NotApplicable extends Error {}

const nothing = {
  stackTags: new Map<string, string>(),
  getConfig: <T extends object>() => ({}) as T,
  notApplicable: (): never => {
    throw new NotApplicable()
  },
}

function policyResource({
  type,
  name,
  inputs,
  protect,
  ignoreChanges,
}: Registered): PolicyResource {
  const opts = { protect, ignoreChanges } as PolicyResourceOptions
  const isType: PolicyResource['isType'] = (resourceClass) =>
    (resourceClass as { __pulumiType?: string }).__pulumiType === type
  return {
    ...{ type, name, opts, isType },
    asType: () => undefined,
    urn: name,
    props: unknownCheckingProxy(inputs),
    dependencies: [],
    propertyDependencies: {},
  }
}

function policyResources(resources: readonly Registered[]): PolicyResource[] {
  const byName = new Map(
    resources.map((resource) => [resource.name, policyResource(withOutputs(resource))]),
  )
  const find = (names: readonly string[]) => names.flatMap((name) => byName.get(name) ?? [])
  for (const { name, dependencies, propertyDependencies } of resources) {
    const resource = byName.get(name)
    if (resource === undefined) continue
    resource.dependencies = find(dependencies)
    resource.propertyDependencies = Object.fromEntries(
      Object.entries(propertyDependencies).map(([property, names]) => [property, find(names)]),
    )
  }
  return [...byName.values()]
}

/** Policies on the whole stack see outputs, in which a key's properties are at the top. */
function withOutputs(resource: Registered): Registered {
  if (!resource.type.endsWith(':keyvault:Key')) return resource
  const { properties, ...inputs } = resource.inputs
  return { ...resource, inputs: { ...inputs, ...properties } }
}
