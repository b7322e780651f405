import type { HostAnswer } from '../pace/start-gate.ts'
import type { LoginFailure } from './login-failure.ts'

/** What a failure says about the host: only these classes are its own trouble, and make all wait. */
export function hostAnswer(failure: LoginFailure | undefined): HostAnswer {
  if (failure?.class === 'throttled') return 'throttled'
  return failure?.class === 'transient' || failure?.class === 'foreign_answer'
    ? 'transient'
    : 'fine'
}
