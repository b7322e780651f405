import type { KeyPair } from '../config/environment.ts'
import { inState, type KeyPairMap } from '../key-pair/key-pair-map.ts'
import { formatTime } from '../key-pair/state-times.ts'
import { type KeyPairState, keyPairStates, maxRegisteredKeyPairs } from '../key-pair/states.ts'
import {
  type Move,
  type Place,
  stateGuardsHold,
  type Transition,
  transitions,
  type Verb,
} from '../key-pair/transitions.ts'

/** What a verb is asked to do. */
export interface StepRequest {
  verb: Verb
  /** Absent: the key pair that the verb is about, where there is no choice. */
  id?: string | undefined
  /** The moment that `since` records, epoch milliseconds. */
  now: number
  /** `start` and `adopt`: the new entry, without `since`. */
  entry?: Omit<KeyPair, 'since'>
  /** `compromise`: why. */
  reason?: string | undefined
}

/** Why a step is refused; the codes are stable. */
export type StepRefusal =
  | 'no_such_key_pair'
  | 'id_taken'
  | 'not_from_this_state'
  | 'one_at_a_time'
  | 'too_many_registered'
  | 'no_heir'
  | 'no_reason'

/** A key pair that changes its state. */
export interface MovedKeyPair extends Move {
  id: string
}

/** What a verb comes to. */
export type Step =
  | {
      outcome: 'ready'
      id: string
      transition: Transition
      moved: readonly MovedKeyPair[]
      /** All key pairs afterwards; the transition's guards are still to be met. */
      keyPairs: Map<string, KeyPair>
    }
  | { outcome: 'done'; id: string; message: string }
  | { outcome: 'refused'; code: StepRefusal; message: string; wayForward: string }

/**
 * What one verb of `ikctl rotate` does to the key pairs. Nothing is read or written, and what needs
 * proof (the guards of the transition) is left to the caller.
 */
export function planStep(keyPairs: KeyPairMap, request: StepRequest): Step {
  const { verb, entry } = request
  const id = request.id ?? subjectOf(keyPairs, verb)
  if (id === undefined) return withoutSubject(keyPairs, verb)
  const keyPair = keyPairs.get(id)
  const from: Place = keyPair?.state ?? 'none'
  const creates = verb === 'start' || verb === 'adopt'
  const variants = transitions.filter(
    ({ verb: other, moves }) => other === verb && moves[0].from === from,
  )

  if (creates ? isSame(keyPair, entry) : isDone(verb, keyPair)) {
    return { outcome: 'done', id, message: `${id} is ${from} already${sinceWords(keyPair)}` }
  }
  if (creates && keyPair !== undefined) {
    return refuse(
      'id_taken',
      `there is a key pair "${id}" already, and it is ${from}`,
      'an id is never used again: choose another one',
    )
  }
  if (!creates && keyPair === undefined) {
    if (verb === 'remove') return { outcome: 'done', id, message: `there is no entry "${id}"` }
    return refuse(
      'no_such_key_pair',
      `there is no key pair "${id}"`,
      keyPairs.size === 0
        ? 'there are none yet: `ikctl rotate start` declares the first'
        : `there are ${[...keyPairs.keys()].join(', ')}`,
    )
  }
  if (variants.length === 0) {
    return refuse(
      'not_from_this_state',
      `a key pair that is ${from} cannot be ${participles[verb]}`,
      otherVerbs(id, from, verb),
    )
  }
  if (verb === 'compromise' && !request.reason?.trim()) {
    return refuse('no_reason', 'the reason is missing', 'say what happened with --reason "..."')
  }

  const fitting = variants
    .filter(({ moves }) => !creates || moves[0].to === entry?.state)
    .map((transition) => ({ transition, moved: assign(keyPairs, transition, id) }))
    .find(({ moved }) => moved !== undefined)
  if (fitting?.moved === undefined) return withoutPartner(keyPairs, verb, id, from)
  const { transition, moved } = fitting
  const after = applyMoves(keyPairs, moved, request)
  const crowd = crowded(keyPairs, after)
  if (crowd !== undefined) return crowd
  return { outcome: 'ready', id, transition, moved, keyPairs: after }
}

// --- internal ---

const participles: Record<Verb, string> = {
  start: 'started',
  stage: 'staged',
  promote: 'promoted',
  rollback: 'rolled back to',
  retire: 'retired',
  withdraw: 'withdrawn',
  remove: 'removed',
  compromise: 'declared compromised',
  adopt: 'adopted',
}

