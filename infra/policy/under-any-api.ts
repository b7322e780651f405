import type {
  PolicyResource,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from '@pulumi/policy'
import { withoutApiVersion } from '../key-vault-api.ts'

/** The policy, for vaults, keys and secrets whatever the version of the API that manages them. */
export function underAnyApi<Policy extends ResourceValidationPolicy | StackValidationPolicy>(
  policy: Policy,
): Policy {
  if ('validateStack' in policy) {
    return {
      ...policy,
      validateStack: (args, report) => {
        // In place: other resources point at it.
        for (const resource of args.resources) Object.assign(resource, knownAs(resource))
        return policy.validateStack(args, report)
      },
    }
  }
  return {
    ...policy,
    validateResource: [policy.validateResource ?? []]
      .flat()
      .map((validate) => (args, report) => validate({ ...args, ...knownAs(args) }, report)),
  }
}

// --- internal ---

function knownAs<Resource extends PolicyResource | ResourceValidationArgs>(
  resource: Resource,
): Partial<Pick<Resource, 'type' | 'isType'>> {
  const type = withoutApiVersion(resource.type)
  if (type === resource.type) return {}
  const isType: PolicyResource['isType'] = (resourceClass) =>
    (resourceClass as unknown as { isInstance(value: object): boolean }).isInstance({
      __pulumiType: type,
    })
  return { type, isType }
}
