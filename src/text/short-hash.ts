import { createHash } from 'node:crypto'

/**
 * What stands for a name or an id in redacted output: the first digits of a hash, the same everywhere.
 * Anyone who knows the value can find it again, and anyone who guesses right can see that.
 */
export function shortHash(value: string): string {
  return `#${createHash('sha256').update(value).digest('hex').slice(0, 10)}`
}

/** The same for a tenant's id, in the form of an id. */
export function tenantHash(id: string): string {
  return `tenant-${shortHash(id).slice(1)}`
}
