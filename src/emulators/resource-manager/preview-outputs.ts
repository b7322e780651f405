import type { Json } from '../../config/json.ts'
import { azureTypes, type PropertySchema } from './azure-types.ts'
import { chooseType } from './check-inputs.ts'
import { isObject, type Properties, unknownValue } from './values.ts'

/** What a preview can tell of a resource: its inputs, and that the rest is not known yet. */
export function previewOutputs(
  inputs: Properties,
  outputs: Record<string, PropertySchema>,
): Properties {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, schema]) => [name, previewValue(inputs[name], schema)]),
  )
}

// --- internal ---

function previewValue(input: Json | undefined, schema: PropertySchema): Json {
  if (input === undefined) return unknownValue
  const { items } = schema
  if (Array.isArray(input) && items !== undefined) {
    return input.map((item) => previewValue(item, items))
  }
  if (!isObject(input) || schema.type !== 'object') return input
  const refs = (schema.refs ?? []).filter((ref) => azureTypes.outputTypes[ref] !== undefined)
  if (refs.length === 0) return unknownValue
  const type = chooseType(input, refs, azureTypes.outputTypes)
  return typeof type === 'string' ? unknownValue : previewOutputs(input, type)
}
