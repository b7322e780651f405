import { failureClasses } from '../failure/failure-classes.ts'
import type { SmokeProgress } from './progress.ts'

/** Where progress is shown. */
export interface ProgressOutput {
  write(text: string): unknown
  isTTY?: boolean
  columns?: number
}

/**
 * Shows progress: on a terminal one line that is written over, elsewhere a line every ten seconds.
 *
 * @returns what takes progress, and what clears the line at the end.
 */
export function createProgressWriter(output: ProgressOutput): {
  show: (progress: SmokeProgress) => void
  clear: () => void
} {
  const { isTTY = false } = output
  let nextAt = intervalMs
  return {
    show(progress) {
      if (isTTY) {
        output.write(`\r${progressLine(progress, (output.columns || 80) - 1)}\u001b[K`)
      } else if (progress.elapsedMs >= nextAt) {
        output.write(`${progressLine(progress)}\n`)
        nextAt = intervalMs * (1 + Math.floor(progress.elapsedMs / intervalMs))
      }
    },
    clear() {
      if (isTTY) output.write('\r\u001b[K')
    },
  }
}

/**
 * `412 of 10000, 15/s, 3 failed (2 no consent, 1 user not found), 11 min left`
 *
 * @param columns what is longer names fewer classes, the most frequent first.
 */
export function progressLine(progress: SmokeProgress, columns = 200): string {
  const { done, total, failures, perSecond, pausedMs, leftMs, waiting } = progress
  const classes = Object.entries(failures).sort(([, a], [, b]) => b - a)
  const failed = classes.reduce((sum, [, count]) => sum + count, 0)
  const lineWith = (shown: number) =>
    [
      `${done} of ${total}`,
      ...(perSecond >= 0.05 ? [`${perSecond.toFixed(perSecond < 10 ? 1 : 0)}/s`] : []),
      ...(failed > 0 ? [`${failed} failed${detailsOf(classes, shown)}`] : []),
      ...(pausedMs > 0 ? [`paused for ${duration(pausedMs)}`] : []),
      ...(waiting === undefined ? [] : [`${waits[waiting.for]} for ${duration(waiting.sinceMs)}`]),
      ...(leftMs === undefined || done === total ? [] : [`${duration(leftMs)} left`]),
    ].join(', ')
  let shown = classes.length
  while (shown > 0 && lineWith(shown).length > columns) shown -= 1
  const line = lineWith(shown)
  return line.length <= columns ? line : `${line.slice(0, columns - 3)}...`
}

// --- internal ---

const intervalMs = 10_000
const waits = {
  answers: 'waiting for answers of Docusign',
  signatures: 'waiting for signatures of the vault',
}

function detailsOf(classes: readonly [string, number][], shown: number): string {
  if (shown === 0) return ''
  const details = classes.slice(0, shown).map(([name, count]) => `${count} ${titleOf(name)}`)
  return ` (${[...details, ...(shown < classes.length ? ['others'] : [])].join(', ')})`
}

function titleOf(name: string): string {
  return name in failureClasses
    ? failureClasses[name as keyof typeof failureClasses].title
    : 'not refused'
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  if (seconds < 100) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 100 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`
}
