import type { EnvironmentRule } from '../rule.ts'
import { activeAge } from './active-age.ts'
import { promote } from './due.ts'
import { inWords } from './in-words.ts'

export const overdue: EnvironmentRule = {
  id: 'rotation/overdue',
  severity: 'warning',
  summary:
    'The active key pair is not older than "maxAge". Only a warning, since time alone must not block the change that fixes it: `rotate status` and `drift` fail on it.',
  help: 'Begin with `ikctl rotate start`; it says what comes next.',
  clock: true,
  *check(environment, { now }) {
    const active = activeAge(environment, now)
    if (active === undefined || active.age <= active.maxAge) return
    yield {
      place: active.place,
      message: `the key pair "${active.id}" has been active for ${inWords(active.age)}, longer than its maximum age of ${inWords(active.maxAge)}`,
      ...(active.staged && { help: promote(environment.name) }),
    }
  },
}
