import type { Settings } from '../config/generated/settings.ts'
import type { Partially } from '../config/json.ts'

export type LimitName = Exclude<keyof NonNullable<Settings['limits']>, 'knownFailureDays'>

/** How much of something one change may touch. */
export interface Limit {
  percent: number
  /** The share applies from this many existing entries on. */
  from: number
}

/** The safety limits of a revision's settings, with the defaults of the schema. */
export function limitsOf(settings: Partially<Settings> | undefined): Record<LimitName, Limit> {
  const limits = settings?.limits
  return {
    tenantsRemoved: complete(limits?.tenantsRemoved, { percent: 20, from: 10 }),
    tenantsMoved: complete(limits?.tenantsMoved, { percent: 20, from: 10 }),
    knownFailures: complete(limits?.knownFailures, { percent: 20, from: 10 }),
    redirectUrisRemoved: complete(limits?.redirectUrisRemoved, { percent: 50, from: 4 }),
  }
}

/** How many days a known failure may last that a change brings or extends. */
export function knownFailureDaysOf(settings: Partially<Settings> | undefined): number {
  return settings?.limits?.knownFailureDays ?? 90
}

/**
 * How many entries of a population one change may touch: the share, but at least one, since else nothing
 * could change in a small fleet; and one where the population is too small for a share to mean anything.
 */
export function allowedBy({ percent, from }: Limit, population: number): number {
  if (percent === 0) return 0
  if (percent === 100) return population
  const share = population < from ? 1 : Math.max(1, Math.floor((population * percent) / 100))
  return Math.min(population, share)
}

/** Whether a limit allows more than another one does, of whatever population. */
export function isLooserLimit(before: Limit, after: Limit): boolean {
  if (after.percent > before.percent) return true
  // Where one of them is a share already and the other still allows one entry alone.
  const population = before.from - 1
  return allowedBy(after, population) > allowedBy(before, population)
}

// --- internal ---

function complete(limit: Partially<Limit> | undefined, fallback: Limit): Limit {
  const { percent, from } = limit ?? {}
  return percent === undefined || from === undefined ? fallback : { percent, from }
}
