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
  /** Absent: not known yet. */
  leftMs?: number
}

/** What {@link watchProgress} needs. */
export interface WatchProgressOptions {
  timers: Timers
  read: () => Pick<SmokeProgress, 'done' | 'total' | 'failures' | 'pausedMs'>
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
  let perSecond = 0
  const tell = () => {
    const now = timers.now()
    const { done, total, failures, pausedMs } = read()
    if (now > lastAt) {
      const recent = ((done - lastDone) * 1000) / (now - lastAt)
      perSecond = lastAt === startedAt ? recent : 0.8 * perSecond + 0.2 * recent
    }
    lastAt = now
    lastDone = done
    const leftMs = perSecond > 0 ? pausedMs + ((total - done) * 1000) / perSecond : undefined
    onProgress({
      done,
      total,
      failures: { ...failures },
      elapsedMs: now - startedAt,
      perSecond,
      pausedMs,
      ...(leftMs !== undefined && { leftMs }),
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
