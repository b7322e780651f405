import type { Judgement } from '../judgement.ts'
import { type Case, has } from './case.ts'

/** A key pair that moves while tenants do. */
export function judgeMixture(subject: Case): Judgement[] {
  const isNew = subject.base.environment === undefined
  if (isNew || !has(subject, 'key-pair-state') || !has(subject, ...tenantChanges)) return []
  return [
    {
      weight: 'warning',
      code: 'plan/key-and-tenants-mixed',
      message:
        'a key pair changes its state and tenants change in the same change: the evidence for the one was made without the other',
      wayForward: 'make two changes of it',
    },
  ]
}

// --- internal ---

const tenantChanges = [
  'tenant-added',
  'tenant-removed',
  'tenant-status',
  'tenant-account',
  'user-added',
  'user-removed',
  'user-changed',
] as const
