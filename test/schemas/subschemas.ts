import type { Json } from '../../src/config/json.ts'

export type Schema = Record<string, Json>

/** Every schema inside a schema, itself included, with its pointer. */
export function* subschemas(schema: Schema, pointer = ''): Generator<[string, Schema]> {
  yield [pointer, schema]
  for (const [keyword, value] of Object.entries(schema)) {
    const at = `${pointer}/${keyword}`
    if (inMaps.includes(keyword)) {
      for (const [name, child] of Object.entries(value as Schema)) {
        if (isSchema(child)) yield* subschemas(child, `${at}/${name}`)
      }
    } else if (keyword === 'anyOf') {
      for (const [index, child] of (value as Schema[]).entries()) {
        yield* subschemas(child, `${at}/${index}`)
      }
    } else if (inKeywords.includes(keyword) && isSchema(value)) yield* subschemas(value, at)
  }
}

/** The schemas of properties, of fixed and of free names. */
export function* propertySchemas(schema: Schema): Generator<[string, Schema]> {
  for (const [pointer, part] of subschemas(schema)) {
    const isFixed = /\/properties\/[^/]+$/.test(pointer) && !/\/(if|then)\//.test(pointer)
    if (isFixed || pointer.endsWith('/additionalProperties')) {
      const name = String(part.$ref ?? '').slice('#/$defs/'.length)
      const definition = (schema.$defs as Schema | undefined)?.[name]
      yield [pointer, { ...(definition as Schema | undefined), ...part }]
    }
  }
}

// --- internal ---

const inMaps = ['properties', '$defs']
const inKeywords = ['additionalProperties', 'propertyNames', 'items', 'if', 'then']

function isSchema(value: Json): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
