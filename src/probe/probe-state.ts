import type { Timers } from '../pace/timers.ts'
import type {
  Outcome,
  ReportedFailureClass,
  SmokeReport,
  TenantReport,
  Verdict,
} from '../smoke/smoke-report.ts'
import type { RoundEnd } from './run-probe.ts'

/** How a round ended: its verdict, or `error` when it could not begin. */
export type RoundVerdict = Verdict | 'error'

/** What is known of a tenant since its last turn. */
export interface TenantState {
  /** By {@link Timers.now}. */
  triedAt: number
  outcome: 'passed' | 'failed' | 'unproven'
  /** Of the first login that is not as it should be. */
  failure: ReportedFailureClass | undefined
}

/** What a prober knows: as large as the fleet, however long it runs. */
export interface ProbeState {
  enter(end: RoundEnd): void
  /** Those of the tenants that failed at their last turn. */
  failing(tenants: readonly string[]): string[]
  readonly rounds: Readonly<Record<RoundVerdict, number>>
  readonly lastVerdict: RoundVerdict | undefined
  /** By {@link Timers.now}, like all times here but the next one. */
  readonly lastRoundAt: number | undefined
  /** The same in milliseconds since 1970. */
  readonly lastRoundOn: number | undefined
  /** The last report. */
  readonly lastReport: Omit<SmokeReport, 'tenants'> | undefined
  /** Whether the canary logged in; undefined: not proven. */
  readonly canaryIsGood: boolean | undefined
  /** Whether the user who must be refused was; undefined: not proven. */
  readonly unknownUserIsRefused: boolean | undefined
  readonly tenants: ReadonlyMap<string, TenantState>
  readonly startedAt: number
}

export function createProbeState({ now, date }: Pick<Timers, 'now' | 'date'>): ProbeState {
  const rounds: Record<RoundVerdict, number> = {
    passed: 0,
    failed: 0,
    integration_key: 0,
    incomplete: 0,
    error: 0,
  }
  const tenants = new Map<string, TenantState>()
  let lastVerdict: RoundVerdict | undefined
  let lastRoundAt: number | undefined
  let lastRoundOn: number | undefined
  let lastReport: ProbeState['lastReport']
  return {
    enter(end) {
      lastRoundAt = now()
      lastRoundOn = date()
      lastVerdict = 'report' in end ? end.report.verdict : 'error'
      rounds[lastVerdict] += 1
      if (!('report' in end)) {
        lastReport = undefined
        return
      }
      const { tenants: tried, ...rest } = end.report
      lastReport = rest
      for (const tenant of tried) {
        const state = stateOf(tenant, lastRoundAt)
        if (state !== undefined) tenants.set(tenant.id, state)
      }
    },
    failing(present) {
      const known = new Set(present)
      for (const id of tenants.keys()) if (!known.has(id)) tenants.delete(id)
      return present.filter((id) => tenants.get(id)?.outcome === 'failed')
    },
    rounds,
    tenants,
    startedAt: now(),
    get lastVerdict() {
      return lastVerdict
    },
    get lastRoundAt() {
      return lastRoundAt
    },
    get lastRoundOn() {
      return lastRoundOn
    },
    get lastReport() {
      return lastReport
    },
    get canaryIsGood() {
      return proven(lastReport?.canary.outcome, isPassed)
    },
    get unknownUserIsRefused() {
      return proven(lastReport?.unknownUser.outcome, (outcome) => outcome === 'refused')
    },
  }
}

// --- internal ---

function isPassed(outcome: Outcome): boolean {
  return outcome === 'passed' || outcome === 'passed_after_retry'
}

function proven(
  outcome: Outcome | undefined,
  isGood: (outcome: Outcome) => boolean,
): boolean | undefined {
  if (outcome === undefined || outcome === 'incomplete' || outcome === 'not_tried') return undefined
  return isGood(outcome)
}

/** Undefined: no login of the tenant was tried, so what was known before stands. */
function stateOf({ logins }: TenantReport, triedAt: number): TenantState | undefined {
  const tried = logins.filter(({ outcome }) => outcome !== 'not_tried')
  if (tried.length === 0) return undefined
  const failed = tried.find(({ outcome }) => outcome === 'failed')
  const unproven = tried.find(({ outcome }) => outcome === 'incomplete')
  const worst = failed ?? unproven
  return {
    triedAt,
    outcome: failed ? 'failed' : unproven ? 'unproven' : 'passed',
    failure: worst?.failure?.class,
  }
}
