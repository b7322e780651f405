import type { AccessTokens } from './access-tokens.ts'
import type { AccountLimits } from './account-limits.ts'
import type { AuthorizationCodes } from './authorization-codes.ts'
import type { DocusignSettings } from './docusign-settings.ts'
import type { LiveState } from './live-state.ts'
import type { LoginSessions } from './login-sessions.ts'

/** What the endpoints share. */
export interface DocusignContext {
  readonly state: LiveState
  readonly settings: DocusignSettings
  readonly tokens: AccessTokens
  readonly codes: AuthorizationCodes
  readonly limits: AccountLimits
  readonly sessions: LoginSessions
  /** The emulator's own `host:port` in its two spellings: always taken as `aud`. */
  readonly ownAudiences: readonly string[]
  /** Epoch milliseconds of the emulator's own clock. */
  now(): number
}
