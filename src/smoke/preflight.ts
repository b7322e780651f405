import type { Environment } from '../config/environment.ts'
import { randomGuid } from '../random/random-guid.ts'
import { isInconclusive, judgeCanary, judgeUnknownUser, type RunContext } from './judge-login.ts'
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
    if (isInconclusive(failure)) control.stop('host', `${what}: ${failure.message}`)
    else if (failure.scope === 'app') control.stop('integration_key', `${what}: ${failure.message}`)
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
        control.stop('nothing_proven', `nothing is proven: ${unknownUser.failure?.message ?? ''}`)
      }
    },
  }
}
