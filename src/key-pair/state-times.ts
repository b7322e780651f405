import type { KeyPair } from '../config/environment.ts'
import { type KeyPairState, keyPairStates, stateOrder } from './states.ts'

/** When a key pair reached its states, as far as that is written. */
export type StateTimes = Partial<KeyPair['since']>

/** A time as the configuration writes it: UTC, whole seconds. */
export function formatTime(epochMs: number): string {
  return new Date(Math.floor(epochMs / 1000) * 1000).toISOString().replace('.000Z', 'Z')
}

/**
 * Which of the times of a key pair come before which. States that lie ahead of the present one were left
 * again by a rollback, so their times are only known to be no later than its own.
 */
export function timeOrder(
  state: KeyPairState,
  since: StateTimes,
): [earlier: KeyPairState, later: KeyPairState][] {
  const settled = since.compromised === undefined ? way.slice(0, way.indexOf(state) + 1) : begin
  const behind = settled.filter((earlier) => since[earlier] !== undefined)
  const others = stateOrder.filter((other) => !settled.includes(other) && other !== state)
  return [
    ...behind
      .slice(1)
      .map((later, index): [KeyPairState, KeyPairState] => [behind[index] ?? later, later]),
    ...others.map((other): [KeyPairState, KeyPairState] => [other, state]),
  ]
}

/** States that a key pair has a time for, although it cannot have left them for the one that it is in. */
export function impossibleTimes(state: KeyPairState, since: StateTimes): KeyPairState[] {
  return stateOrder.filter(
    (final) =>
      keyPairStates[final].final &&
      since[final] !== undefined &&
      state !== final &&
      // The way out of "compromised" is "retired"; out of "retired" there is none.
      !(final === 'compromised' && state === 'retired'),
  )
}

// --- internal ---

/** The way of a planned rotation. A rollback leads back from retiring to active, or active to staged. */
const way: readonly KeyPairState[] = stateOrder.filter((state) => state !== 'compromised')

/** What is sure of a compromised key pair, which may have been staged again after a rollback. */
const begin: readonly KeyPairState[] = ['pending', 'staged']