/** Where a verb leads: a key pair that is there needs it no more. */
const destinations: Partial<Record<Verb, KeyPairState>> = {
  stage: 'staged',
  promote: 'active',
  rollback: 'active',
  retire: 'retired',
  withdraw: 'pending',
  compromise: 'compromised',
}

function isDone(verb: Verb, keyPair: KeyPair | undefined): boolean {
  return keyPair !== undefined && keyPair.state === destinations[verb]
}

/** Whether an entry that was asked for is there. */
function isSame(keyPair: KeyPair | undefined, entry: StepRequest['entry']): boolean {
  return (
    keyPair !== undefined &&
    keyPair.state === entry?.state &&
    (entry.key === undefined || keyPair.key === entry.key)
  )
}

/** The states whose key pair a verb means when none is named, in this order. */
const subjects: Partial<Record<Verb, readonly KeyPairState[]>> = {
  stage: ['pending'],
  promote: ['staged'],
  rollback: ['retiring'],
  retire: ['retiring', 'compromised'],
}

function subjectOf(keyPairs: KeyPairMap, verb: Verb): string | undefined {
  for (const state of subjects[verb] ?? []) {
    const [only, second] = inState(keyPairs, state)
    if (only !== undefined && second === undefined) return only
  }
  return undefined
}

/** Nothing is there to be done: it was done before, or a step is missing. */
function withoutSubject(keyPairs: KeyPairMap, verb: Verb): Step {
  const done = (state: KeyPairState, because = true): Step | undefined => {
    const [id] = inState(keyPairs, state)
    if (id === undefined || !because) return undefined
    return {
      outcome: 'done',
      id,
      message: `${id} is ${state} already${sinceWords(keyPairs.get(id))}`,
    }
  }
  const was = (state: KeyPairState) => inState(keyPairs, state).length > 0
  const [staged] = inState(keyPairs, 'staged')
  const before =
    (verb === 'stage' && done('staged')) ||
    (verb === 'promote' && done('active', was('retiring') && !was('pending'))) ||
    (verb === 'rollback' &&
      done('active', keyPairs.get(staged ?? '')?.since.active !== undefined)) ||
    (verb === 'retire' && !was('compromised') && done('retired'))
  if (before) return before
  const states = subjects[verb] ?? []
  if (states.length === 0) {
    return refuse('no_such_key_pair', 'the key pair is not named', namesOf(keyPairs))
  }
  const several = states.some((state) => inState(keyPairs, state).length > 1)
  return refuse(
    'no_such_key_pair',
    several
      ? `several key pairs are ${states.join(' or ')}`
      : `no key pair is ${states.join(' or ')}`,
    several
      ? `name the one that is meant: ${namesOf(keyPairs)}`
      : (missingStep[verb] ?? namesOf(keyPairs)),
  )
}

const missingStep: Partial<Record<Verb, string>> = {
  stage: '`ikctl rotate start` declares a new one',
  promote: '`ikctl rotate start` and `ikctl rotate stage` come first',
  rollback: 'there is nothing to go back to; a key pair that is staged can be promoted',
  retire: 'promote another key pair first: then the present one is retiring',
}

function namesOf(keyPairs: KeyPairMap): string {
  if (keyPairs.size === 0) return 'there are no key pairs'
  return `there are ${[...keyPairs].map(([id, { state }]) => `${id} (${state})`).join(', ')}`
}

/** The transition's moves with the key pairs that make them; undefined when one is missing. */
function assign(
  keyPairs: KeyPairMap,
  transition: Transition,
  id: string,
): MovedKeyPair[] | undefined {
  if (!stateGuardsHold(keyPairs, transition)) return undefined
  const [first, ...others] = transition.moves
  const moved: MovedKeyPair[] = [{ id, ...first }]
  for (const move of others) {
    const [partner, second] = inState(keyPairs, move.from as KeyPairState)
    if (partner === undefined || second !== undefined) return undefined
    moved.push({ id: partner, ...move })
  }
  return moved
}

function withoutPartner(keyPairs: KeyPairMap, verb: Verb, id: string, from: Place): Step {
  if (verb === 'compromise') {
    return refuse(
      'no_heir',
      `${id} signs, and there is no staged or retiring key pair to take its place: nobody could log in`,
      'make another one first, as fast as can be: `ikctl rotate start`, `pulumi up`, `ikctl rotate stage`, upload, `ikctl rotate stage --docusign-id`, then this again. To stop all logins at once instead, delete the key pair at Docusign by hand now. docs/emergency.md leads through both',
    )
  }
  const [active] = inState(keyPairs, 'active')
  if (verb === 'adopt' && active !== undefined) {
    return refuse(
      'one_at_a_time',
      `${active} is active, and only one key pair can be`,
      `adopt it as what it is at Docusign: --state staged (registered, not used yet) or --state retiring (registered, replaced)`,
    )
  }
  return refuse(
    'not_from_this_state',
    `${id} is ${from}, and no key pair is active that it could change places with`,
    otherVerbs(id, from, verb),
  )
}

