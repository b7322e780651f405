/**
 * Whom a failure concerns: `app` the integration key, so every tenant; `tenant` this login only;
 * `host` nobody: it lies on the way (network, clock, throttling, a vault that is down).
 */
export type FailureScope = 'app' | 'tenant' | 'host'

/**
 * What a failure proves. `refusal`: this login, or with the scope `app` every login, does not work.
 * `unexpected`: Docusign refused in a way that is not documented for it, which counts as a refusal of
 * this login only while the canary user still logs in. `nothing`: the login may well work.
 */
export type Proof = 'refusal' | 'unexpected' | 'nothing'

/**
 * Whether trying again can help: `once` a single time; `renew` a single time, after a second, with a
 * new access token; `backoff` a few times with growing random waits; `pause` after the server's
 * `Retry-After`, for the whole host.
 */
export type RetryPolicy = 'never' | 'once' | 'renew' | 'backoff' | 'pause'

/** What is fixed for all failures of a class. */
export interface FailureClassInfo {
  scope: FailureScope
  proof: Proof
  retry: RetryPolicy
  /** A few words for tables. */
  title: string
}

/** Why a login did not work. Names are stable: reports and `knownFailure` use them. */
export type FailureClass =
  | 'key_rejected'
  | 'app_unknown'
  | 'app_refused'
  | 'clock_skew'
  | 'consent_required'
  | 'scope_missing'
  | 'user_not_found'
  | 'user_mismatch'
  | 'account_mismatch'
  | 'base_uri_mismatch'
  | 'user_not_allowed'
  | 'account_not_allowed'
  | 'sending_blocked'
  | 'plan_ended'
  | 'user_inactive'
  | 'user_may_not_send'
  | 'webhook_missing'
  | 'webhook_disabled'
  | 'webhook_unsigned'
  | 'webhook_differs'
  | 'webhook_not_read'
  | 'token_refused'
  | 'grant_refused'
  | 'throttled'
  | 'transient'
  | 'foreign_answer'
  | 'network_config'
  | 'signer_error'
  | 'signer_unavailable'
  | 'unknown'

/** The taxonomy: whom each class concerns, what it proves, and whether trying again can help. */
export const failureClasses: Readonly<Record<FailureClass, FailureClassInfo>> = {
  key_rejected: { scope: 'app', proof: 'refusal', retry: 'once', title: 'signature refused' },
  app_unknown: { scope: 'app', proof: 'refusal', retry: 'never', title: 'integration key unknown' },
  app_refused: { scope: 'app', proof: 'refusal', retry: 'never', title: 'integration key refused' },
  clock_skew: { scope: 'host', proof: 'nothing', retry: 'never', title: 'clock is wrong' },
  consent_required: { scope: 'tenant', proof: 'refusal', retry: 'never', title: 'no consent' },
  scope_missing: {
    ...{ scope: 'tenant', proof: 'refusal', retry: 'never' },
    title: 'consent lacks a scope',
  },
  user_not_found: { scope: 'tenant', proof: 'refusal', retry: 'never', title: 'user not found' },
  user_mismatch: {
    ...{ scope: 'tenant', proof: 'refusal', retry: 'never' },
    title: 'another user logged in',
  },
  account_mismatch: {
    ...{ scope: 'tenant', proof: 'refusal', retry: 'never' },
    title: 'not a member of the account',
  },
  base_uri_mismatch: { scope: 'tenant', proof: 'refusal', retry: 'never', title: 'other base URI' },
  user_not_allowed: {
    ...{ scope: 'tenant', proof: 'refusal', retry: 'never' },
    title: 'user may not use the API',
  },
  account_not_allowed: {
    ...{ scope: 'tenant', proof: 'refusal', retry: 'never' },
    title: 'account may not use the API',
  },
  sending_blocked: {
    ...{ scope: 'tenant', proof: 'refusal', retry: 'never' },
    title: 'account may not send',
  },
  plan_ended: { scope: 'tenant', proof: 'refusal', retry: 'never', title: 'plan has ended' },
  user_inactive: { scope: 'tenant', proof: 'refusal', retry: 'never', title: 'user is not active' },
  user_may_not_send: {
    ...{ scope: 'tenant', proof: 'refusal', retry: 'never' },
    title: 'user may not send',
  },
  webhook_missing: {
    ...{ scope: 'tenant', proof: 'refusal', retry: 'never' },
    title: 'no webhook sends to the declared URL',
  },
  webhook_disabled: {
    ...{ scope: 'tenant', proof: 'refusal', retry: 'never' },
    title: 'webhook is off or paused',
  },
  webhook_unsigned: {
    ...{ scope: 'tenant', proof: 'refusal', retry: 'never' },
    title: 'webhook is not signed as declared',
  },
  webhook_differs: {
    ...{ scope: 'tenant', proof: 'refusal', retry: 'never' },
    title: 'webhook has other events or another format',
  },
  webhook_not_read: {
    ...{ scope: 'tenant', proof: 'nothing', retry: 'never' },
    title: 'webhooks not read',
  },
  token_refused: {
    ...{ scope: 'tenant', proof: 'unexpected', retry: 'renew' },
    title: 'access token refused',
  },
  grant_refused: {
    ...{ scope: 'tenant', proof: 'unexpected', retry: 'never' },
    title: 'refused without a reason',
  },
  throttled: { scope: 'host', proof: 'nothing', retry: 'pause', title: 'throttled' },
  transient: { scope: 'host', proof: 'nothing', retry: 'backoff', title: 'no proper answer' },
  foreign_answer: {
    ...{ scope: 'host', proof: 'nothing', retry: 'backoff' },
    title: "an answer that is not Docusign's",
  },
  network_config: {
    ...{ scope: 'host', proof: 'nothing', retry: 'never' },
    title: 'network or certificate problem',
  },
  signer_error: { scope: 'app', proof: 'refusal', retry: 'never', title: 'no signature' },
  signer_unavailable: {
    ...{ scope: 'host', proof: 'nothing', retry: 'backoff' },
    title: 'vault could not be used',
  },
  unknown: { scope: 'tenant', proof: 'unexpected', retry: 'never', title: 'unknown answer' },
}

/** Every class, in the order of the taxonomy. */
export const failureClassNames = Object.keys(failureClasses) as readonly FailureClass[]

/**
 * What a failure means for anyone who met it: `integration_key` everybody is affected, `failed` this
 * login does not work, `incomplete` nothing is proven.
 *
 * @param options.isCanary a refusal that is not documented cannot be blamed on a tenant when the
 *   canary user meets it.
 */
export function failureVerdict(
  { scope, proof }: { scope: FailureScope; proof: Proof },
  { isCanary = false }: { isCanary?: boolean } = {},
): 'integration_key' | 'failed' | 'incomplete' {
  if (proof === 'nothing' || (proof === 'unexpected' && isCanary)) return 'incomplete'
  return scope === 'app' ? 'integration_key' : 'failed'
}
