import type { Json } from '../../src/config/json.ts'
import { type Schema, subschemas } from './subschemas.ts'

export interface Mutant {
  /** Such as `drop /properties/name/type`. */
  what: string
  schema: Schema
}

/**
 * Copies of a schema, each with one small mistake: a keyword dropped, an entry of a list or map
 * dropped, a limit moved by one, a pattern not anchored.
 */
export function* mutants(schema: Schema): Generator<Mutant> {
  for (const [pointer, part] of subschemas(schema)) {
    for (const [keyword, value] of Object.entries(part)) {
      if (notValidating.includes(keyword)) continue
      const at = `${pointer}/${keyword}`
      yield { what: `drop ${at}`, schema: changed(schema, at, undefined) }
      if (Array.isArray(value) && keyword !== 'anyOf') {
        for (const index of value.keys()) {
          const rest = value.filter((_, other) => other !== index)
          yield { what: `drop ${at}/${index}`, schema: changed(schema, at, rest) }
        }
      }
      if (keyword === 'properties') {
        for (const name of Object.keys(value as Schema)) {
          yield { what: `drop ${at}/${name}`, schema: changed(schema, `${at}/${name}`, undefined) }
        }
      }
      if (typeof value === 'number') {
        yield { what: `raise ${at}`, schema: changed(schema, at, value + 1) }
        if (value > 0) yield { what: `lower ${at}`, schema: changed(schema, at, value - 1) }
      }
      if (keyword === 'pattern') {
        yield { what: `open ${at}`, schema: changed(schema, at, String(value).slice(1)) }
        yield { what: `leave open ${at}`, schema: changed(schema, at, String(value).slice(0, -1)) }
      }
    }
  }
}

// --- internal ---

const notValidating = ['$schema', '$defs', 'title', 'description', 'examples', 'default']

function changed(schema: Schema, pointer: string, value: Json | undefined): Schema {
  const copy = structuredClone(schema)
  const path = pointer.split('/').slice(1)
  const last = path.pop() ?? ''
  let parent: Schema = copy
  for (const step of path) parent = parent[step] as Schema
  if (value === undefined) delete parent[last]
  else parent[last] = value
  return copy
}
