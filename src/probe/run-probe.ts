import { sleep, type Timers } from '../pace/timers.ts'
import type { SmokeReport } from '../smoke/smoke-report.ts'
import { createMovingSample, sizeOfRound } from './moving-sample.ts'
import type { ProbeState } from './probe-state.ts'

/** What one round needs; opened for each, so that a changed configuration is followed. */
export interface ProbeRound {
  /** Ids of the live tenants. */
  tenants: readonly string[]
  /** Logs in the canary, a user who must be refused, and the users of these tenants. */
  run(tenants: readonly string[]): Promise<SmokeReport>
  close(): Promise<void>
}

export interface ProbeOptions {
  openRound(): Promise<ProbeRound>
  /** From the start of a round to the start of the next, in milliseconds. */
  everyMs: number
  /** Within what time every tenant has its turn, in milliseconds. */
  coverMs: number
  /** At most so many tenants in a round. */
  maxTenants: number
  state: ProbeState
  timers: Timers
  /** Aborted: the round under way ends, no other begins. */
  signal: AbortSignal
  /** Called after each round. */
  onRound?: (end: RoundEnd) => void
}

/** How a round ended: with a report, or with the error that kept it from one. */
export type RoundEnd = { report: SmokeReport } | { error: unknown }

/**
 * Probes until the signal is aborted. Every round logs in the canary and a user who must be refused; the
 * tenants of a moving sample follow, and those that failed last time, so that a recovery is seen at once.
 * A round that cannot begin is counted, and the next one is tried.
 */
export async function runProbe(options: ProbeOptions): Promise<void> {
  const { everyMs, timers, signal, state, onRound } = options
  const sample = createMovingSample()
  while (!signal.aborted) {
    const startedAt = timers.now()
    const end = await probeOnce(options, (ids, count) => sample.next(ids, count))
    if (signal.aborted) return
    state.enter(end)
    onRound?.(end)
    await sleep(timers, everyMs - (timers.now() - startedAt), signal)
  }
}

// --- internal ---

/** Failed tenants that are tried again in each round; the others wait for their turn. */
const maxRepeated = 10

async function probeOnce(
  { openRound, everyMs, coverMs, maxTenants, state }: ProbeOptions,
  draw: (ids: readonly string[], count: number) => string[],
): Promise<RoundEnd> {
  try {
    const round = await openRound()
    try {
      const size = Math.min(maxTenants, sizeOfRound(round.tenants.length, everyMs, coverMs))
      const drawn = draw(round.tenants, size)
      const repeated = state.failing(round.tenants).slice(0, maxRepeated)
      return { report: await round.run([...new Set([...drawn, ...repeated])]) }
    } finally {
      await round.close()
    }
  } catch (error) {
    return { error }
  }
}
