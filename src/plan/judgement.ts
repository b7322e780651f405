import type { Range } from '../findings/finding.ts'

/**
 * How much something that a change does matters: `refused` makes the verdict, `danger` is to be
 * looked at by anyone who approves it, `warning` is worth knowing.
 */
export type Weight = 'refused' | 'danger' | 'warning'

/** One thing to say about a change. */
export interface Judgement {
  weight: Weight
  /** Stable: `plan/...`, `key-pair/...`, `evidence/...`. */
  code: string
  /** A sentence that stands alone. */
  message: string
  /** What to do about it. */
  wayForward: string
  /** Relative to the start folder, with `/`; in the head. */
  file?: string
  range?: Range
}
