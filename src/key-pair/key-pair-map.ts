import type { KeyPair } from '../config/environment.ts'
import type { KeyPairState } from './states.ts'

/** Key pairs by id, in the order of the file. */
export type KeyPairMap = ReadonlyMap<string, KeyPair>

/** Ids of the key pairs in a state. */
export function inState(keyPairs: KeyPairMap, state: KeyPairState): string[] {
  return [...keyPairs].filter(([, keyPair]) => keyPair.state === state).map(([id]) => id)
}
