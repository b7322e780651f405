import type { EnvironmentRule } from '../rule.ts'
import { declaredTimes } from './declared-times.ts'
import { readTime } from './read-time.ts'

/** Clocks of two machines differ. */
const tolerance = 5 * 60_000

export const future: EnvironmentRule = {
  id: 'time/future',
  severity: 'warning',
  summary:
    'The time of a state is not in the future: ages and overlaps are counted from it, so a key pair would be renewed late or deleted early.',
  help: 'Correct the time, or the clock of this machine.',
  clock: true,
  *check(environment, { now }) {
    for (const { text, place } of declaredTimes(environment)) {
      const time = readTime(text)
      if (time === undefined || time <= now.getTime() + tolerance) continue
      const clock = now.toISOString().replace(/\.\d+Z$/, 'Z')
      yield { place, message: `the time ${text} is in the future: it is ${clock}` }
    }
  },
}
