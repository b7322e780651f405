import { keyAt } from '../../config/problem.ts'
import type { TenantDraft } from '../../config/workspace.ts'
import type { EnvironmentRule } from '../rule.ts'

export const knownFailurePointless: EnvironmentRule = {
  id: 'tenant/known-failure-pointless',
  severity: 'warning',
  summary:
    'A known failure stands where it changes something: for live tenants, and for a failure that they can have.',
  help: 'Remove "knownFailure", or correct the status of the tenant.',
  *check({ tenants }) {
    for (const tenant of tenants) {
      const why = pointless(tenant)
      if (why === undefined) continue
      yield {
        place: keyAt(tenant, 'knownFailure'),
        message: `the known failure of the tenant "${tenant.id}" changes nothing: ${why}`,
      }
    }
  },
}

// --- internal ---

function pointless({ value }: TenantDraft): string | undefined {
  if (value.knownFailure === undefined) return undefined
  switch (value.status) {
    case 'onboarding':
      return 'failures of onboarding tenants are for information only'
    case 'suspended':
      return 'suspended tenants are not tried'
    case 'offboarded':
      return 'offboarded tenants are expected to fail'
    default:
      return value.knownFailure.class === 'base_uri_mismatch' && value.baseUri === undefined
        ? 'without "baseUri" there is none to differ from'
        : undefined
  }
}
