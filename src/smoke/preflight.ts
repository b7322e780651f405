import type { Environment } from '../config/environment.ts'
import { failureVerdict } from '../failure/failure-classes.ts'
import { randomGuid } from '../random/random-guid.ts'
import { judgeCanary, judgeUnknownUser, type RunContext } from './judge-login.ts'
import { commonFailure, type LogIn, type LoginEnd, loginSteps } from './log-in.ts'
import type { RunControl } from './run-control.ts'
import type { Depth, ProbeReport } from './smoke-report.ts'

/** What {@link createPreflight} needs. */
export interface PreflightOptions {
  managementAccount: Environment['integration']['managementAccount']
  logIn: LogIn
  depth: Depth
  context: RunContext
  control: Pick<RunControl, 'stop' | 'stopped'>
  /** From 0 to below 1. */
  random: () => number
}

/** The two logins before all others: no customer is troubled before both are as they should be. */
export interface Preflight {
  /** What is known so far. */
  readonly canary: ProbeReport
  readonly unknownUser: ProbeReport
  /** Stops the run when its logins could prove nothing. */
  run(): Promise<void>
  /**
   * Whether the canary user is still not refused, seen from now on; otherwise the run is stopped.
   * Anyone who asks at the same time shares a login.
   */
  confirm(): Promise<boolean>
}

/**
 * Prepares the login of the management account's own user, who shows whether the key pair works, and
 * that of a user who does not exist, who must be refused: otherwise a login that works proves nothing.
 */
export function createPreflight(options: PreflightOptions): Preflight {
  const { managementAccount, logIn, depth, context, control, random } = options
  const { id: account, canaryUser } = managementAccount
  const unknown = randomGuid(random)
  let canary: ProbeReport = { user: canaryUser, outcome: 'not_tried' }
  let unknownUser: ProbeReport = { user: unknown, outcome: 'not_tried' }

  const stopWhenHopeless = (end: LoginEnd, what: string) => {
    const failure = commonFailure(end)
    if (failure === undefined) return
    const verdict = failureVerdict(failure, { isCanary: true })
    const message = `${what}: ${failure.message}`
    if (verdict === 'incomplete') control.stop('host', message)
    else if (verdict === 'integration_key') control.stop('integration_key', message)
  }

  let waiting: Promise<void> | undefined
  let running: Promise<void> | undefined
  const checkAgain = async () => {
    const end = await logIn({ ...loginSteps(depth, canaryUser, [account]), isUrgent: true })
    stopWhenHopeless(
      end,
      'several logins were refused, and the canary user could not log in either',
    )
    if (end.kind !== 'cut' && control.stopped() !== undefined)
      canary = judgeCanary(end, canaryUser, account, context)
  }

  return {
    get canary() {
      return canary
    },
    get unknownUser() {
      return unknownUser
    },
    async run() {
      const end = await logIn({ ...loginSteps(depth, canaryUser, [account]), alone: true })
      canary = judgeCanary(end, canaryUser, account, context)
      stopWhenHopeless(end, 'the canary user could not log in')
      if (control.stopped() !== undefined) return

      const refusal = await logIn({ ...loginSteps('token', unknown), alone: true })
      unknownUser = judgeUnknownUser(refusal, unknown, context)
      stopWhenHopeless(refusal, 'the login of a user who does not exist could not be tried')
      if (unknownUser.outcome === 'failed') {
        const how =
          refusal.kind === 'out' ? 'a user who does not exist was not refused as such: ' : ''
        control.stop(
          'nothing_proven',
          `nothing is proven: ${how}${unknownUser.failure?.message ?? ''}`,
        )
      }
    },
    async confirm() {
      if (control.stopped() !== undefined) return false
      // One that is under way began before what is to be confirmed.
      waiting ??= (running ?? Promise.resolve()).then(() => {
        waiting = undefined
        running = checkAgain()
        return running
      })
      await waiting
      return control.stopped() === undefined
    },
  }
}
