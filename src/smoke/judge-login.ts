import { checkUserInfo } from '../docusign/check-user-info.ts'
import { failureAction, type LoginContext, type LoginFailure } from '../docusign/login-failure.ts'
import { type FailureClass, failureVerdict } from '../failure/failure-classes.ts'
import { warningClasses } from '../failure/warning-classes.ts'
import { legacyAction } from './legacy-logins.ts'
import type { LoginEnd } from './log-in.ts'
import type { Target } from './plan-logins.ts'
import { type DoctorSubject, seeDoctor } from './see-doctor.ts'
import type {
  Depth,
  LoginReport,
  LoginResult,
  Outcome,
  ProbeReport,
  ReportedFailure,
  ReportedWarning,
  TenantReport,
} from './smoke-report.ts'

/** What is the same for all logins of a run. */
export type RunContext = Required<
  Pick<LoginContext, 'integrationKey' | 'managedIn' | 'audience' | 'thumbprint' | 'consentLink'>
> & { environment: string; depth: Depth }

/**
 * What a login means for one of the tenant users that it stands for.
 *
 * @param now milliseconds since 1970: known failures are accepted until a date.
 */
export function judgeLogin(
  end: LoginEnd,
  { tenant, role }: Target,
  context: RunContext,
  now: number,
): LoginReport {
  const userId = tenant.users[role] ?? ''
  const who = { role, user: userId }
  if (end.kind === 'cut') return { ...who, outcome: 'not_tried', reason: 'stopped' }
  const isOffboarded = tenant.status === 'offboarded'
  const { account: accountId } = tenant
  const { baseUri } = isOffboarded ? {} : tenant
  const failure = failureOf(end, { userId, accountId, ...(baseUri && { baseUri }) })
  const subject = { environment: context.environment, tenant: tenant.id, role }
  if (failure === undefined) {
    if (!isOffboarded) return { ...who, ...result(end, passed(end)), ...warningsOf(end, tenant) }
    return { ...who, ...result(end, 'failed'), failure: stillLogsIn(userId, subject) }
  }
  const isUnproven = end.unconfirmed && failure.proof === 'unexpected'
  const outcome = isUnproven ? 'incomplete' : outcomeOf(failure, tenant, now)
  const organization = tenant.consent === 'organization'
  const login = {
    ...{ ...context, ...subject, userId, accountId, organization },
    ...(tenant.legacy && {
      integrationKey: tenant.legacy.integrationKey,
      consentLink: undefined,
      action: legacyAction(failure, tenant.legacy),
    }),
  }
  return { ...who, ...result(end, outcome, failure, login), ...warningsOf(end, tenant) }
}

/** What the try of a migrating tenant's user with the shared key means: nothing counts as failed. */
export function judgeTrial(
  end: LoginEnd,
  { tenant, role }: Target,
  context: RunContext,
  now: number,
): LoginResult {
  const { legacy: _, ...rest } = tenant
  const asNew = { ...rest, status: 'onboarding' as const }
  const report = judgeLogin(end, { tenant: asNew, role }, context, now)
  const { outcome, attempts, durationMs, failure, consentLink } = report
  return {
    outcome,
    ...(attempts !== undefined && { attempts }),
    ...(durationMs !== undefined && { durationMs }),
    ...(failure && { failure }),
    ...(consentLink && { consentLink }),
  }
}

/** What the login of the management account's own user means. */
export function judgeCanary(
  end: LoginEnd,
  userId: string,
  accountId: string,
  context: RunContext,
): ProbeReport {
  if (end.kind === 'cut') return { user: userId, outcome: 'not_tried' }
  const failure = failureOf(end, { userId, accountId })
  if (failure === undefined) return { user: userId, ...result(end, passed(end)) }
  const outcome =
    failureVerdict(failure, { isCanary: true }) === 'incomplete' ? 'incomplete' : 'failed'
  return { user: userId, ...result(end, outcome, failure, { ...context, userId, accountId }) }
}

/** What the login of a user who does not exist means: `refused` is what should be. */
export function judgeUnknownUser(end: LoginEnd, userId: string, context: RunContext): ProbeReport {
  if (end.kind === 'cut') return { user: userId, outcome: 'not_tried' }
  if (end.kind === 'in') {
    const failure = acceptsAnybody(userId, context)
    return { user: userId, ...result(end, 'failed'), failure }
  }
  const { failure } = end
  const isRefused = failure.class === 'user_not_found'
  const outcome = failure.proof !== 'refusal' ? 'incomplete' : isRefused ? 'refused' : 'failed'
  return { user: userId, ...result(end, outcome, failure, { ...context, userId }) }
}

/** How a tenant's known failure stands after its logins: it is not over where this depth cannot see it. */
export function judgeKnownFailure(
  { class: failureClass, reason, until }: KnownFailure,
  logins: readonly LoginReport[],
  depth: Depth,
  now: number,
): NonNullable<TenantReport['knownFailure']> {
  const isSeen = depthsOfClass[failureClass]?.includes(depth) ?? true
  const isOver = isSeen && logins.every(({ outcome }) => outcome.startsWith('passed'))
  const isLate = isExpired({ until }, now)
  return {
    class: failureClass,
    reason,
    until,
    state: isOver ? 'over' : isLate ? 'expired' : 'accepted',
  }
}

