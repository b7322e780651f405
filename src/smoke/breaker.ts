import type { LoginFailure } from '../docusign/login-failure.ts'
import { isInconclusive } from './judge-login.ts'
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
    if (failure === undefined || trouble === undefined || inARow < enough[trouble]) return undefined
    return { reason: trouble === 'unknown' ? 'host' : trouble, failure }
  }
}

// --- internal ---

type Trouble = 'integration_key' | 'host' | 'unknown'

/** An unknown answer may be the tenant's own, so it takes more of them. */
const enough: Record<Trouble, number> = { integration_key: 5, host: 5, unknown: 20 }

function troubleOf(failure: LoginFailure): Trouble | undefined {
  if (isInconclusive(failure)) return 'host'
  if (failure.scope === 'app') return 'integration_key'
  return failure.class === 'unknown' ? 'unknown' : undefined
}
