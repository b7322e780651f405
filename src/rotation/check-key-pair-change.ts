import type { KeyPair } from '../config/environment.ts'
import { inState, type KeyPairMap } from '../key-pair/key-pair-map.ts'
import { keyPairStates, stateOrder } from '../key-pair/states.ts'
import { stateGuardsHold, transitions } from '../key-pair/transitions.ts'
import { reusedKeyPairs } from './check-history.ts'
import { type CheckedProofs, checkProofs, checkStandingProofs } from './check-proofs.ts'
import type {
  AppliedTransition,
  KeyPairChange,
  KeyPairViolation,
  KeyPairViolationCode,
  ProvenKeyPair,
} from './key-pair-change.ts'
import type { MovedKeyPair } from './plan-step.ts'

/** What a change does to the key pairs, and what is wrong with it. */
export interface CheckedKeyPairChange {
  transitions: AppliedTransition[]
  violations: KeyPairViolation[]
  /** What would be violations, had it not been allowed by name. */
  allowed: KeyPairViolation[]
  /** What the proofs say that count. */
  proven: ProvenKeyPair[]
}

/**
 * Checks a change of key pairs: only transitions of the table, whole ones, with their proof, nothing
 * rewritten, nothing used twice. Policy, evidence key and history are the base revision's.
 */
export async function checkKeyPairChange(change: KeyPairChange): Promise<CheckedKeyPairChange> {
  const { base, head, history, allowUnproven = [] } = change
  const moved = movesBetween(base.keyPairs, head.keyPairs)
  const listed = moved.filter(isListed)
  const applied = cover(listed, base.keyPairs)
  const proofs: CheckedProofs[] = []
  for (const one of applied ?? []) proofs.push(await checkProofs(one, change))
  const found = [
    ...moved.filter((move) => !isListed(move)).map((move) => forbidden(move)),
    ...usableViolations(base.keyPairs, head.keyPairs),
    ...[...head.keyPairs].flatMap(([id, after]) => {
      const before = base.keyPairs.get(id)
      return before === undefined ? invented(id, after) : rewritten(id, before, after)
    }),
    ...(history === undefined ? [] : reusedKeyPairs(base.keyPairs, head.keyPairs, history)),
    ...(applied === undefined ? uncovered(listed) : []),
    ...(applied ?? []).flatMap((one) => withoutReason(one, change)),
    ...proofs.flatMap(({ violations }) => violations),
    ...(await checkStandingProofs(change)),
  ]
  const isAllowed = ({ unproven, id = '' }: KeyPairViolation) =>
    unproven === true && allowUnproven.includes(id)
  return {
    transitions: applied ?? [],
    violations: found.filter((violation) => !isAllowed(violation)),
    allowed: found.filter(isAllowed),
    proven: proofs.flatMap(({ proven }) => proven),
  }
}

// --- internal ---

function movesBetween(base: KeyPairMap, head: KeyPairMap): MovedKeyPair[] {
  return [...new Set([...base.keys(), ...head.keys()])]
    .map((id) => ({
      id,
      from: base.get(id)?.state ?? ('none' as const),
      to: head.get(id)?.state ?? ('none' as const),
    }))
    .filter(({ from, to }) => from !== to)
}

function isListed({ from, to }: MovedKeyPair): boolean {
  return transitions.some(({ moves }) => moves.some((move) => move.from === from && move.to === to))
}

function forbidden({ id, from, to }: MovedKeyPair): KeyPairViolation {
  if (to === 'none') {
    return {
      code: 'key-pair/removed',
      id,
      message: `the entry of key pair ${id} is removed while it is ${from}`,
      wayForward:
        from === 'active'
          ? 'this key pair signs: promote another one, retire this one, then remove it'
          : 'an entry may go when the key pair is retired (proven to be refused) or was never registered',
    }
  }
  return {
    code: 'key-pair/forbidden-transition',
    id,
    message: `key pair ${id} goes from ${from === 'none' ? 'nothing' : from} to ${to}, which is not a step of a rotation`,
    wayForward: detours[`${from} ${to}`] ?? 'use `ikctl rotate`, and merge each step on its own',
  }
}

const detours: Record<string, string> = {
  'pending active': 'stage it first (that proves that Docusign accepts it), then promote it',
  'active retired':
    'promote another key pair, wait for the overlap, delete this one, then retire it',
  'active pending': 'promote another key pair first',
  'none compromised': 'an entry begins with `ikctl rotate start` or `adopt`',
  'none retired': 'an entry begins with `ikctl rotate start` or `adopt`',
}

function usableViolations(base: KeyPairMap, head: KeyPairMap): KeyPairViolation[] {
  const violations: KeyPairViolation[] = []
  const active = inState(head, 'active')
  if (active.length > 1) {
    violations.push({
      code: 'key-pair/several-active',
      message: `${active.join(' and ')} would be active at the same time`,
      wayForward: 'a promotion makes the old one retiring in the same change',
    })
  }
  const isUsable = ({ state }: KeyPair) => keyPairStates[state].usable
  if ([...base.values()].some(isUsable) && ![...head.values()].some(isUsable)) {
    violations.push({
      code: 'key-pair/none-usable',
      message: 'no usable key pair would be left: nobody could log in',
      wayForward:
        'stage and promote another one first; docs/emergency.md leads through an emergency',
    })
  }
  return violations
}

/** A new entry begins in its state: whatever it says of earlier ones, nobody has seen. */
function invented(id: string, { state, since }: KeyPair): KeyPairViolation[] {
  const others = stateOrder.filter((other) => other !== state && since[other] !== undefined)
  if (others.length === 0) return []
  return [
    {
      code: 'key-pair/invented-past',
      id,
      message: `key pair ${id} is new, but has times for ${others.join(', ')}`,
      wayForward: `a new entry has a time for the state that it begins in alone (${state}): remove the others`,
      unproven: true,
    },
  ]
}

