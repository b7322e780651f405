import type { HostAnswer } from '../pace/start-gate.ts'
import type { LoginFailure } from './login-failure.ts'

/** What a failure says about the host: only these two classes are its own trouble, and make all wait. */
export function hostAnswer(failure: LoginFailure | undefined): HostAnswer {
  return failure?.class === 'transient' || failure?.class === 'throttled' ? failure.class : 'fine'
}
