import type { FailureClass } from '../failure/failure-classes.ts'

/**
 * What happens inside a login, for logs and metrics. Plain data without secrets: no token, assertion
 * or key is in it. More types and members may come: ignore what you do not know.
 */
export type LoginEvent = { /** Milliseconds since 1970. */ at: number } & (
  | TokenMinted
  | TokenRefused
  | TokenInvalidated
  | TokensEvicted
  | KeyRefused
  | HostPaused
  | SettingsChanged
  | SettingsUnreachableEvent
  | SettingsReachable
  | SettingsRefusedEvent
  | SignerFailed
)

/** Docusign gave an access token. */
export interface TokenMinted {
  type: 'token_minted'
  userId: string
  /** Id of the key pair that signed. */
  keyPair: string
  /** From the first try to the token, waiting included. */
  durationMs: number
  /** True when nobody waited for it. */
  background: boolean
  /** Milliseconds since 1970. */
  expiresAt: number
}

/**
 * Docusign or the vault gave no access token. With `background` the earlier token may still be good. The
 * same refusal of a user again, and one that is answered from memory, is no event.
 */
export interface TokenRefused {
  type: 'token_refused'
  userId: string
  class: FailureClass
  message: string
  background: boolean
}

/** The application reported that a token does not work. */
export interface TokenInvalidated {
  type: 'token_invalidated'
  userId: string
}

/**
 * More users than `maxUsers`: users with a good token were forgotten, and cost a signature and a request
 * when they are asked for again. At most once a minute.
 */
export interface TokensEvicted {
  type: 'tokens_evicted'
  /** Since the last such event. */
  count: number
  maxUsers: number
}

/** Nobody can log in with the key pair in use: Docusign or the vault refuses it. */
export interface KeyRefused {
  type: 'key_refused'
  keyPair: string
  thumbprint: string
  class: FailureClass
  message: string
}

/** Docusign asked for a pause or does not answer; no token is requested until the pause is over. */
export interface HostPaused {
  type: 'host_paused'
  host: string
  pauseMs: number
}

/** Other settings are in use from now on, the first ones included. */
export interface SettingsChanged {
  type: 'settings_changed'
  keyPair: string
  thumbprint: string
  /** Id of the key pair before. */
  previousKeyPair?: string
}

/** The settings could not be read; those known stay in use. */
export interface SettingsUnreachableEvent {
  type: 'settings_unreachable'
  message: string
  /** How many reads have failed in a row. */
  failures: number
}

/** The settings can be read again. */
export interface SettingsReachable {
  type: 'settings_reachable'
  /** How many reads had failed in a row. */
  failures: number
}

/** The settings were read but are not usable here; those known stay in use. */
export interface SettingsRefusedEvent {
  type: 'settings_refused'
  message: string
}

/** The key pair of new settings cannot sign; the one in use stays, and it is tried again. */
export interface SignerFailed {
  type: 'signer_failed'
  keyPair: string
  message: string
}

type WithoutTime<Event> = Event extends unknown ? Omit<Event, 'at'> : never

/** Reports an event; never throws. */
export type Emit = (event: WithoutTime<LoginEvent>) => void
