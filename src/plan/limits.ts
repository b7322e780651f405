import type { Settings } from '../config/generated/settings.ts'
import type { Partially } from '../config/json.ts'

export type LimitName = keyof NonNullable<Settings['limits']>

/** How much of something one change may touch. */
export interface Limit {
  percent: number
  /** The limit applies from this many existing entries on. */
  from: number
}

/** The safety limits of a revision's settings, with the defaults of the schema. */
export function limitsOf(settings: Partially<Settings> | undefined): Record<LimitName, Limit> {
  return {
    tenantsRemoved: complete(settings?.limits?.tenantsRemoved, { percent: 20, from: 10 }),
    tenantsMoved: complete(settings?.limits?.tenantsMoved, { percent: 20, from: 10 }),
    redirectUrisRemoved: complete(settings?.limits?.redirectUrisRemoved, { percent: 50, from: 4 }),
  }
}

/** Whether a number of entries is more than one change may touch. */
export function exceeds({ percent, from }: Limit, count: number, population: number): boolean {
  return population >= from && count * 100 > percent * population
}

// --- internal ---

function complete(limit: Partially<Limit> | undefined, fallback: Limit): Limit {
  const { percent, from } = limit ?? {}
  return percent === undefined || from === undefined ? fallback : { percent, from }
}
