import type { KeyPair } from '../config/environment.ts'

export type KeyPairState = KeyPair['state']

/** What is true of a key pair as long as it is in a state. */
export interface StateInfo {
  /** Whether Docusign knows its public half, and so whether it counts against Docusign's limit. */
  registered: boolean
  /** Whether it could sign at once if it were promoted. */
  usable: boolean
  /** Whether there may be several at a time. */
  several: boolean
  /** Whether no way leads back to signing with it. */
  final: boolean
  summary: string
}

/** The states, in the order of a planned rotation. */
export const keyPairStates: Readonly<Record<KeyPairState, StateInfo>> = {
  pending: {
    registered: false,
    usable: false,
    several: false,
    final: false,
    summary: 'declared; not registered at Docusign yet',
  },
  staged: {
    registered: true,
    usable: true,
    several: false,
    final: false,
    summary: 'registered, and a login has proven it; it signs nothing yet',
  },
  active: {
    registered: true,
    usable: true,
    several: false,
    final: false,
    summary: 'signs every assertion; there is exactly one',
  },
  retiring: {
    registered: true,
    usable: true,
    several: false,
    final: false,
    summary:
      'replaced, but still registered: the way back, and for those who have not followed yet',
  },
  retired: {
    registered: false,
    usable: false,
    several: true,
    final: true,
    summary: 'deleted at Docusign, and proven to be refused',
  },
  compromised: {
    registered: true,
    usable: false,
    several: true,
    final: true,
    summary: 'must not be used; to be deleted at Docusign and proven to be refused',
  },
}

/** All states, in the order of a planned rotation; `compromised`, which is no part of one, last. */
export const stateOrder = Object.keys(keyPairStates) as readonly KeyPairState[]

/** The states of which there is one key pair at a time, besides the one that signs. */
export const inFlightStates: readonly KeyPairState[] = stateOrder.filter(
  (state) => !keyPairStates[state].several && state !== 'active',
)

/**
 * The largest number of registered key pairs of one integration key: "prerequisites" of
 * https://developers.docusign.com/platform/auth/jwt-get-token
 */
export const maxRegisteredKeyPairs = 5

/**
 * Whether the public half of a key pair is at Docusign and still has to be reckoned with. A pending
 * key pair may have been compromised before anything of it was uploaded.
 */
export function wasRegistered({
  state,
  since = {},
}: {
  state?: KeyPairState | undefined
  since?: Partial<KeyPair['since']> | undefined
}): boolean {
  if (state === undefined || !keyPairStates[state].registered) return false
  if (keyPairStates[state].usable) return true
  return stateOrder.some((earlier) => keyPairStates[earlier].usable && since[earlier] !== undefined)
}
