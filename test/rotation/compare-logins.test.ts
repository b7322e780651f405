import { expect, test } from 'vitest'
import type { FailureClass } from '../../src/failure/failure-classes.ts'
import { failureClasses } from '../../src/failure/failure-classes.ts'
import { compareLogins, type LoginOutcome } from '../../src/rotation/compare-logins.ts'

const passed: LoginOutcome = { ok: true }
const failed = (failure: FailureClass, error?: string): LoginOutcome => ({
  ok: false,
  failure: { class: failure, proof: failureClasses[failure].proof, ...(error && { error }) },
})

test.each<[string, LoginOutcome, LoginOutcome]>([
  ['passing', passed, passed],
  ['regressed', passed, failed('key_rejected')],
  ['regressed', passed, failed('signer_error')],
  ['regressed', passed, failed('consent_required')],
  ['fixed', failed('key_rejected'), passed],
  ['fixed', failed('consent_required'), passed],
  ['failing', failed('consent_required'), failed('consent_required')],
  ['failing', failed('user_not_found'), failed('key_rejected')],
  // Nobody is locked out who can log in with the candidate.
  ['passing', failed('throttled'), passed],
  ['unproven', passed, failed('throttled')],
  ['unproven', passed, failed('transient')],
  ['unproven', passed, failed('signer_unavailable')],
  ['unproven', failed('foreign_answer'), failed('consent_required')],
  ['unproven', passed, failed('foreign_answer')],
  // An answer that nobody expects may hide that the login works today.
  ['unproven', failed('unknown', 'a'), failed('key_rejected')],
  ['unproven', failed('unknown', 'a'), failed('unknown', 'b')],
  ['failing', failed('unknown', 'a'), failed('unknown', 'a')],
  ['failing', failed('consent_required'), failed('unknown', 'a')],
  ['regressed', passed, failed('grant_refused')],
  ['unproven', failed('transient'), failed('key_rejected')],
  ['unproven', failed('consent_required'), failed('network_config')],
])('%s: %j, then %j', (expected, active, candidate) => {
  const comparison = compareLogins([{ tenant: 'acme', role: 'hr', active, candidate }])
  expect(Object.entries(comparison).filter(([, names]) => names.length > 0)).toEqual([
    [expected, ['acme/hr']],
  ])
})

test('names are sorted, whatever the order of the logins', () => {
  const login = (tenant: string) => ({ tenant, role: 'x', active: passed, candidate: passed })
  expect(compareLogins([login('b'), login('a'), login('c')]).passing).toEqual(['a/x', 'b/x', 'c/x'])
})
