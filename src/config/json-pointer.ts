import type { Json } from './json.ts'
import type { Pointer } from './problem.ts'

/** Reads a pointer as RFC 6901 writes it. */
export function parsePointer(text: string): Pointer {
  if (text === '') return []
  return text
    .slice(1)
    .split('/')
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'))
}

/** The value that a pointer leads to; `null` where there is none. */
export function resolvePointer(root: Json, pointer: Pointer): Json {
  let value: Json = root
  for (const step of pointer) {
    if (value === null || typeof value !== 'object') return null
    value = (value as Record<string | number, Json>)[step] ?? null
  }
  return value
}
