import { valueAt } from '../../config/problem.ts'
import type { TenantDraft } from '../../config/workspace.ts'
import type { EnvironmentRule } from '../rule.ts'

export const duplicateName: EnvironmentRule = {
  id: 'tenant/duplicate-name',
  severity: 'warning',
  summary:
    'Tenants have different names: reports and consent mails show them, and people act on what they read.',
  help: 'Say in the names what is different, such as the country or the department.',
  fleet: 'alike',
  *check({ tenants }) {
    const first = new Map<string, TenantDraft>()
    for (const tenant of tenants) {
      const { name, status } = tenant.value
      if (name === undefined || status === 'offboarded') continue
      const before = first.get(name.toLowerCase())
      if (before === undefined) {
        first.set(name.toLowerCase(), tenant)
        continue
      }
      yield {
        place: valueAt(tenant, 'name'),
        message: `the tenants "${before.id}" and "${tenant.id}" have the same name "${name}"`,
        related: [{ place: valueAt(before, 'name'), message: `the tenant "${before.id}"` }],
      }
    }
  },
}
