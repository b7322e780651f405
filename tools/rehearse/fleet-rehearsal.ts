import type { Rehearsal } from '../../scripts/rehearsal/rehearsal.ts'
import type { RunningEmulators } from './start-emulators-process.ts'
import type { Fleet } from './start-fleet.ts'

/** A rehearsal during which a fleet of tenants logs in all the time. */
export interface FleetRehearsal extends Rehearsal {
  emulators: RunningEmulators
  /** How many there are; each has one user. */
  tenants: number
  fleet: Fleet
  clock: Clock
}

/** The clock of everything but Pulumi and the fleet's measurements: it can be put forward. */
export interface Clock {
  /** How far it is ahead of the real one, in milliseconds; behind, when negative. */
  offsetMs: number
}

/** What is known before the fleet exists. */
export type Preparation = Omit<FleetRehearsal, 'fleet' | 'tenants'>
