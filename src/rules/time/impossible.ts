import { valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'
import { type DeclaredTime, declaredTimes } from './declared-times.ts'
import { readTime } from './read-time.ts'

export const impossible: EnvironmentRule = {
  id: 'time/impossible',
  severity: 'error',
  summary:
    'A date is one that the calendar has: programs take February 30 for March 2, or refuse it.',
  help: 'Correct the day.',
  *check(environment) {
    for (const { text, place } of [...declaredTimes(environment), ...untils(environment)]) {
      if (readTime(text) === undefined) {
        yield { place, message: `there is no day "${text.slice(0, 10)}"` }
      }
    }
  },
}

// --- internal ---

function* untils({ tenants }: Parameters<EnvironmentRule['check']>[0]): Iterable<DeclaredTime> {
  for (const tenant of tenants) {
    const text = tenant.value.knownFailure?.until
    if (text !== undefined) yield { text, place: valueAt(tenant, 'knownFailure', 'until') }
  }
}