/** What names a key pair never changes, nor when something happened to it. */
function rewritten(id: string, before: KeyPair, after: KeyPair): KeyPairViolation[] {
  const violations: KeyPairViolation[] = []
  const report = (what: string, wayForward: string) =>
    violations.push({
      code: 'key-pair/rewritten',
      id,
      message: `${what} of key pair ${id} is changed`,
      wayForward,
    })
  for (const name of ['origin', 'custody', 'key', 'thumbprint'] as const) {
    if (before[name] !== undefined && before[name] !== after[name]) {
      report(`"${name}"`, 'another key is another key pair: give it an id of its own')
    }
  }
  const uploadedAgain = after.state === 'pending'
  if (
    before.docusignKeyPairId !== undefined &&
    !uploadedAgain &&
    before.docusignKeyPairId.toLowerCase() !== after.docusignKeyPairId?.toLowerCase()
  ) {
    report(
      '"docusignKeyPairId"',
      'it names what is to be deleted at Docusign one day; withdraw and stage the key pair when it was uploaded again',
    )
  }
  for (const state of Object.keys({ ...before.since, ...after.since }) as KeyPair['state'][]) {
    const [then, now] = [before.since[state], after.since[state]]
    if (now === then) continue
    const isEntered = state === after.state && before.state !== after.state
    if (isEntered && now !== undefined && Date.parse(now) >= Date.parse(then ?? now)) continue
    report(`"since.${state}"`, 'times say what happened; overlap and age are counted from them')
  }
  return violations
}

/**
 * The transitions that the moves are made of, each move in exactly one.
 *
 * @returns undefined when there are none.
 */
function cover(moves: readonly MovedKeyPair[], base: KeyPairMap): AppliedTransition[] | undefined {
  const [first] = moves
  if (first === undefined) return []
  for (const transition of transitions) {
    if (!stateGuardsHold(base, transition)) continue
    const moved = transition.moves.map(({ from, to }) =>
      moves.find((move) => move.from === from && move.to === to),
    )
    if (!moved.includes(first) || !moved.every((move) => move !== undefined)) continue
    const rest = cover(
      moves.filter((move) => !moved.includes(move)),
      base,
    )
    if (rest !== undefined) return [{ transition, moved }, ...rest]
  }
  return undefined
}

/** Why moves that are all in the table are no whole transitions. */
function uncovered(moves: readonly MovedKeyPair[]): KeyPairViolation[] {
  const partials = moves.flatMap((move) => partial(move, moves))
  if (partials.length > 0) return partials
  const words = moves.map(({ id, from, to }) => `${id} from ${from} to ${to}`).join(', ')
  return [
    {
      code: 'key-pair/half-a-swap',
      message: `these changes together are no steps of a rotation: ${words}`,
      wayForward: 'use `ikctl rotate`, and merge each step on its own',
    },
  ]
}

/** Why a listed move is only a part of a transition. */
function partial(
  { id, from, to }: MovedKeyPair,
  moves: readonly MovedKeyPair[],
): KeyPairViolation[] {
  const other = (wanted: Pick<MovedKeyPair, 'from' | 'to'>) =>
    moves.some((move) => move.from === wanted.from && move.to === wanted.to)
  const violation = (code: KeyPairViolationCode, message: string, wayForward: string) => [
    { code, id, message, wayForward },
  ]
  const alone = transitions.filter(
    ({ moves: [only, second] }) => second === undefined && only.from === from && only.to === to,
  )
  if (from === 'active' && to === 'compromised') {
    return other({ from: 'staged', to: 'active' })
      ? []
      : violation(
          'key-pair/compromised-without-heir',
          `the active key pair ${id} is declared compromised, and no staged one is promoted in the same change`,
          '`ikctl rotate compromise` does both; without a standby see docs/emergency.md',
        )
  }
  if (alone.length > 0 && alone.every(({ guards }) => !guards.includes('noActive'))) return []
  const complete = transitions.some(
    ({ moves: all }) =>
      all.length > 1 && all.some((m) => m.from === from && m.to === to) && all.every(other),
  )
  if (complete) return []
  return violation(
    'key-pair/half-a-swap',
    `key pair ${id} goes from ${from} to ${to}, without the other half of the swap in the same change`,
    swaps[`${from} ${to}`] ?? 'use `ikctl rotate`, which changes both entries',
  )
}

const swaps: Record<string, string> = {
  'staged active':
    'the active key pair becomes retiring in the same change: `ikctl rotate promote`',
  'active retiring': 'a staged key pair becomes active in the same change: `ikctl rotate promote`',
  'retiring active':
    'the active key pair becomes staged in the same change: `ikctl rotate rollback`',
  'active staged': 'a retiring key pair becomes active in the same change: `ikctl rotate rollback`',
  'none active': 'another key pair is active: adopt this one as staged or retiring',
}

function withoutReason(
  { transition, moved }: AppliedTransition,
  { head }: KeyPairChange,
): KeyPairViolation[] {
  const [subject] = moved
  if (subject === undefined || !transition.guards.includes('reason')) return []
  if (head.keyPairs.get(subject.id)?.reason?.trim()) return []
  return [
    {
      code: 'key-pair/no-reason',
      id: subject.id,
      message: `key pair ${subject.id} is compromised, but there is no reason`,
      wayForward: 'say what happened: `ikctl rotate compromise --reason "..."`',
    },
  ]
}
