import type { Json } from '../../config/json.ts'
import { isObject, isSame, type Properties } from './values.ts'

/** How a property differs; `replace` when the resource has to be made again for it. */
export interface PropertyDifference {
  kind: 'add' | 'delete' | 'update'
  replace: boolean
}

/**
 * Compares old and new inputs as the plugin does.
 *
 * @param replaceOn top-level properties that cannot be changed.
 * @returns the differences by property path.
 */
export function diffInputs(
  olds: Properties,
  news: Properties,
  replaceOn: readonly string[],
): Map<string, PropertyDifference> {
  const differences = new Map<string, PropertyDifference>()
  const compare = (
    path: string,
    old: Json | undefined,
    now: Json | undefined,
    replace: boolean,
  ): void => {
    if (isSame(old, now)) return
    if (isObject(old) && isObject(now)) {
      for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
        compare(`${path}${member(name)}`, old[name], now[name], replace)
      }
    } else if (Array.isArray(old) && Array.isArray(now)) {
      for (let i = 0; i < Math.max(old.length, now.length); i += 1) {
        compare(`${path}[${i}]`, old[i], now[i], replace)
      }
    } else {
      const kind = old === undefined ? 'add' : now === undefined ? 'delete' : 'update'
      differences.set(path, { kind, replace })
    }
  }
  for (const name of new Set([...Object.keys(olds), ...Object.keys(news)])) {
    const [old, now] = [olds[name], news[name]]
    if (name === 'location' && isSameLocation(old, now)) continue
    compare(name, old, now, replaceOn.includes(name))
  }
  return differences
}

/** `West Europe` and `westeurope` are the same place to Azure. */
export function normalizeLocation(location: string): string {
  return location.replaceAll(' ', '').toLowerCase()
}

// --- internal ---

function isSameLocation(a: Json | undefined, b: Json | undefined): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return false
  return normalizeLocation(a) === normalizeLocation(b)
}

function member(name: string): string {
  return /^[\w-]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`
}
