import type { Finding } from '../findings/finding.ts'
import type { Change } from './change.ts'
import type { Judgement } from './judgement.ts'
import type { ManualStep } from './manual-step.ts'

/** A revision as it was asked for, and what it was. */
export interface PlannedRevision {
  /** As asked for; `null` is the working tree. */
  revision: string | null
  commit: string | null
}

/** What a change means: `schemas/plan.schema.json`. */
export interface Plan {
  schemaVersion: 1
  environment: string
  base: PlannedRevision
  head: PlannedRevision
  verdict: 'unchanged' | 'accepted' | 'refused'
  /**
   * SHA-256 (hexadecimal) of what the change means: the same for every pair of revisions with the same
   * changes, judgements and steps, and whether names are left out or not.
   */
  digest: string
  /** Whether names and ids of tenants are left out. */
  redacted: boolean
  counts: {
    tenants: { base: number; head: number; added: number; removed: number; changed: number }
    /** Users that have to grant consent, and their tenants. */
    consent: { users: number; tenants: number }
  }
  judgements: Judgement[]
  /** Error findings of the head; when there are any, nothing was compared. */
  findings: Finding[]
  changes: Change[]
  /** Of an accepted change. */
  steps: ManualStep[]
}
