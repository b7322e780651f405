import type { Json } from '../../config/json.ts'
import type { AzureResource } from './azure.ts'
import { azureTypes, type PropertySchema } from './azure-types.ts'
import { chooseType } from './check-inputs.ts'
import { normalizeLocation } from './diff-inputs.ts'
import { type KnownType, knownType } from './resource-types/registry.ts'
import { isObject, isSame, merge, type Properties } from './values.ts'

/** The resource as the plugin shows it in its outputs. */
export function outputsOf({ type: token, inputs, added, id }: AzureResource): Properties {
  const type = knownType(token)
  const shown = merge(type.toOutputs?.(inputs) ?? inputs, added) as Properties
  const { location } = shown
  const outputs = project(
    {
      ...shown,
      ...(typeof location === 'string' ? { location: normalizeLocation(location) } : {}),
      name: id.split('/').at(-1) ?? '',
      type: type.azureType,
    },
    type.outputs,
    azureTypes.outputTypes,
  )
  return { ...outputs, azureApiVersion: type.apiVersion }
}

/** The inputs with which a resource could have been made: what an import finds. */
export function inputsOf(resource: AzureResource): Properties {
  const type = knownType(resource.type)
  return { ...projectInputs(outputsOf(resource), type), ...parametersOf(resource.id, type) }
}

/**
 * The inputs after a refresh: what changed in Azure since the last outputs, and nothing that Azure only
 * fills in on its own.
 */
export function refreshInputs(
  inputs: Properties,
  outputs: { before: Properties; now: Properties },
  token: string,
): Properties {
  const type = knownType(token)
  return applyChanges(
    inputs,
    projectInputs(outputs.before, type),
    projectInputs(outputs.now, type),
  ) as Properties
}

// --- internal ---

/** The inputs that are in a resource id, by the path of its type. */
function parametersOf(id: string, { path }: KnownType): Properties {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const parts = path.split(/\{\w+\}/).map((part) => part.replaceAll('.', '\\.'))
  const values = new RegExp(`^${parts.join('(.+)')}$`, 'i').exec(id)?.slice(1) ?? []
  return Object.fromEntries(
    names.flatMap((name, i) => {
      if (name === 'subscriptionId') return []
      const isId = name === 'scope' || name === 'resourceUri'
      return [[name, `${isId ? '/' : ''}${values[i]}`]]
    }),
  )
}

function projectInputs(outputs: Properties, type: KnownType): Properties {
  return project(type.toInputs?.(outputs) ?? outputs, type.inputs, azureTypes.inputTypes)
}

/** What of a value has a place in a schema. */
function project(
  value: Properties,
  schema: Record<string, PropertySchema>,
  types: Record<string, Record<string, PropertySchema>>,
): Properties {
  const inside = (item: Json, property: PropertySchema): Json => {
    const { items } = property
    if (Array.isArray(item))
      return items === undefined ? item : item.map((one) => inside(one, items))
    if (!isObject(item) || property.type !== 'object') return item
    const refs = (property.refs ?? []).filter((ref) => types[ref] !== undefined)
    const type = refs.length === 0 ? 'unknown' : chooseType(item, refs, types)
    return typeof type === 'string' ? item : project(item, type, types)
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => {
      const property = schema[name]
      return property === undefined ? [] : [[name, inside(item, property)]]
    }),
  )
}

/** Applies to a value what changed from `before` to `now`. */
function applyChanges(
  value: Json | undefined,
  before: Json | undefined,
  now: Json | undefined,
): Json | undefined {
  if (isSame(before, now)) return value
  if (isObject(value) && isObject(before) && isObject(now)) {
    const changed: Properties = {}
    for (const name of new Set([...Object.keys(value), ...Object.keys(now)])) {
      const isGone = Object.hasOwn(before, name) && !Object.hasOwn(now, name)
      const item = isGone ? undefined : applyChanges(value[name], before[name], now[name])
      if (item !== undefined) changed[name] = item
    }
    return changed
  }
  if (Array.isArray(value) && Array.isArray(before) && Array.isArray(now)) {
    return now.map((item, i) =>
      i < value.length && i < before.length
        ? (applyChanges(value[i], before[i], item) ?? item)
        : item,
    )
  }
  return now
}
