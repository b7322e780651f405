import type { FailureClass } from '../failure/failure-classes.ts'
import type { StepId } from './diagnosis.ts'

/**
 * The step that a failure is about.
 *
 * @param asked the step whose request met it, for what may meet any request.
 */
export function stepOfClass(failureClass: FailureClass, asked: StepId): StepId {
  return steps[failureClass] ?? asked
}

// --- internal ---

/** `null`: the step that was asked, as its answer says nothing about another one. */
const steps: Readonly<Record<FailureClass, StepId | null>> = {
  clock_skew: 'clock',
  signer_error: 'signature',
  signer_unavailable: 'signature',
  app_unknown: 'integration-key',
  app_refused: 'integration-key',
  key_rejected: 'key-pair',
  user_not_found: 'user',
  user_mismatch: 'user',
  consent_required: 'consent',
  scope_missing: 'consent',
  account_mismatch: 'account',
  base_uri_mismatch: 'account',
  user_not_allowed: 'permission',
  account_not_allowed: 'permission',
  sending_blocked: 'sending',
  plan_ended: 'sending',
  user_inactive: 'sending',
  user_may_not_send: 'sending',
  webhook_missing: 'webhook',
  webhook_disabled: 'webhook',
  webhook_unsigned: 'webhook',
  webhook_differs: 'webhook',
  webhook_not_read: 'webhook',
  token_refused: null,
  grant_refused: null,
  throttled: null,
  transient: null,
  foreign_answer: null,
  network_config: null,
  unknown: null,
}
