import { badParameter } from './vault-error.ts'

/** What keys and secrets have in common; times in seconds since the epoch, as on the wire. */
export interface Attributes {
  enabled: boolean
  nbf?: number
  exp?: number
  created: number
  updated: number
}

export type Tags = Record<string, string>

/** The attributes that a caller may set. */
export type SettableAttributes = Partial<Pick<Attributes, 'enabled' | 'nbf' | 'exp'>>

/** The attributes of a new version. */
export function newAttributes(input: unknown, now: number): Attributes {
  return changeAttributes({ enabled: true, created: now, updated: now }, input, now)
}

/** Attributes with the given changes; what is absent or null stays as it is. */
export function changeAttributes(current: Attributes, input: unknown, now: number): Attributes {
  const next: Attributes = { ...current, updated: now }
  for (const [name, value] of Object.entries(optionalObject(input, 'attributes'))) {
    if (value === null || value === undefined) continue
    if (name === 'enabled') {
      if (typeof value !== 'boolean') throw badParameter('Property attributes.enabled is invalid.')
      next.enabled = value
    } else if (name === 'nbf' || name === 'exp') {
      if (typeof value !== 'number' || !Number.isInteger(value)) {
        throw badParameter(`Property attributes.${name} is invalid.`)
      }
      next[name] = value
    } else if (name === 'exportable' && value === true) {
      throw badParameter('Exportable keys need a release policy, which the emulator has not.')
    }
  }
  if (next.nbf !== undefined && next.exp !== undefined && next.nbf >= next.exp) {
    throw badParameter('Expiration date must be after activation date.')
  }
  return next
}

/** Tags as given; at most 15, names and values of at most 256 characters. */
export function parseTags(input: unknown): Tags | undefined {
  if (input === undefined || input === null) return undefined
  const tags: Tags = {}
  const entries = Object.entries(optionalObject(input, 'tags'))
  if (entries.length > 15) throw badParameter('The maximum number of tags is 15.')
  for (const [name, value] of entries) {
    if (typeof value !== 'string' || name.length > 256 || value.length > 256) {
      throw badParameter('Tag names and values are strings of at most 256 characters.')
    }
    tags[name] = value
  }
  return tags
}

/** A JSON object, or an empty one when it is absent. */
export function optionalObject(input: unknown, property: string): Record<string, unknown> {
  if (input === undefined || input === null) return {}
  if (typeof input !== 'object' || Array.isArray(input)) {
    throw badParameter(`Property ${property} is invalid.`)
  }
  return input as Record<string, unknown>
}
