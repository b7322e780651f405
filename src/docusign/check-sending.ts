import type { AccountWarning, WarningClass } from '../failure/warning-classes.ts'
import type { AccountDetails, UserDetails } from './account-details.ts'
import { type FailureDetails, type LoginFailure, loginFailure } from './login-failure.ts'
import { safeName } from './safe-text.ts'

/** What was read about an account and the user who is to send from it. */
export interface ReadAccount {
  account: AccountDetails
  /** Or why the user could not be read, although the account could. */
  user: UserDetails | LoginFailure
}

/** What that means for sending. */
export interface SendingVerdict {
  /** Why nothing can be sent. */
  failure?: LoginFailure
  /** What somebody has to look at. */
  warnings: readonly AccountWarning[]
}

/**
 * Whether a user can send from an account. Only what Docusign documents is judged: a value that it does
 * not describe is shown as it is, and one that is missing is unknown, not fine.
 *
 * @param options.now milliseconds since 1970.
 * @param options.expectsAdministrator the user reads webhooks, which takes an administrator.
 * @returns one failure at most: its class is that of the first reason, its message names all.
 */
export function checkSending(
  { account, user }: ReadAccount,
  { now, expectsAdministrator }: { now: number; expectsAdministrator: boolean },
): SendingVerdict {
  const isRead = !('class' in user)
  const findings = [
    ...accountFindings(account, now),
    ...(isRead ? userFindings(user, expectsAdministrator) : [unread(user)]),
  ]
  const warnings = findings.filter((finding) => !isReason(finding))
  const reasons = findings.filter(isReason)
  const [first] = reasons
  if (first === undefined) return { warnings }
  const message = reasons.map((reason) => reason.message).join('; ')
  return { failure: loginFailure({ class: first.class, message }), warnings }
}

/**
 * Whether a failure to read a user says only that this caller may not read it: the account could be
 * read, so the login works.
 */
export function isUserUnreadable({ class: failureClass }: LoginFailure): boolean {
  return ['user_not_allowed', 'account_not_allowed', 'unknown'].includes(failureClass)
}

/** A plan that ends within this time is worth a warning, in milliseconds. */
export const planNoticeMs = 30 * 86_400_000

// --- internal ---

type Reason = Pick<FailureDetails, 'message'> & { class: (typeof reasonClasses)[number] }
type Finding = AccountWarning | Reason

const reasonClasses = [
  'sending_blocked',
  'plan_ended',
  'user_inactive',
  'user_may_not_send',
  'user_not_allowed',
] as const

function isReason(finding: Finding): finding is Reason {
  return reasonClasses.some((name) => name === finding.class)
}

function* accountFindings(account: AccountDetails, now: number): Generator<Finding, void> {
  const { envelopeSendingBlocked: blocked, suspensionStatus, planEndDate } = account
  if (is(blocked, 'true')) {
    yield reason('sending_blocked', 'the account may not send: envelopeSendingBlocked is "true"')
  } else if (blocked === undefined) yield unknown('envelopeSendingBlocked')
  else if (!is(blocked, 'false')) yield undocumented('envelopeSendingBlocked', blocked)
  if (suspensionStatus !== undefined) {
    yield warning('account_suspension', `suspensionStatus is ${shown(suspensionStatus)}`)
  }
  if (planEndDate !== undefined) yield* planFindings(planEndDate, now)
  const sent = wholeNumber(account.billingPeriodEnvelopesSent)
  const allowed = wholeNumber(account.billingPeriodEnvelopesAllowed)
  if (sent !== undefined && allowed !== undefined && sent >= allowed) {
    yield warning('envelopes_used_up', `${sent} of ${allowed} envelopes are sent`)
  }
}

function* planFindings(planEndDate: string, now: number): Generator<Finding, void> {
  const endsAt = readDate(planEndDate)
  if (endsAt === undefined) {
    yield undocumented('planEndDate', planEndDate)
    return
  }
  const day = new Date(endsAt).toISOString().slice(0, 10)
  if (endsAt <= now) yield reason('plan_ended', `the account's plan ended on ${day}`)
  else if (endsAt - now <= planNoticeMs) {
    yield warning('plan_ends_soon', `the account's plan ends on ${day}`)
  }
}

function* userFindings(
  { userStatus, isAdmin, canSendEnvelope, canSendAPIRequests }: UserDetails,
  expectsAdministrator: boolean,
): Generator<Finding, void> {
  if (userStatus === undefined) yield unknown('userStatus')
  else if (inactive.some((status) => is(userStatus, status))) {
    yield reason('user_inactive', `the user is not active: userStatus is ${shown(userStatus)}`)
  } else if (!is(userStatus, 'Active')) yield undocumented('userStatus', userStatus)
  yield* rightFindings('canSendEnvelope', canSendEnvelope, 'user_may_not_send')
  yield* rightFindings('canSendAPIRequests', canSendAPIRequests, 'user_not_allowed')
  if (is(isAdmin, 'true') && !expectsAdministrator) {
    yield warning('user_is_administrator', 'isAdmin is "true"')
  }
}

function* rightFindings(
  name: 'canSendEnvelope' | 'canSendAPIRequests',
  value: string | undefined,
  failureClass: Reason['class'],
): Generator<Finding, void> {
  if (is(value, 'true')) return
  if (value === undefined) yield unknown(name)
  else if (is(value, 'false')) {
    yield reason(
      failureClass,
      `the user's permission profile does not allow it: ${name} is "false"`,
    )
  } else yield undocumented(name, value)
}

/** All of `userStatus` but `Active`, as Docusign documents it. */
const inactive = ['ActivationRequired', 'ActivationSent', 'Closed', 'Disabled']

function reason(failureClass: Reason['class'], message: string): Reason {
  return { class: failureClass, message }
}

function warning(warningClass: WarningClass, message: string): AccountWarning {
  return { class: warningClass, message }
}

function unknown(name: string): AccountWarning {
  return warning('rights_not_read', `Docusign's answer has no ${name}`)
}

function unread({ message }: LoginFailure): AccountWarning {
  return warning('rights_not_read', `the user could not be read: ${message}`)
}

function undocumented(name: string, value: string): AccountWarning {
  return warning('undocumented_value', `${name} is ${shown(value)}`)
}

function shown(value: string): string {
  return `"${safeName(value)?.replace(/[^\x20-\x7e]/g, '?') ?? '***'}"`
}

function is(value: string | undefined, word: string): boolean {
  return value?.toLowerCase() === word.toLowerCase()
}

function wholeNumber(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined
}

/**
 * A date in the form of RFC 3339, in UTC where it names no zone. Docusign documents no other form, and
 * systems write a date of long ago where they have none.
 */
function readDate(value: string): number | undefined {
  const form = /^(\d{4})-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/
  const [, year = '0', time, , , zone] = form.exec(value) ?? []
  if (Number(year) < 2000) return undefined
  const at = Date.parse(time !== undefined && zone === undefined ? `${value}Z` : value)
  return Number.isNaN(at) ? undefined : at
}
