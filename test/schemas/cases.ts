import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse, stringify } from 'yaml'
import type { SchemaName } from '../../src/config/check-schema.ts'
import type { Json } from '../../src/config/json.ts'

/** The schemas of the configuration; each has its cases in the folder of its name. */
export const schemaNames: readonly SchemaName[] = ['integration', 'key-pairs', 'tenant', 'settings']

/** A change to `full.yaml`, which has every property. */
interface Change {
  /** RFC 6901 pointer. */
  at: string
  value?: Json
  /** The string `value` with its first character repeated up to this length. */
  padded?: number
  /** A list of this many strings that begin with `value`. */
  items?: number
  remove?: true
}

export interface SchemaCase {
  name: string
  /** Where `full.yaml` was changed (first). */
  at: string[]
  value: Json
  /** The keyword that refuses it; absent when the value is valid. */
  keyword?: string
}

/**
 * The cases of a schema: `full.yaml`, the changes in `accepted.yaml`, and the changes in `rejected/`,
 * each of which breaks the one keyword that its file is named after.
 */
export function schemaCases(schema: SchemaName): SchemaCase[] {
  const folder = join(import.meta.dirname, schema)
  const read = (file: string) => parse(readFileSync(join(folder, file), 'utf8'))
  const full: Json = read('full.yaml')
  const cases = (file: string, keyword?: string): SchemaCase[] =>
    read(file).map((entry: Change | Change[]) => {
      const changes = [entry].flat()
      const value = changes.reduce<Json>(change, full)
      const at = steps(changes[0]?.at ?? '')
      return { name: `${file}: ${stringify(entry).trim()}`, at, value, keyword }
    })
  return [
    { name: 'full.yaml', at: [], value: full },
    ...cases('accepted.yaml'),
    ...readdirSync(join(folder, 'rejected')).flatMap((file) =>
      cases(`rejected/${file}`, basename(file, '.yaml')),
    ),
  ]
}

export function readSchema(name: string): Record<string, Json> {
  const file = join(import.meta.dirname, '../../schemas', `${name}.schema.json`)
  return JSON.parse(readFileSync(file, 'utf8'))
}

// --- internal ---

function steps(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'))
}

function change(root: Json, { at, value = null, padded, items, remove }: Change): Json {
  const made =
    padded !== undefined
      ? String(value).padStart(padded, String(value)[0])
      : items !== undefined
        ? Array.from({ length: items }, (_, index) => `${value}${index}`)
        : value
  if (at === '') return made
  const changed = structuredClone(root)
  const path = steps(at)
  const last = path.pop() ?? ''
  let parent = changed as Record<string, Json>
  for (const step of path) parent = parent[step] as Record<string, Json>
  if (remove) delete parent[last]
  // As a property of its own, also when it is called "__proto__".
  else Object.defineProperty(parent, last, { value: made, enumerable: true, configurable: true })
  return changed
}
