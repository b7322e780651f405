import { type LoginEnd, unexpectedRefusals } from './log-in.ts'

/** What {@link logInAll} needs. */
export interface LogInAllOptions<T> {
  /** In the order in which they start; emptied on the way, so that memory does not hold them. */
  logins: T[]
  /** How many are in hand at one time, those that wait for a turn included. */
  workers: number
  logIn: (login: T) => Promise<LoginEnd>
  /** Takes the final end of each login. */
  onEnd: (login: T, end: LoginEnd) => void
  /** Whether refusals that nobody expects, until now, are those of single tenants. */
  confirm: () => Promise<boolean>
  /** Nothing starts any more. */
  stopping: AbortSignal
}

/**
 * Works through logins. One that meets passing trouble until its tries are used up comes again, once,
 * after all others: by then the trouble may be over. So does one that is refused as nobody expects,
 * until it has been refused so twice.
 */
export async function logInAll<T>(options: LogInAllOptions<T>): Promise<void> {
  const { logins, workers, logIn, onEnd, confirm, stopping } = options
  const postponed: { login: T; end: LoginEnd; refused: ReadonlySet<string> }[] = []
  logins.reverse()
  const work = async () => {
    while (!stopping.aborted) {
      const isFirstTime = logins.length > 0
      const before = isFirstTime ? undefined : postponed.shift()
      const login = isFirstTime ? logins.pop() : before?.login
      if (login === undefined) return
      const end = await logIn(login)
      const refusals = unexpectedRefusals(end)
      const isNew = refusals.some((what) => !before?.refused.has(what))
      if (end.kind !== 'cut' && ((isFirstTime && end.again) || isNew)) {
        postponed.push({ login, end, refused: new Set([...(before?.refused ?? []), ...refusals]) })
      } else onEnd(login, refusals.length > 0 && !(await confirm()) ? unconfirmed(end) : end)
    }
  }
  await Promise.all(Array.from({ length: Math.min(workers, logins.length) }, work))
  for (const { login, end } of postponed) onEnd(login, unconfirmed(end))
}

// --- internal ---

function unconfirmed(end: LoginEnd): LoginEnd {
  return end.kind === 'cut' ? end : { ...end, unconfirmed: true }
}
