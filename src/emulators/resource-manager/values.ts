import type { Json } from '../../config/json.ts'

/** Inputs or outputs of a resource, in the form of the Pulumi SDK. */
export type Properties = { [name: string]: Json }

/** What the engine sends in a preview for a value that is not known yet. */
export const unknownValue = '04da6b54-80e4-46f7-96ec-b56ff0331ba9'

export function isObject(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether two values say the same, whatever the order of their members. */
export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => isSame(item, b[i]))
  }
  if (isObject(a) && isObject(b)) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)])
    return [...names].every((name) => isSame(a[name], b[name]))
  }
  return a === b
}

/** The second over the first, member by member; arrays and plain values are replaced. */
export function merge(base: Json | undefined, over: Json | undefined): Json {
  if (over === undefined) return base ?? null
  if (!isObject(base) || !isObject(over)) return over
  const merged: Properties = { ...base }
  for (const [name, value] of Object.entries(over)) merged[name] = merge(base[name], value)
  return merged
}

/** The value without members that are null, at any depth: null and absent mean the same to Pulumi. */
export function withoutNulls<T extends Json>(value: T): T {
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item)) as T
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) =>
      item === null || item === undefined ? [] : [[name, withoutNulls(item)]],
    ),
  ) as T
}

/** What stands at `a.b.c`; undefined where there is nothing. */
export function at(value: Json | undefined, path: string): Json | undefined {
  return path
    .split('.')
    .reduce<Json | undefined>((found, name) => (isObject(found) ? found[name] : undefined), value)
}

/** {@link at}, for texts: anything else counts as an empty one. */
export function textAt(value: Json | undefined, path: string): string {
  const found = at(value, path)
  return typeof found === 'string' ? found : ''
}

/** {@link at}, for lists: anything else counts as an empty one. */
export function listAt(value: Json | undefined, path: string): Json[] {
  const found = at(value, path)
  return Array.isArray(found) ? found : []
}
