import type { Finding, Range } from './finding.ts'

/** A finding that a comment suppresses. */
export interface SuppressedFinding {
  finding: Finding
  reason: string
  /** The last day on which the comment suppresses it. */
  until?: string
  /** Where the comment stands, in the same file. */
  comment: Range
}
