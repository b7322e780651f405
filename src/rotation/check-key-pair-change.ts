import type { Integration, KeyPair } from '../config/environment.ts'
import { inState, type KeyPairMap } from '../key-pair/key-pair-map.ts'
import { keyPairStates } from '../key-pair/states.ts'
import {
  type Guard,
  stateGuardsHold,
  type Transition,
  transitions,
} from '../key-pair/transitions.ts'
import { defaultEvidencePolicy, type Evidence, evidenceFileName } from './evidence.ts'
import type { MovedKeyPair } from './plan-step.ts'
import { type EvidenceExpectations, verifyEvidence } from './verify-evidence.ts'

/** What one revision says about an environment's key pairs. */
export interface KeyPairRevision {
  integration: Pick<Integration, 'product' | 'integrationKey' | 'platform' | 'rotation'>
  keyPairs: KeyPairMap
  /** The text of `evidence/evidence.pem`. */
  evidenceKey?: string | undefined
}

/** A change of key pairs between two revisions. */
export interface KeyPairChange {
  /** Name of the environment. */
  environment: string
  base: KeyPairRevision
  head: KeyPairRevision
  /** The text of a file in the head's `evidence/`. */
  evidence(fileName: string): string | undefined
  /** Whether a commit is the base or one of its ancestors; absent: outside a Git repository. */
  isAncestorOfBase?: ((commit: string) => boolean) | undefined
  /** Epoch milliseconds. */
  now: number
}

/** What is wrong with a change. The codes are stable. */
export interface KeyPairViolation {
  code: string
  /** The key pair; absent: all of them together. */
  id?: string
  message: string
  wayForward: string
}

/** One transition that a change makes. */
export interface AppliedTransition {
  transition: Transition
  moved: readonly MovedKeyPair[]
}

/** What a change does to the key pairs, and what is wrong with it. */
export interface CheckedKeyPairChange {
  transitions: AppliedTransition[]
  violations: KeyPairViolation[]
}

/**
 * Checks a change of key pairs: only transitions of the table, whole ones, with their proof, and
 * nothing rewritten. Policy and evidence key are the base revision's.
 */
export async function checkKeyPairChange(change: KeyPairChange): Promise<CheckedKeyPairChange> {
  const { base, head } = change
  const moved = movesBetween(base.keyPairs, head.keyPairs)
  const violations = [
    ...moved.filter((move) => !isListed(move)).map((move) => forbidden(move)),
    ...usableViolations(base.keyPairs, head.keyPairs),
    ...[...base.keyPairs].flatMap(([id, before]) => {
      const after = head.keyPairs.get(id)
      return after === undefined ? [] : rewritten(id, before, after)
    }),
  ]
  const listed = moved.filter(isListed)
  const applied = cover(listed, base.keyPairs)
  if (applied === undefined) violations.push(...uncovered(listed))
  for (const one of applied ?? []) violations.push(...(await unproven(one, change)))
  return { transitions: applied ?? [], violations }
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
    wayForward: detours[`${from} ${to}`] ?? 'use `ikctl rotate`, and merge each step by itself',
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
      'it names what is to be deleted at Docusign one day; withdraw and stage the key pair when it was uploaded anew',
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
      wayForward: 'use `ikctl rotate`, and merge each step by itself',
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
  const violation = (code: string, message: string, wayForward: string) => [
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

/** The guards whose proof travels with the change. */
async function unproven(
  { transition, moved }: AppliedTransition,
  change: KeyPairChange,
): Promise<KeyPairViolation[]> {
  const [subject] = moved
  if (subject === undefined) return []
  const violations: KeyPairViolation[] = []
  const needs = (guard: Guard) => transition.guards.includes(guard)
  if (needs('reason') && !change.head.keyPairs.get(subject.id)?.reason?.trim()) {
    violations.push({
      code: 'key-pair/no-reason',
      id: subject.id,
      message: `key pair ${subject.id} is compromised, but there is no reason`,
      wayForward: 'say what happened: `ikctl rotate compromise --reason "..."`',
    })
  }
  // Emulated keys live as long as the emulators: evidence about them is asked for where there is a key.
  const { base } = change
  if (base.integration.platform === 'emulator' && base.evidenceKey === undefined) return violations
  const kind = needs('evidence') ? 'promote' : needs('refusal') ? 'retire' : undefined
  if (kind === undefined) return violations
  return [...violations, ...(await evidenceViolations(kind, subject, needs('overlap'), change))]
}

async function evidenceViolations(
  kind: Evidence['kind'],
  { id }: MovedKeyPair,
  needsOverlap: boolean,
  change: KeyPairChange,
): Promise<KeyPairViolation[]> {
  const file = evidenceFileName(id, kind)
  const text = change.evidence(file)
  if (text === undefined) {
    return [
      {
        code: 'evidence/missing',
        id,
        message: `${kind === 'promote' ? 'the promotion' : 'the retirement'} of key pair ${id} has no evidence: evidence/${file} is missing`,
        wayForward:
          kind === 'promote'
            ? `make it with \`ikctl smoke ${change.environment} --candidate ${id}\``
            : `make it with \`ikctl rotate retire ${change.environment} ${id}\``,
      },
    ]
  }
  const expected = evidenceExpectations(kind, id, needsOverlap, change)
  const verdict = await verifyEvidence(text, expected)
  if (verdict.ok) return []
  return [
    {
      code: `evidence/${verdict.code.replaceAll('_', '-')}`,
      id,
      message: `evidence/${file}: ${verdict.message}`,
      wayForward: verdict.wayForward,
    },
  ]
}

/** What evidence for a key pair has to fit: everything from the base revision. */
export function evidenceExpectations(
  kind: Evidence['kind'],
  id: string,
  needsOverlap: boolean,
  { environment, base, head, isAncestorOfBase, now }: Omit<KeyPairChange, 'evidence'>,
): EvidenceExpectations {
  const { product, integrationKey, platform, rotation } = base.integration
  const [active = ''] = inState(base.keyPairs, 'active')
  const named = (keyPairId: string) => ({
    id: keyPairId,
    // Only emulated keys may be undeclared: elsewhere nothing is equal to what is not there.
    thumbprint:
      base.keyPairs.get(keyPairId)?.thumbprint ??
      (platform === 'emulator' ? undefined : '(not declared)'),
  })
  return {
    environment,
    kind,
    product,
    integrationKey,
    platform,
    candidate: named(id),
    active: named(active),
    policy: rotation.evidence ?? defaultEvidencePolicy,
    ...(needsOverlap && { overlap: rotation.overlap }),
    publicKey: base.evidenceKey,
    head: {
      policy: head.integration.rotation.evidence ?? defaultEvidencePolicy,
      publicKey: head.evidenceKey,
    },
    isAncestorOfBase,
    now,
  }
}
