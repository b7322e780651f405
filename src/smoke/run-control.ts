import { setMaxListeners } from 'node:events'
import type { Timers } from '../pace/timers.ts'
import type { SmokeReport, StopReason } from './smoke-report.ts'

/** What {@link createRunControl} needs. */
export interface RunControlOptions {
  timers: Timers
  /** Interrupts the run when aborted. */
  signal?: AbortSignal | undefined
  /** How long the run may take, in milliseconds. */
  deadlineMs?: number | undefined
  /** Called once, when nothing is to be started any more. */
  onStop: () => void
}

/** Ends a run early: first nothing starts any more, then what is under way is given up. */
export interface RunControl {
  /** Only the first reason counts. */
  stop(reason: StopReason, message: string): void
  /** Gives everything up at once, for a run that ends with an error and has no report. */
  abandon(): void
  /** Why the run was stopped; undefined while it goes on. */
  stopped(): SmokeReport['stopped']
  /** Aborted when nothing is to be started any more. */
  readonly stopping: AbortSignal
  /** Aborted when what is under way is given up. */
  readonly cutting: AbortSignal
  /** Resolves with the work, or when it is given up. */
  orCut(work: Promise<void>): Promise<void>
  /** Lets go of timers and signals. */
  release(): void
}

export function createRunControl(options: RunControlOptions): RunControl {
  const { timers, signal, deadlineMs, onStop } = options
  const stopping = new AbortController()
  const cutting = new AbortController()
  setMaxListeners(0, stopping.signal, cutting.signal)
  let stopped: SmokeReport['stopped']
  let cancelGrace: (() => void) | undefined

  const stop = (reason: StopReason, message: string) => {
    if (stopped !== undefined) return
    stopped = { reason, message }
    onStop()
    stopping.abort()
    if (reason === 'deadline') cutting.abort()
    else cancelGrace = timers.after(graceMs, () => cutting.abort())
  }
  const abandon = () => {
    onStop()
    stopping.abort()
    cutting.abort()
  }
  const interrupt = () => stop('interrupted', 'the run was interrupted')
  signal?.addEventListener('abort', interrupt)
  const cancelDeadline =
    deadlineMs === undefined
      ? undefined
      : timers.after(deadlineMs, () => {
          stop('deadline', `the deadline of ${Math.ceil(deadlineMs / 1000)} s has passed`)
        })
  if (signal?.aborted) interrupt()

  return {
    stop,
    abandon,
    stopped: () => stopped,
    stopping: stopping.signal,
    cutting: cutting.signal,
    // One race for the whole run: a signal for every request would cost each login some CPU time.
    orCut: (work) =>
      Promise.race([
        work,
        new Promise<void>((resolve) => {
          if (cutting.signal.aborted) resolve()
          else cutting.signal.addEventListener('abort', () => resolve(), { once: true })
        }),
      ]),
    release() {
      cancelGrace?.()
      cancelDeadline?.()
      signal?.removeEventListener('abort', interrupt)
    },
  }
}

// --- internal ---

/** Enough for logins under way to end, and short enough for somebody who waits after Ctrl-C. */
const graceMs = 5_000
