import { IkctlError } from '../ikctl-error.ts'
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
