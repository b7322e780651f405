import type { Measure } from '../../src/config/measure.ts'
import { printable } from '../../src/text/printable.ts'
import { table } from '../../src/text/table.ts'

/** Times of a run, and a table of them. */
export interface Timings {
  measure: Measure
  /** The phases, then the slowest rules and files. */
  report(): string
}

/** @param clock in milliseconds. */
export function timings(clock: () => number): Timings {
  const phases = new Map<string, Map<string, number>>()
  const start = clock()
  return {
    measure(phase, subject, work) {
      const before = clock()
      try {
        return work()
      } finally {
        const subjects = phases.get(phase) ?? new Map<string, number>()
        phases.set(phase, subjects)
        subjects.set(subject, (subjects.get(subject) ?? 0) + clock() - before)
      }
    },
    report() {
      const whole = clock() - start
      const files = new Map<string, number>()
      for (const [phase, subjects] of phases) {
        if (!phasesOfFiles.includes(phase)) continue
        for (const [file, time] of subjects) files.set(file, (files.get(file) ?? 0) + time)
      }
      const lines = [
        ...[...phases].map(([phase, subjects]) => [
          ms([...subjects.values()].reduce((sum, time) => sum + time, 0)),
          phase,
          subjects.size > 1 ? `${subjects.size} ${phase === 'rules' ? 'rules' : 'files'}` : '',
        ]),
        [ms(whole), 'all', ''],
        ...slowest(phases.get('rules') ?? new Map()).map(([rule, time]) => [
          ms(time),
          'rule',
          rule,
        ]),
        ...slowest(files).map(([file, time]) => [ms(time), 'file', file]),
      ]
      return `${table(lines)
        .map((line) => printable(line))
        .join('\n')}\n`
    },
  }
}

// --- internal ---

const phasesOfFiles = ['read', 'decode', 'parse', 'schema']

function slowest(times: ReadonlyMap<string, number>): [string, number][] {
  return [...times].sort(([, a], [, b]) => b - a).slice(0, 5)
}

function ms(time: number): string {
  return `${time.toFixed(1)} ms`.padStart(11)
}
