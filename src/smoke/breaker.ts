import type { LoginFailure } from '../docusign/login-failure.ts'
import { commonFailure, type LoginEnd } from './log-in.ts'
import type { StopReason } from './smoke-report.ts'

/**
 * Notices when several logins in a row end in the same trouble that is not theirs.
 *
 * @returns takes the end of every login; says what the trouble is when that is enough.
 */
export function createBreaker(): (
  end: LoginEnd,
) => { reason: StopReason; failure: LoginFailure } | undefined {
  let last: Trouble | undefined
  let inARow = 0
  return (end) => {
    const failure = commonFailure(end)
    const trouble = failure && troubleOf(failure)
    inARow = trouble === last ? inARow + 1 : 1
    last = trouble
    if (failure === undefined || trouble === undefined || inARow < enough) return undefined
    return { reason: trouble, failure }
  }
}

// --- internal ---

type Trouble = 'integration_key' | 'host'

const enough = 5

function troubleOf(failure: LoginFailure): Trouble | undefined {
  if (failure.proof === 'nothing') return 'host'
  return failure.scope === 'app' ? 'integration_key' : undefined
}
