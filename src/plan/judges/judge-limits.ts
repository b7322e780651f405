import type { Change } from '../change.ts'
import { registeredRedirectUris } from '../diff-environments.ts'
import type { Judgement } from '../judgement.ts'
import { allowedBy, type LimitName, limitsOf } from '../limits.ts'
import { overrideOptions } from '../overrides.ts'
import { type Case, only } from './case.ts'
import { isServed, liveTenants } from './live-tenants.ts'

/** More at once than the limits of the base allow. */
export function judgeLimits(subject: Case): Judgement[] {
  const { base } = subject
  const live = liveTenants(subject)
  const { removed, moved } = touchedTenants(subject.allChanges, live.baseId)
  return [
    ...limited(subject, 'tenantsRemoved', removed.size, live.population, {
      what: 'live tenants',
      verb: 'would be removed, offboarded, suspended or set back to onboarding',
    }),
    ...limited(subject, 'tenantsMoved', moved.size, live.population, {
      what: 'live tenants',
      verb: 'would get another id, another account or other users',
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

/** What a limit of the base says about so many entries of so many. */
export function limited(
  { base, overrides }: Pick<Case, 'base' | 'overrides'>,
  name: LimitName,
  touched: number,
  population: number,
  { what, verb }: { what: string; verb: string },
): Judgement[] {
  const limit = limitsOf(base.settings)[name]
  const allowed = allowedBy(limit, population)
  if (touched <= allowed) return []
  const share = Math.round((touched * 1000) / population) / 10
  const option = `${overrideOptions[name]} ${touched}`
  const message = `${touched} of ${population} ${what} (${share} %) ${verb}; the base's limit is ${allowed} (${limit.percent} % from ${limit.from} on)`
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

// --- internal ---

/** The live tenants of the base that the limits count. */
function touchedTenants(
  changes: readonly Change[],
  baseId: (tenant: string) => string | undefined,
): { removed: Set<string>; moved: Set<string> } {
  const removed = new Set<string>()
  const moved = new Set<string>()
  for (const { kind, tenant = '', before, after } of changes) {
    const id = baseId(tenant)
    if (id === undefined) continue
    const isRemoved = kind === 'tenant-removed'
    if (isRemoved || (kind === 'tenant-status' && isSetBack(before, after))) {
      removed.add(id)
    }
    if (movingKinds.has(kind)) moved.add(id)
  }
  return { removed, moved }
}

/** Nobody is served afterwards, or with an old key again. */
function isSetBack(before = '', after = ''): boolean {
  const isCutover = before === 'migrating' && after === 'live'
  return isServed({ status: before }) && before !== after && !isCutover
}

const movingKinds: ReadonlySet<Change['kind']> = new Set([
  'tenant-id',
  'tenant-account',
  'user-changed',
  'user-removed',
  'tenant-unreadable',
])
