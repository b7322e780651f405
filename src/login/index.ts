export type { PublishedSettings } from '../config/generated/published-settings.ts'
export type { LoginFailure } from '../docusign/login-failure.ts'
export type { FailureClass } from '../failure/failure-classes.ts'
export type { Timers } from '../pace/timers.ts'
export { ProxyUnusable } from '../proxy/choose-proxy.ts'
export { createLogin, type Login, type LoginOptions } from './create-login.ts'
export type { AccessToken } from './keep-tokens.ts'
export {
  AppUnknown,
  ClockSkew,
  ConsentRequired,
  isLoginError,
  KeyRejected,
  LoginClosed,
  type LoginError,
  NetworkConfig,
  ScopeMissing,
  SettingsRefused,
  SettingsUnreachable,
  SignatureUnavailable,
  Throttled,
  Unavailable,
  UnknownAnswer,
  UserNotFound,
} from './login-error.ts'
export type { LoginEvent } from './login-event.ts'
export type { LegacyKey } from './with-legacy-keys.ts'
