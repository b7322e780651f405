import type { Integration } from '../config/environment.ts'
import { isUserUnreadable } from '../docusign/check-sending.ts'
import { type LoginFailure, loginFailure } from '../docusign/login-failure.ts'
import type { FailureClass } from '../failure/failure-classes.ts'
import type { AccountWarning, WarningClass } from '../failure/warning-classes.ts'
import { type AccountWebhooks, type ConnectProblemKind, compareConnect } from './compare-connect.ts'

/** What the webhooks of an account mean for a login that reads them. */
export interface WebhookVerdict {
  /** Why messages do not arrive as declared; its class is that of the first reason, its message names all. */
  failure?: LoginFailure
  /** What somebody has to look at. */
  warnings: readonly AccountWarning[]
}

/**
 * Whether the webhooks of an account are as declared.
 *
 * @param now milliseconds since 1970.
 */
export function checkConnect(
  declared: NonNullable<Integration['webhooks']>,
  webhooks: AccountWebhooks,
  now: number,
): WebhookVerdict {
  const problems = compareConnect(declared, webhooks, now)
  const warnings = problems.flatMap(({ kind, message }) => {
    const warningClass = warningOf[kind]
    return warningClass === undefined ? [] : [{ class: warningClass, message }]
  })
  const reasons = problems.flatMap(({ kind, message }) => {
    const failureClass = failureOf[kind]
    return failureClass === undefined ? [] : [{ class: failureClass, message }]
  })
  const [first] = reasons
  if (first === undefined) return { warnings }
  const message = reasons.map((reason) => reason.message).join('; ')
  return { failure: loginFailure({ class: first.class, message }), warnings }
}

/** A problem that somebody has to look at, although messages arrive as declared. */
export function isConnectWarning(kind: ConnectProblemKind): boolean {
  return warningOf[kind] !== undefined
}

/**
 * The failure to read the webhooks of an account. Where only this user may not read them, or Connect
 * is not enabled, nothing is known of them.
 */
export function webhooksNotRead(failure: LoginFailure): LoginFailure {
  if (!isUserUnreadable(failure)) return failure
  const { message, phase, status, error, errorDescription, traceToken } = failure
  return loginFailure({
    class: 'webhook_not_read',
    message: `the webhooks could not be read: ${message}`,
    ...(phase && { phase }),
    ...(status !== undefined && { status }),
    ...(error !== undefined && { error }),
    ...(errorDescription !== undefined && { errorDescription }),
    ...(traceToken !== undefined && { traceToken }),
  })
}

// --- internal ---

type Kinds<Class> = Readonly<Partial<Record<ConnectProblemKind, Class>>>

const failureOf: Kinds<FailureClass> = {
  missing: 'webhook_missing',
  other_url: 'webhook_missing',
  disabled: 'webhook_disabled',
  paused: 'webhook_disabled',
  hmac_off: 'webhook_unsigned',
  hmac_not_integrator: 'webhook_unsigned',
  hmac_not_account: 'webhook_unsigned',
  format: 'webhook_differs',
  events_missing: 'webhook_differs',
}

const warningOf: Kinds<WarningClass> = {
  duplicate: 'webhook_duplicate',
  no_retry: 'webhook_no_retry',
  undelivered: 'webhook_undelivered',
}
