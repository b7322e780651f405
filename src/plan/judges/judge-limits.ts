import type { Change } from '../change.ts'
import { registeredRedirectUris } from '../diff-environments.ts'
import type { Judgement } from '../judgement.ts'
import { exceeds, type LimitName, limitsOf } from '../limits.ts'
import { overrideOptions } from '../overrides.ts'
import { type Case, only } from './case.ts'

/** More at once than the limits of the base allow. */
export function judgeLimits(subject: Case): Judgement[] {
  const { base, changes } = subject
  const served = (base.environment?.tenants ?? []).filter(({ status }) => status !== 'offboarded')
  const population = served.length + (base.unreadable?.size ?? 0)
  const { removed, moved } = touchedTenants(changes)
  return [
    ...limited(subject, 'tenantsRemoved', removed.size, population, {
      what: 'tenants',
      verb: 'would be removed, offboarded, suspended or set back to onboarding',
    }),
    ...limited(subject, 'tenantsMoved', moved.size, population, {
      what: 'tenants',
      verb: 'would get another account or other users',
    }),
    ...limited(
      subject,
      'redirectUrisRemoved',
      only(subject, 'redirect-uri-removed').length,
      registeredRedirectUris(base.environment?.integration).length,
      { what: 'redirect URIs', verb: 'would be removed' },
    ),
  ]
}

// --- internal ---

/** The tenants that the limits count. */
function touchedTenants(changes: readonly Change[]): {
  removed: Set<string>
  moved: Set<string>
} {
  const removed = new Set<string>()
  const moved = new Set<string>()
  for (const { kind, tenant = '', before, after, details } of changes) {
    if (kind === 'tenant-removed' && details?.status !== 'offboarded') removed.add(tenant)
    if (kind === 'tenant-status') {
      if (after === 'offboarded' || (before === 'live' && after !== 'live')) removed.add(tenant)
    }
    if (
      kind === 'tenant-account' ||
      kind === 'user-changed' ||
      kind === 'user-removed' ||
      kind === 'tenant-unreadable'
    ) {
      moved.add(tenant)
    }
  }
  return { removed, moved }
}

function limited(
  { base, overrides }: Case,
  name: LimitName,
  touched: number,
  population: number,
  { what, verb }: { what: string; verb: string },
): Judgement[] {
  const limit = limitsOf(base.settings)[name]
  if (!exceeds(limit, touched, population)) return []
  const share = Math.round((touched * 1000) / population) / 10
  const option = `${overrideOptions[name]} ${touched}`
  const message = `${touched} of ${population} ${what} (${share} %) ${verb}; the base's limit is ${limit.percent} %, from ${limit.from} on`
  const code = `plan/${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  if (touched <= (overrides[name] ?? -1)) {
    return [
      {
        weight: 'danger',
        code,
        message: `${message} (allowed by ${overrideOptions[name]} ${overrides[name]})`,
        wayForward: 'read the list of changes to its end before you approve',
      },
    ]
  }
  return [
    {
      weight: 'refused',
      code,
      message,
      wayForward: `split the change; if so much at once is meant, say so with ${option}`,
    },
  ]
}
