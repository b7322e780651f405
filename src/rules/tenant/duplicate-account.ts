import { canonicalGuid } from '../../config/guid.ts'
import { valueAt } from '../../config/problem.ts'
import type { TenantDraft } from '../../config/workspace.ts'
import type { EnvironmentRule } from '../rule.ts'

/** A customer that came back may have an offboarded tenant with the same account. */
export const duplicateAccount: EnvironmentRule = {
  id: 'tenant/duplicate-account',
  severity: 'warning',
  summary:
    'An account belongs to one tenant: with a copied account id, documents of one customer would end up at the other.',
  help: 'Correct the account id, or make the two one tenant with several users.',
  fleet: 'alike',
  *check({ tenants }) {
    const first = new Map<string, TenantDraft>()
    for (const tenant of tenants) {
      const { account, status } = tenant.value
      if (account === undefined || status === 'offboarded') continue
      const before = first.get(canonicalGuid(account))
      if (before === undefined) {
        first.set(canonicalGuid(account), tenant)
        continue
      }
      yield {
        place: valueAt(tenant, 'account'),
        message: `the tenants "${before.id}" and "${tenant.id}" have the same account ${canonicalGuid(account)}`,
        related: [{ place: valueAt(before, 'account'), message: `the tenant "${before.id}"` }],
      }
    }
  },
}
