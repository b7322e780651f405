import {
  type Alias,
  type CustomResourceOptions,
  ErrorHook,
  type Resource,
  rootStackResource,
  runtime,
} from '@pulumi/pulumi'

/** How the resources inside a component are named, and what all of them have in common. */
export interface Children {
  /** Logical name of a part, unique in the program. */
  nameOf(part: string): string
  /** Options of that part; `more` comes on top of what all parts have. */
  optionsOf(part: string, more?: CustomResourceOptions): CustomResourceOptions
}

/**
 * @param parent the component; absent: the stack.
 * @param settings.prefix of the logical names; none as in a program that has one component only. Names
 *   without a prefix stay aliases, so a stack can change over.
 * @param settings.wereAtRoot whether the parts were once resources of the stack itself.
 */
export function childrenOf(
  parent?: Resource,
  { prefix = '', wereAtRoot = false }: { prefix?: string; wereAtRoot?: boolean } = {},
): Children {
  return {
    nameOf: (part) => `${prefix}${part}`,
    optionsOf(part, more = {}) {
      const aliases: Alias[] = [
        ...(prefix === '' ? [] : [{ name: part }]),
        ...(wereAtRoot ? [{ name: part, parent: rootStackResource }] : []),
      ]
      return {
        ...(parent !== undefined && { parent }),
        ...(aliases.length > 0 && { aliases }),
        ...more,
      }
    },
  }
}

/** Options of a resource that keeps the name with which it was made, whatever the product is called later. */
export function keptName(property: string): CustomResourceOptions {
  return { ignoreChanges: [property] }
}

/**
 * Tries a role assignment again while Azure does not know its role or its principal everywhere yet:
 * after 2, 4, 8, 16 and then every 30 seconds, for ten minutes.
 *
 * @param name of the hook, unique in the program.
 * @returns it, or nothing where there is no engine.
 * @see https://learn.microsoft.com/azure/role-based-access-control/troubleshooting
 */
export function retryWhileReplicating(name: string): ErrorHook[] {
  // Pulumi's mocks take no hooks.
  if (!('registerErrorHook' in (runtime.getMonitor() ?? {}))) return []
  const hook = new ErrorHook(name, async ({ errors }) => {
    const [latest = ''] = errors
    if (!/RoleDefinitionDoesNotExist|PrincipalNotFound/.test(latest)) return false
    if (errors.length > 24) return false
    const seconds = Math.min(2 ** errors.length, 30)
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
    return true
  })
  return [hook]
}
