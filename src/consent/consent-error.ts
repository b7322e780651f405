import { IkctlError } from '../ikctl-error.ts'
import { type ConsentRemedy, redirectError } from './redirect-errors.ts'
import type { TenantUser } from './tenant-user.ts'

/** Thrown for a key that must not sign states. */
export class StateKeyRefused extends IkctlError {
  static readonly code = 'ERR_CONSENT_STATE_KEY'
  readonly code = StateKeyRefused.code
}

/** Why a state is not taken. Names are stable. */
export type StateRefusal =
  | 'missing'
  | 'malformed'
  | 'signature'
  | 'other_purpose'
  | 'other_integration'
  | 'expired'
  | 'future'
  | 'used'

/** Thrown when what came back is not the answer to a link of ours. */
export class StateRefused extends IkctlError {
  static readonly code = 'ERR_CONSENT_STATE'
  readonly code = StateRefused.code
  readonly reason: StateRefusal

  constructor(reason: StateRefusal, message: string) {
    super(message)
    this.reason = reason
  }
}

/** Thrown when the answer to a link of ours is no: the same link may be used again. */
export class ConsentDenied extends IkctlError {
  static readonly code = 'ERR_CONSENT_DENIED'
  readonly code = ConsentDenied.code
  readonly who: TenantUser

  constructor(who: TenantUser) {
    super(
      `consent was not granted for ${who.tenant}/${who.role}, user ${who.user}: ask the customer, then open the link again`,
    )
    this.who = who
  }
}

/** Thrown when the answer to a link of ours is neither yes nor no: the customer did not refuse. */
export class ConsentFailed extends IkctlError {
  static readonly code = 'ERR_CONSENT_FAILED'
  readonly code = ConsentFailed.code
  readonly who: TenantUser
  /** The OAuth error, as far as it may be shown. */
  readonly error: string | undefined
  readonly remedy: ConsentRemedy
  /** What happened, without what to do. */
  readonly summary: string
  /** What to do. */
  readonly action: string

  constructor(
    who: TenantUser,
    { error, description }: { error?: string | undefined; description?: string | undefined },
  ) {
    const { remedy, says, action } = redirectError(error)
    const said = [error, description].filter((text) => text)
    const shown = said.length > 0 ? ` (${said.join(', ')})` : ''
    const summary = `no answer for ${who.tenant}/${who.role}, user ${who.user}: ${says}${shown}`
    super(`${summary}; ${action}`)
    this.who = who
    this.error = error
    this.remedy = remedy
    this.summary = summary
    this.action = action
  }
}
