export {
  ConsentDenied,
  ConsentFailed,
  StateKeyRefused,
  type StateRefusal,
  StateRefused,
} from './consent-error.ts'
export {
  type Consent,
  type ConsentOptions,
  createConsent,
  type SignedConsentLink,
} from './create-consent.ts'
export type { ConsentRemedy } from './redirect-errors.ts'
export { createStateKey } from './state-key.ts'
export type { TenantUser } from './tenant-user.ts'
export { type UsedStates, usedStatesInFolder, usedStatesInMemory } from './used-states.ts'
