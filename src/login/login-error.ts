import { failureAction, type LoginContext, type LoginFailure } from '../docusign/login-failure.ts'
import type { FailureClass } from '../failure/failure-classes.ts'
import { IkctlError } from '../ikctl-error.ts'

/** There is no access token for a user. The codes follow the classes of `ikctl smoke`. */
abstract class NoAccessToken extends IkctlError {
  readonly userId: string | undefined
  /** What went wrong, as `ikctl smoke` reports it. */
  readonly failure: LoginFailure

  constructor(userId: string | undefined, failure: LoginFailure) {
    const forWhom = userId === undefined ? '' : ` for user ${userId}`
    super(`no access token${forWhom}: ${failure.message}; ${failure.action}`)
    this.userId = userId
    this.failure = failure
  }
}

/** The user has to grant consent, at a link that is there when the redirect URI is known. */
abstract class NoConsent extends NoAccessToken {
  /** To be opened signed in as the user. */
  readonly consentLink?: string

  constructor(userId: string | undefined, failure: LoginFailure, consentLink?: string) {
    super(userId, failure)
    if (consentLink !== undefined) this.consentLink = consentLink
  }
}

/** The user has not granted consent, or has revoked it. */
export class ConsentRequired extends NoConsent {
  static readonly code = 'ERR_LOGIN_CONSENT_REQUIRED'
  readonly code = ConsentRequired.code
}

/** The user's consent lacks one of the scopes. */
export class ScopeMissing extends NoConsent {
  static readonly code = 'ERR_LOGIN_SCOPE_MISSING'
  readonly code = ScopeMissing.code
}

/** No active user has this id on this platform. */
export class UserNotFound extends NoAccessToken {
  static readonly code = 'ERR_LOGIN_USER_NOT_FOUND'
  readonly code = UserNotFound.code
}

/** Docusign refuses the key pair, and the published settings name no other. */
export class KeyRejected extends NoAccessToken {
  static readonly code = 'ERR_LOGIN_KEY_REJECTED'
  readonly code = KeyRejected.code
}

/** Docusign does not know the integration key on this platform. */
export class AppUnknown extends NoAccessToken {
  static readonly code = 'ERR_LOGIN_APP_UNKNOWN'
  readonly code = AppUnknown.code
}

/** The vault gives no signature. */
export class SignatureUnavailable extends NoAccessToken {
  static readonly code = 'ERR_LOGIN_SIGNATURE_UNAVAILABLE'
  readonly code = SignatureUnavailable.code
}

/** This machine's clock is wrong. */
export class ClockSkew extends NoAccessToken {
  static readonly code = 'ERR_LOGIN_CLOCK_SKEW'
  readonly code = ClockSkew.code
}

/** Docusign asks for a pause: `failure.retryAfterMs` says how long. */
export class Throttled extends NoAccessToken {
  static readonly code = 'ERR_LOGIN_THROTTLED'
  readonly code = Throttled.code
}

/** No proper answer, after several attempts: a later call may work. */
export class Unavailable extends NoAccessToken {
  static readonly code = 'ERR_LOGIN_UNAVAILABLE'
  readonly code = Unavailable.code
}

/** DNS, firewall, proxy or certificates keep this machine from Docusign. */
export class NetworkConfig extends NoAccessToken {
  static readonly code = 'ERR_LOGIN_NETWORK_CONFIG'
  readonly code = NetworkConfig.code
}

/** An answer that ikctl does not know. */
export class UnknownAnswer extends NoAccessToken {
  static readonly code = 'ERR_LOGIN_UNKNOWN_ANSWER'
  readonly code = UnknownAnswer.code
}

/** The published settings cannot be read, and none have been read before. */
export class SettingsUnreachable extends IkctlError {
  static readonly code = 'ERR_LOGIN_SETTINGS_UNREACHABLE'
  readonly code = SettingsUnreachable.code
}

/** What was read are not settings for this application, and none have been read before. */
export class SettingsRefused extends IkctlError {
  static readonly code = 'ERR_LOGIN_SETTINGS_REFUSED'
  readonly code = SettingsRefused.code
}

/** The login was closed. */
export class LoginClosed extends IkctlError {
  static readonly code = 'ERR_LOGIN_CLOSED'
  readonly code = LoginClosed.code

  constructor() {
    super('the login was closed: create a new one')
  }
}

/** Every error that a login throws, apart from `TypeError` and the caller's own abort reasons. */
export type LoginError =
  | ConsentRequired
  | ScopeMissing
  | UserNotFound
  | KeyRejected
  | AppUnknown
  | SignatureUnavailable
  | ClockSkew
  | Throttled
  | Unavailable
  | NetworkConfig
  | UnknownAnswer
  | SettingsUnreachable
  | SettingsRefused
  | LoginClosed

/**
 * Whether something caught is an error of a login: then `switch (error.code)` narrows to its class.
 */
export function isLoginError(error: unknown): error is LoginError {
  return [NoAccessToken, SettingsUnreachable, SettingsRefused, LoginClosed].some(
    (type) => error instanceof type,
  )
}

/** The error of a user's failure; the context makes its advice precise. */
export function toLoginError(
  userId: string | undefined,
  failure: LoginFailure,
  context: LoginContext,
): LoginError {
  const who = userId === undefined ? {} : { userId }
  const precise = { ...failure, action: failureAction(failure, { ...context, ...who }) }
  return new errors[failure.class](userId, precise, context.consentLink)
}

// --- internal ---

type ErrorOfUser = new (
  userId: string | undefined,
  failure: LoginFailure,
  consentLink?: string,
) => Extract<LoginError, NoAccessToken>

/** The classes of a wrong user or account need user info, which a login does not ask for. */
const errors: Readonly<Record<FailureClass, ErrorOfUser>> = {
  consent_required: ConsentRequired,
  scope_missing: ScopeMissing,
  user_not_found: UserNotFound,
  key_rejected: KeyRejected,
  app_unknown: AppUnknown,
  app_refused: AppUnknown,
  signer_error: SignatureUnavailable,
  signer_unavailable: SignatureUnavailable,
  clock_skew: ClockSkew,
  throttled: Throttled,
  transient: Unavailable,
  foreign_answer: Unavailable,
  network_config: NetworkConfig,
  unknown: UnknownAnswer,
  grant_refused: UnknownAnswer,
  token_refused: UnknownAnswer,
  user_not_allowed: UnknownAnswer,
  account_not_allowed: UnknownAnswer,
  sending_blocked: UnknownAnswer,
  plan_ended: UnknownAnswer,
  user_inactive: UnknownAnswer,
  user_may_not_send: UnknownAnswer,
  webhook_missing: UnknownAnswer,
  webhook_disabled: UnknownAnswer,
  webhook_unsigned: UnknownAnswer,
  webhook_differs: UnknownAnswer,
  webhook_not_read: UnknownAnswer,
  user_mismatch: UnknownAnswer,
  account_mismatch: UnknownAnswer,
  base_uri_mismatch: UnknownAnswer,
}