function applyMoves(
  keyPairs: KeyPairMap,
  moved: readonly MovedKeyPair[],
  { now, entry, reason }: StepRequest,
): Map<string, KeyPair> {
  const after = new Map(keyPairs)
  for (const { id, to } of moved) {
    const keyPair = keyPairs.get(id) ?? entry
    if (to === 'none' || keyPair === undefined) {
      after.delete(id)
      continue
    }
    const { docusignKeyPairId, ...rest } = keyPair
    const since = 'since' in keyPair ? (keyPair as KeyPair).since : {}
    after.set(id, {
      ...rest,
      state: to,
      // A key pair that was taken back gets a new id when it is uploaded again.
      ...(to !== 'pending' && docusignKeyPairId !== undefined && { docusignKeyPairId }),
      ...(to === 'compromised' && reason !== undefined && { reason: reason.trim() }),
      since: { ...since, [to]: formatTime(now) },
    })
  }
  return after
}

/** Refuses what would make more of a state than there may be. */
function crowded(before: KeyPairMap, after: KeyPairMap): Step | undefined {
  for (const [state, { several }] of Object.entries(keyPairStates)) {
    const ids = inState(after, state as KeyPairState)
    if (several || ids.length <= Math.max(1, inState(before, state as KeyPairState).length))
      continue
    const [other = ''] = ids.filter((id) => before.get(id)?.state === state)
    return refuse(
      'one_at_a_time',
      `${other} is ${state}, and there may be one such key pair at a time`,
      whatFirst[state as KeyPairState]?.(other) ?? '',
    )
  }
  const registered = (keyPairs: KeyPairMap) =>
    [...keyPairs.values()].filter(({ state }) => keyPairStates[state].registered).length
  if (registered(after) > Math.max(maxRegisteredKeyPairs, registered(before))) {
    return refuse(
      'too_many_registered',
      `Docusign keeps at most ${maxRegisteredKeyPairs} key pairs for one integration key, and so many are registered`,
      'delete one at Docusign and retire it first',
    )
  }
  return undefined
}

const whatFirst: Partial<Record<KeyPairState, (id: string) => string>> = {
  pending: (id) =>
    `finish it (\`ikctl rotate stage\`), or give ${id} up: \`ikctl rotate withdraw --remove\``,
  staged: (id) => `promote ${id}, or take it back: \`ikctl rotate withdraw\``,
  retiring: (id) =>
    `finish that rotation: delete ${id} at Docusign after the overlap, then \`ikctl rotate retire\``,
}

/** What can be done instead. */
function otherVerbs(id: string, from: Place, refused: Verb): string {
  const special = detours[`${refused} ${from}`]
  if (special !== undefined) return special
  const verbs = [
    ...new Set(transitions.filter(({ moves }) => moves[0].from === from).map(({ verb }) => verb)),
  ].map((verb) => (verb === 'remove' ? 'withdraw --remove' : verb))
  return verbs.length === 0 ? `${id} stays as it is` : `from here it can: ${verbs.join(', ')}`
}

const detours: Record<string, string> = {
  'promote pending': 'prove first that Docusign accepts it: `ikctl rotate stage`',
  'retire active': 'promote another key pair first: then this one is retiring',
  'withdraw active': 'promote another key pair first: then this one is retiring',
  'remove active': 'promote another key pair first, then retire this one',
  'remove staged': 'take it back first with `ikctl rotate withdraw`, without --remove',
  'remove retiring':
    'an entry goes when Docusign is proven to refuse it: `ikctl rotate retire` first',
  'remove compromised':
    'an entry goes when Docusign is proven to refuse it: `ikctl rotate retire` first',
  'retire staged': 'take it back with `ikctl rotate withdraw`: it does not sign',
  'rollback staged': 'a staged key pair is promoted: `ikctl rotate promote`',
  'promote retiring': 'going back is a rollback: `ikctl rotate rollback`',
}

function sinceWords(keyPair: KeyPair | undefined): string {
  const since = keyPair?.since[keyPair.state]
  return since === undefined ? '' : ` since ${since}`
}

function refuse(code: StepRefusal, message: string, wayForward: string): Step {
  return { outcome: 'refused', code, message, wayForward }
}
