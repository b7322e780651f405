import type { Tenant } from '../../config/environment.ts'
import type { Judgement } from '../judgement.ts'
import { knownFailureDaysOf } from '../limits.ts'
import type { Case } from './case.ts'
import { limited } from './judge-limits.ts'
import { listed } from './listed.ts'
import { liveTenants } from './live-tenants.ts'

const day = 86_400_000

/** Tenants whose failing logins would not count any more. */
export function judgeKnownFailures(subject: Case): Judgement[] {
  const { base, head, changes, allChanges, now } = subject
  const live = liveTenants(subject)
  const tenants = new Map((head.environment?.tenants ?? []).map((tenant) => [tenant.id, tenant]))
  const today = dateOf(now.getTime())
  // Both lists are the same changes in the same order; one may hide names.
  const widened = allChanges.flatMap(({ kind, tenant: id = '' }, index) => {
    const tenant = tenants.get(id)
    const isConcerned = kind === 'known-failure' || kind.startsWith('tenant-')
    if (tenant === undefined || !isConcerned || !isWider(live.before(id), tenant)) return []
    return [{ tenant, shown: changes[index]?.tenant ?? '' }]
  })
  if (widened.length === 0) return []

  const days = knownFailureDaysOf(base.settings)
  const lastDay = dateOf(now.getTime() + days * day)
  const tooLong = widened.filter(({ tenant }) => (tenant.knownFailure?.until ?? '') > lastDay)
  const excused = [...tenants.values()].filter(
    ({ id, status, knownFailure }) =>
      status === 'live' &&
      live.baseId(id) !== undefined &&
      knownFailure !== undefined &&
      knownFailure.until >= today,
  )
  const names = (found: typeof widened) => listed([...new Set(found.map(({ shown }) => shown))])
  return [
    ...(tooLong.length === 0
      ? []
      : [
          {
            weight: 'refused' as const,
            code: 'plan/known-failure-too-long',
            message: `known failures would last longer than ${days} days, the base's limit: ${names(tooLong)}`,
            wayForward: `choose a day up to ${lastDay} for "until"; "limits.knownFailureDays" in config/ikctl.yaml is raised in a change of its own`,
          },
        ]),
    ...limited(subject, 'knownFailures', excused.length, live.population, {
      what: 'live tenants',
      verb: 'would have a known failure',
    }),
    {
      weight: 'danger',
      code: 'plan/known-failure-added',
      message: `known failures are new, of another class or last longer: ${names(widened)}`,
      wayForward:
        'check that these tenants cannot log in today, and that somebody works on it: until its last day, a known failure neither fails a smoke test nor stops a rotation',
    },
  ]
}

// --- internal ---

/** Whether a failure is known that was not, or not for so long. */
function isWider(before: Tenant | undefined, after: Tenant): boolean {
  const [old, now] = [before?.knownFailure, after.knownFailure]
  if (now === undefined) return false
  return old === undefined || old.class !== now.class || now.until > old.until
}

/** Such as 2027-01-31, in UTC. */
function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
