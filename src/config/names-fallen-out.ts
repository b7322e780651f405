import type { SchemaError } from './generated/validators.js'
import type { Json } from './json.ts'
import { parsePointer, resolvePointer } from './json-pointer.ts'
import { formatPointer } from './problem.ts'

/**
 * Maps that are empty because what belongs to them is not indented: it stands behind them as unknown
 * properties.
 *
 * @returns the pointers of these properties, by that of the map.
 */
export function namesFallenOut(errors: readonly SchemaError[], root: Json): Map<string, string[]> {
  const unknown = new Set<string>()
  const empty = new Set<string>()
  const parents = new Set<string>()
  for (const { keyword, instancePath, params } of errors) {
    if (keyword === 'additionalProperties') {
      unknown.add(instancePath + formatPointer([String(params.additionalProperty)]))
      parents.add(instancePath)
    } else if (keyword === 'type' && params.type === 'object') {
      if (resolvePointer(root, parsePointer(instancePath)) === null) empty.add(instancePath)
    }
  }
  const fallenOut = new Map<string, string[]>()
  for (const parent of parents) {
    let map: string | undefined
    for (const name of Object.keys(resolvePointer(root, parsePointer(parent)) ?? {})) {
      const pointer = parent + formatPointer([name])
      if (empty.has(pointer)) map = pointer
      else if (map !== undefined && unknown.has(pointer)) {
        const names = fallenOut.get(map) ?? []
        names.push(pointer)
        fallenOut.set(map, names)
      } else map = undefined
    }
  }
  return fallenOut
}
