import { parseDuration } from '../config/duration.ts'
import type { Integration } from '../config/environment.ts'
import { inState, type KeyPairMap } from '../key-pair/key-pair-map.ts'

/** When the active key pair is to be replaced. */
export interface RotationDates {
  /** From when on a rotation should be under way, epoch milliseconds. */
  renewFrom: number
  /** When it is too old. */
  oldFrom: number
}

/** Absent when no key pair is active, or nobody knows since when. */
export function rotationDates(
  keyPairs: KeyPairMap,
  { maxAge, renewBefore }: Integration['rotation'],
): RotationDates | undefined {
  const [id = ''] = inState(keyPairs, 'active')
  const since = Date.parse(keyPairs.get(id)?.since.active ?? '')
  if (Number.isNaN(since)) return undefined
  const oldFrom = since + parseDuration(maxAge)
  return { renewFrom: oldFrom - parseDuration(renewBefore), oldFrom }
}