// --- internal ---

type KnownFailure = NonNullable<Target['tenant']['knownFailure']>
const withUserInfo: readonly Depth[] = ['userinfo', 'account', 'connect']

/** The depths at which a class can be seen; absent: the token request shows it. */
const depthsOfClass: Partial<Record<FailureClass, readonly Depth[]>> = {
  user_mismatch: withUserInfo,
  account_mismatch: withUserInfo,
  base_uri_mismatch: withUserInfo,
  user_not_allowed: ['account'],
  account_not_allowed: ['account'],
  sending_blocked: ['account'],
  plan_ended: ['account'],
  user_inactive: ['account'],
  user_may_not_send: ['account'],
  webhook_missing: ['connect'],
  webhook_disabled: ['connect'],
  webhook_unsigned: ['connect'],
  webhook_differs: ['connect'],
}

/** What makes the report of a failure precise; `action`: what to do instead of what its class says. */
type FailureContext = Omit<LoginContext, 'consentLink'> &
  DoctorSubject & { consentLink?: string | undefined; action?: string | undefined }

type Ended = Exclude<LoginEnd, { kind: 'cut' }>

function failureOf(
  end: Ended,
  expected: Parameters<typeof checkUserInfo>[1],
): LoginFailure | undefined {
  if (end.kind === 'out') return end.failure
  const mismatch = end.userInfo === undefined ? undefined : checkUserInfo(end.userInfo, expected)
  return mismatch ?? end.accountFailures?.get(expected.accountId)
}

/** Of live tenants only: others may be half set up, and their failures do not count either. */
function warningsOf(
  end: Ended,
  { status, account }: Target['tenant'],
): { warnings?: ReportedWarning[] } {
  const found = end.kind === 'in' && status === 'live' ? end.accountWarnings?.get(account) : []
  if (found === undefined || found.length === 0) return {}
  return {
    warnings: found.map(({ class: warningClass, message }) => {
      return { class: warningClass, message, action: warningClasses[warningClass].action }
    }),
  }
}

function outcomeOf(failure: LoginFailure, tenant: Target['tenant'], now: number): Outcome {
  if (failure.proof === 'nothing') return 'incomplete'
  if (failure.scope === 'app') return 'failed'
  if (tenant.status === 'offboarded') return isRefusal(failure.class) ? 'refused' : 'failed'
  if (tenant.status === 'onboarding') return 'informational'
  const { knownFailure } = tenant
  const isKnown = knownFailure?.class === failure.class && !isExpired(knownFailure, now)
  return isKnown ? 'known_failure' : 'failed'
}

function passed({ attempts }: Ended): Outcome {
  return attempts > 1 ? 'passed_after_retry' : 'passed'
}

function result(
  end: Ended,
  outcome: Outcome,
  failure?: LoginFailure,
  context?: FailureContext,
): LoginResult {
  return {
    outcome,
    ...(end.attempts > 1 && { attempts: end.attempts }),
    durationMs: end.durationMs,
    ...(failure && context && describe(failure, context)),
  }
}

function describe(
  failure: LoginFailure,
  context: FailureContext,
): Pick<LoginResult, 'failure' | 'consentLink'> {
  const { consentLink } = context
  const isCuredByConsent = failure.class === 'consent_required' || failure.class === 'scope_missing'
  return {
    failure: report(failure, context),
    ...(isCuredByConsent && consentLink && { consentLink }),
  }
}

/** An allow-list: nothing else of a failure gets into a report. */
function report(failure: LoginFailure, context: FailureContext): ReportedFailure {
  const { class: failureClass, scope, message } = failure
  const { phase, status, error, errorDescription, networkCode, traceToken, skewMs } = failure
  return {
    class: failureClass,
    scope,
    message,
    action: seeDoctor(context.action ?? failureAction(failure, context), context),
    ...(phase && { phase }),
    ...(status !== undefined && { status }),
    ...(error && { error }),
    ...(errorDescription && { errorDescription }),
    ...(networkCode && { networkCode }),
    ...(traceToken && { traceToken }),
    ...(skewMs !== undefined && { skewMs }),
  }
}

function isRefusal(failureClass: FailureClass): boolean {
  return ['consent_required', 'scope_missing', 'user_not_found', 'account_mismatch'].includes(
    failureClass,
  )
}

function isExpired({ until }: Pick<KnownFailure, 'until'>, now: number): boolean {
  return now >= Date.parse(`${until}T00:00:00Z`) + 86_400_000
}

function stillLogsIn(userId: string, subject: DoctorSubject): ReportedFailure {
  return {
    class: 'not_refused',
    scope: 'tenant',
    message: `tenant ${subject.tenant} is offboarded, but its user ${userId} can still log in`,
    action: seeDoctor(
      "let the customer revoke the consent or close the user, or correct the tenant's status",
      subject,
    ),
  }
}

function acceptsAnybody(userId: string, { audience, environment }: RunContext): ReportedFailure {
  return {
    class: 'not_refused',
    scope: 'host',
    message: `${audience} let a user log in who does not exist (${userId}), so its answers prove nothing`,
    action: seeDoctor('check what answers there: a proxy or a stub instead of Docusign?', {
      environment,
    }),
  }
}
