import { createHash } from 'node:crypto'

/** One of several parts of the tenants that run apart. */
export interface Shard {
  /** From 1 to `count`. */
  index: number
  count: number
}

/** Whether a tenant belongs to the shard: by a hash of its id, so that a new tenant moves nobody. */
export function isInShard(tenantId: string, { index, count }: Shard): boolean {
  const hash = createHash('sha256').update(tenantId).digest()
  return Number(hash.readBigUInt64BE() % BigInt(count)) === index - 1
}
