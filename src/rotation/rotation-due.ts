import { parseDuration } from '../config/duration.ts'
import type { Integration } from '../config/environment.ts'
import { formatTime, inState, type KeyPairMap } from './plan-step.ts'

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

/**
 * What should have been done by now, in words; empty when all is well.
 *
 * @param now epoch milliseconds.
 */
export function overdue(
  keyPairs: KeyPairMap,
  rotation: Integration['rotation'],
  now: number,
): string[] {
  const found: string[] = []
  const [active] = inState(keyPairs, 'active')
  const [staged] = inState(keyPairs, 'staged')
  const [pending] = inState(keyPairs, 'pending')
  const dates = rotationDates(keyPairs, rotation)
  for (const id of inState(keyPairs, 'compromised')) {
    found.push(`${id} is compromised, and it is not proven that Docusign refuses it`)
  }
  if (active === undefined) {
    found.push('no key pair is active: nobody can log in')
  } else if (dates === undefined) {
    found.push(`since when ${active} is active is not known`)
  } else if (now >= dates.oldFrom) {
    found.push(`${active} is older than ${rotation.maxAge} since ${formatTime(dates.oldFrom)}`)
  } else if (now >= dates.renewFrom && staged === undefined && pending === undefined) {
    found.push(
      `${active} should be renewed: it will be too old at ${formatTime(dates.oldFrom)}, and no other key pair is under way`,
    )
  }
  if (rotation.standby === true && staged === undefined) {
    found.push('there is no standby: no key pair is staged for an emergency')
  }
  return found
}
