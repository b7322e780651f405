import type { GateStage } from '../pace/start-gate.ts'
import type { Timers } from '../pace/timers.ts'
import type { ReportedFailureClass } from './smoke-report.ts'

/** How far a run is. */
export interface SmokeProgress {
  /** Logins that have ended, and all there are. */
  done: number
  total: number
  /** Tenant users that count as failed, by class. */
  failures: Partial<Record<ReportedFailureClass, number>>
  elapsedMs: number
  /** Logins that ended per second, lately. */
  perSecond: number
  /** Until the host's pause ends; 0: there is none. */
  pausedMs: number
  /** Absent: not known. */
  leftMs?: number
  /** What every login waits for, when none has ended for some seconds. */
  waiting?: { for: 'answers' | 'signatures'; sinceMs: number }
}

/** What {@link watchProgress} needs. */
export interface WatchProgressOptions {
  timers: Timers
  read: () => Pick<SmokeProgress, 'done' | 'total' | 'failures' | 'pausedMs'> & { stage: GateStage }
  onProgress: (progress: SmokeProgress) => void
}

/**
 * Tells about progress twice a second, and once more at the end.
 *
 * @returns ends it.
 */
export function watchProgress({ timers, read, onProgress }: WatchProgressOptions): () => void {
  const startedAt = timers.now()
  let lastAt = startedAt
  let lastDone = 0
  let lastEndAt = startedAt
  let perSecond = 0
  const tell = () => {
    const now = timers.now()
    const { done, total, failures, pausedMs, stage } = read()
    if (done > lastDone) lastEndAt = now
    const sinceMs = now - lastEndAt
    const isSilent = sinceMs >= silentMs && done < total
    const waitsFor = isSilent && pausedMs === 0 ? waits[stage] : undefined
    // A pause is not the speed of the rest.
    if (now > lastAt && pausedMs === 0) {
      const recent = ((done - lastDone) * 1000) / (now - lastAt)
      perSecond = lastAt === startedAt ? recent : 0.8 * perSecond + 0.2 * recent
    }
    lastAt = now
    lastDone = done
    // While nothing ends, the speed of before says nothing about the rest.
    const isMoving = perSecond > 0 && (!isSilent || pausedMs > 0)
    const leftMs = isMoving ? pausedMs + ((total - done) * 1000) / perSecond : undefined
    onProgress({
      done,
      total,
      failures: { ...failures },
      elapsedMs: now - startedAt,
      perSecond,
      pausedMs,
      ...(leftMs !== undefined && { leftMs }),
      ...(waitsFor !== undefined && { waiting: { for: waitsFor, sinceMs } }),
    })
  }
  const tick = () => {
    tell()
    cancel = timers.after(intervalMs, tick)
  }
  let cancel = timers.after(intervalMs, tick)
  return () => {
    cancel()
    tell()
  }
}

// --- internal ---

const intervalMs = 500
/** A run of one login a second is slow, not waiting. */
const silentMs = 5_000
const waits = { answer: 'answers', signature: 'signatures', turn: undefined } as const
