import { createHash } from 'node:crypto'
import { IkctlError } from '../ikctl-error.ts'

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

/** Thrown for a shard that cannot be. */
export class ShardRefused extends IkctlError {
  static readonly code = 'ERR_SHARD_REFUSED'
  readonly code = ShardRefused.code
}

/**
 * A shard as people and Kubernetes write it.
 *
 * @param text `3/16`, counting from 1; `/16` takes the index from `completionIndex`.
 * @param completionIndex `JOB_COMPLETION_INDEX` of a Kubernetes Indexed Job, which counts from 0.
 * @throws {ShardRefused} when the text is something else, or the index is not known or too large.
 */
export function parseShard(text: string, completionIndex?: string): Shard {
  const match = /^(\d{1,6})?\/(\d{1,6})$/.exec(text)
  const count = Number(match?.[2])
  if (match === null || count < 1) {
    throw new ShardRefused(
      `"${text}" is no shard: write INDEX/COUNT such as 3/16, or /16 in an Indexed Job`,
    )
  }
  if (match[1] === undefined && !/^\d{1,6}$/.test(completionIndex ?? '')) {
    throw new ShardRefused(
      `the shard "${text}" names no index, and JOB_COMPLETION_INDEX is not set: write INDEX${text}`,
    )
  }
  const index = match[1] === undefined ? Number(completionIndex) + 1 : Number(match[1])
  if (index < 1 || index > count) {
    throw new ShardRefused(`there is no shard ${index} of ${count}: they count from 1 to ${count}`)
  }
  return { index, count }
}
