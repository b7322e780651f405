import { inState, type KeyPairMap } from './key-pair-map.ts'
import type { KeyPairState } from './states.ts'

/** A state, or `none`: the key pair is not in the file. */
export type Place = KeyPairState | 'none'

/** What changes key pairs: the verbs of `ikctl rotate`; `remove` is `withdraw --remove`. */
export type Verb =
  | 'start'
  | 'stage'
  | 'promote'
  | 'rollback'
  | 'retire'
  | 'withdraw'
  | 'remove'
  | 'compromise'
  | 'adopt'

/** What must be so before a transition may happen. */
export type Guard =
  | 'noActive'
  | 'noStandby'
  | 'canary'
  | 'staging'
  | 'history'
  | 'evidence'
  | 'overlap'
  | 'refusal'
  | 'reason'

/** The guards in words. */
export const guards: Readonly<Record<Guard, string>> = {
  noActive: 'no key pair is active',
  noStandby: 'no key pair is staged',
  canary: 'fresh signed proof that the canary user logs in with the one that gets usable',
  staging:
    'the signed proof of its staging: the canary user logged in with the one that takes over',
  history: 'the one that takes over was active in an earlier commit',
  evidence: 'fresh signed evidence: nobody who logs in today would be locked out',
  overlap: 'the overlap is over, counted from when the new settings were published',
  refusal: 'signed proof that Docusign refuses it while it accepts the active one',
  reason: 'a reason is given',
}

/** One key pair's part of a transition. */
export interface Move {
  from: Place
  to: Place
}

/** What can happen to key pairs in one change. */
export interface Transition {
  verb: Verb
  /** The first is the named key pair's; the others happen to other key pairs in the same change. */
  moves: readonly [Move, ...Move[]]
  guards: readonly Guard[]
  effect: string
}

/**
 * Everything that may happen. The commands do nothing else, the check between two revisions accepts
 * nothing else, and the diagram in docs/rotation.md is drawn from it. Where a verb is listed more than
 * once for a state, the first that fits is meant.
 */
export const transitions: readonly Transition[] = [
  transition('start', ['none', 'pending'], [], 'declares a new key pair, to be made in the vault'),
  transition(
    'adopt',
    ['none', 'active'],
    ['noActive', 'canary'],
    'takes in the key pair that signs in production already',
  ),
  transition(
    'adopt',
    ['none', 'staged'],
    ['canary'],
    'takes in a key pair that is registered but does not sign',
  ),
  transition(
    'adopt',
    ['none', 'retiring'],
    ['canary'],
    'takes in a key pair that is registered but was replaced',
  ),
  transition('stage', ['pending', 'staged'], ['canary'], 'records that Docusign accepts it'),
  {
    verb: 'promote',
    moves: [
      { from: 'staged', to: 'active' },
      { from: 'active', to: 'retiring' },
    ],
    guards: ['evidence'],
    effect: 'swaps the key pair that signs; the old one stays registered as the way back',
  },
  transition(
    'promote',
    ['staged', 'active'],
    ['noActive', 'canary'],
    'begins to sign with the first key pair',
  ),
  {
    verb: 'rollback',
    moves: [
      { from: 'retiring', to: 'active' },
      { from: 'active', to: 'staged' },
    ],
    guards: ['history', 'canary'],
    effect: 'swaps back; needs no comparison, because it is the way out',
  },
  transition(
    'retire',
    ['retiring', 'retired'],
    ['overlap', 'refusal'],
    'records that Docusign refuses it',
  ),
  transition('retire', ['compromised', 'retired'], ['refusal'], 'records that Docusign refuses it'),
  transition('withdraw', ['staged', 'pending'], [], 'takes back a key pair that does not sign'),
  transition('remove', ['pending', 'none'], [], 'removes the entry; its id is never used again'),
  transition('remove', ['retired', 'none'], [], 'removes the entry; its id is never used again'),
  {
    verb: 'compromise',
    moves: [
      { from: 'active', to: 'compromised' },
      { from: 'staged', to: 'active' },
    ],
    guards: ['reason', 'staging'],
    effect: 'stops signing with it, and signs with the standby from the same change on',
  },
  {
    verb: 'compromise',
    moves: [
      { from: 'active', to: 'compromised' },
      { from: 'retiring', to: 'active' },
    ],
    guards: ['reason', 'noStandby', 'history', 'canary'],
    effect: 'stops signing with it, and signs with its predecessor again',
  },
  ...(['pending', 'staged', 'retiring'] as const).map((from) =>
    transition('compromise', [from, 'compromised'], ['reason'], 'marks it as never to be used'),
  ),
]

/** Whether the guards that only look at states are met. */
export function stateGuardsHold(keyPairs: KeyPairMap, { guards }: Transition): boolean {
  return (
    (!guards.includes('noActive') || inState(keyPairs, 'active').length === 0) &&
    (!guards.includes('noStandby') || inState(keyPairs, 'staged').length === 0)
  )
}

// --- internal ---

function transition(
  verb: Verb,
  [from, to]: readonly [Place, Place],
  guards: readonly Guard[],
  effect: string,
): Transition {
  return { verb, moves: [{ from, to }], guards, effect }
}
