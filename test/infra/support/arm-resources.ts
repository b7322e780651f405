import { knownType } from '../../../src/emulators/resource-manager/resource-types/registry.ts'
import type { ProgramRun } from './run-program.ts'

/**
 * What a program registered, as resources of a template of Azure Resource Manager: the form in which other
 * tools read them. Ids that Azure gives are not in it.
 */
export function armResources({
  resources,
}: Pick<ProgramRun<unknown>, 'resources'>): { type: string; name: string }[] {
  return [...resources.values()]
    .filter(({ type }) => type.startsWith('azure-native:'))
    .map(({ type: token, inputs }) => {
      const { azureType: type, apiVersion, path } = knownType(token)
      const ofId = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
      const ofName = [...path.slice(path.lastIndexOf('/providers/')).matchAll(/\{(\w+)\}/g)]
      const name = ofName.map(([, parameter = '']) => String(inputs[parameter])).join('/')
      const body = Object.entries(inputs).filter(([property]) => !ofId.includes(property))
      const part = (isBeside: boolean) =>
        Object.fromEntries(
          body
            .filter(([property]) => beside.has(property) === isBeside)
            .map(([property, value]) => [otherNames[property] ?? property, value]),
        )
      return { type, apiVersion, name, properties: part(false), ...part(true) }
    })
}

// --- internal ---

/** Properties that azure-native calls otherwise than Azure. */
const otherNames: Readonly<Record<string, string>> = { networkRuleSet: 'networkAcls' }

/** What is beside `properties` in a request. */
const beside = new Set(['location', 'tags', 'sku', 'kind', 'identity', 'properties'])
