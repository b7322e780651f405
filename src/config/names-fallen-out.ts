import type { SchemaError } from './generated/validators.js'
import type { Json } from './json.ts'
import { parsePointer, resolvePointer } from './json-pointer.ts'

/**
 * Maps that are empty because what belongs to them is not indented: it stands behind them as unknown
 * properties.
 *
 * @returns the pointers of these properties, by that of the map.
 */
export function namesFallenOut(errors: readonly SchemaError[], root: Json): Map<string, string[]> {
  const unknown = new Set(
    errors
      .filter(({ keyword }) => keyword === 'additionalProperties')
      .map(({ instancePath, params }) => `${instancePath}/${params.additionalProperty}`),
  )
  const fallenOut = new Map<string, string[]>()
  for (const { keyword, instancePath, params } of errors) {
    const pointer = parsePointer(instancePath)
    if (keyword !== 'type' || params.type !== 'object' || resolvePointer(root, pointer) !== null)
      continue
    const siblings = Object.keys(resolvePointer(root, pointer.slice(0, -1)) ?? {})
    const parent = instancePath.slice(0, instancePath.lastIndexOf('/'))
    const names: string[] = []
    for (const name of siblings.slice(siblings.indexOf(String(pointer.at(-1))) + 1)) {
      if (!unknown.has(`${parent}/${name}`)) break
      names.push(`${parent}/${name}`)
    }
    if (names.length > 0) fallenOut.set(instancePath, names)
  }
  return fallenOut
}
