import type { Json } from '../../config/json.ts'
import { nearest } from '../../config/nearest.ts'
import { azureTypes, type PropertySchema } from './azure-types.ts'
import { isObject, type Properties, unknownValue } from './values.ts'

/** What is wrong with a property, `properties.sku.name` for example. */
export interface CheckFailure {
  property: string
  reason: string
}

/**
 * Checks inputs against the SDK's typings: required properties, types, legal values, and that there
 * are no others. Values that are not known yet pass. Unlike the plugin, which ignores properties that
 * it does not know and leaves legal values to Azure, so that mistakes show in a preview.
 */
export function checkInputs(
  inputs: Properties,
  schema: Record<string, PropertySchema>,
): CheckFailure[] {
  return checkObject(inputs, schema, '')
}

// --- internal ---

function checkObject(
  value: Properties,
  schema: Record<string, PropertySchema>,
  path: string,
): CheckFailure[] {
  const failures: CheckFailure[] = []
  const inside = (name: string) => (path === '' ? name : `${path}.${name}`)
  for (const [name, property] of Object.entries(schema)) {
    const item = value[name]
    if (item !== undefined) failures.push(...checkValue(item, property, inside(name)))
    else if (property.required) {
      failures.push({
        property: inside(name),
        reason: `missing required property '${inside(name)}'`,
      })
    }
  }
  for (const name of Object.keys(value)) {
    if (Object.hasOwn(schema, name)) continue
    const meant = nearest(name, Object.keys(schema))
    const hint = meant === undefined ? '' : `; did you mean '${meant}'?`
    failures.push({ property: inside(name), reason: `unknown property '${inside(name)}'${hint}` })
  }
  return failures
}

function checkValue(value: Json, schema: PropertySchema, path: string): CheckFailure[] {
  if (value === unknownValue || schema.type === 'any') return []
  const failure = (reason: string): CheckFailure[] => [{ property: path, reason }]
  const actual = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value
  const wanted = schema.type === 'map' ? 'object' : schema.type
  if (actual !== wanted) return failure(`'${path}' should be of type '${wanted}' but is ${actual}`)

  if (Array.isArray(value)) {
    const { items } = schema
    if (items === undefined) return []
    return value.flatMap((item, i) => checkValue(item, items, `${path}[${i}]`))
  }
  if (isObject(value)) {
    if (schema.type === 'map') {
      const { items } = schema
      if (items === undefined) return []
      return Object.entries(value).flatMap(([name, item]) =>
        checkValue(item, items, `${path}.${name}`),
      )
    }
    const type = chooseType(value, schema.refs ?? [])
    if (typeof type === 'string') return failure(`'${path}' ${type}`)
    return checkObject(value, type, path)
  }
  if (schema.values !== undefined && !schema.values.includes(value as string | number)) {
    const legal = schema.values.map((one) => `'${one}'`).join(', ')
    return failure(`'${path}' is '${value}' but has to be one of ${legal}`)
  }
  return []
}

/** The object type that a value is meant to have: in unions a constant member tells. */
export function chooseType(
  value: Properties,
  refs: readonly string[],
  types: Record<string, Record<string, PropertySchema>> = azureTypes.inputTypes,
): Record<string, PropertySchema> | string {
  const found = refs.map((ref) => types[ref] ?? {})
  const [only = {}] = found
  if (found.length <= 1) return only
  const tag = Object.keys(only).find((name) =>
    found.every((type) => type[name]?.values?.length === 1),
  )
  if (tag === undefined) return only
  const chosen = found.find((type) => type[tag]?.values?.[0] === value[tag])
  const legal = found.map((type) => `'${type[tag]?.values?.[0]}'`).join(', ')
  return chosen ?? `needs '${tag}' to be one of ${legal}`
}
