import { valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'
import { readTime } from '../time/read-time.ts'

const day = 86_400_000

export const knownFailureExpired: EnvironmentRule = {
  id: 'tenant/known-failure-expired',
  severity: 'warning',
  summary:
    'A known failure is accepted up to its date, that day included; from then on it counts like any other failure.',
  help: 'If the tenant can log in now, remove "knownFailure"; else find a new date with the customer.',
  clock: true,
  *check({ tenants }, { now }) {
    for (const tenant of tenants) {
      const { until } = tenant.value.knownFailure ?? {}
      const lastDay = readTime(until)
      if (lastDay === undefined || now.getTime() < lastDay + day) continue
      yield {
        place: valueAt(tenant, 'knownFailure', 'until'),
        message: `the known failure of the tenant "${tenant.id}" was accepted until ${until}: it counts again`,
      }
    }
  },
}
