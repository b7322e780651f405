import type { Guard, Transition } from '../key-pair/transitions.ts'
import type { EvidenceKind } from './evidence.ts'
import type { MovedKeyPair } from './plan-step.ts'

/** A proof that travels with a change: a file in `evidence/`, signed by the evidence key. */
export interface Proof {
  /** The guard of a transition that it satisfies. */
  guard: Guard
  kind: EvidenceKind
  /** Whether it may not be older than `rotation.evidence.maxAge`. */
  fresh: boolean
  /** The command that makes it. */
  command(environment: string, id: string): string
}

/** All proofs. A change of who signs, or of who may be next, has one here. */
export const proofs: readonly Proof[] = [
  {
    guard: 'canary',
    kind: 'canary',
    fresh: true,
    command: (environment, id) => `ikctl rotate prove ${environment} ${id}`,
  },
  {
    guard: 'staging',
    kind: 'canary',
    // An emergency must not wait for a vault.
    fresh: false,
    command: (environment, id) => `ikctl rotate prove ${environment} ${id}`,
  },
  {
    guard: 'evidence',
    kind: 'promote',
    fresh: true,
    command: (environment, id) => `ikctl smoke ${environment} --candidate ${id}`,
  },
  {
    guard: 'refusal',
    kind: 'retire',
    fresh: true,
    command: (environment, id) => `ikctl rotate retire ${environment} ${id}`,
  },
]

/** The proof of a cut-over: no key pair moves, but another one signs for these tenants. */
export const cutoverProof: Omit<Proof, 'guard'> = {
  kind: 'cutover',
  fresh: true,
  command: (environment) => `ikctl smoke ${environment} --cutover`,
}

/** The proofs that a transition needs. */
export function proofsOf({ guards }: Transition): Proof[] {
  return proofs.filter(({ guard }) => guards.includes(guard))
}

/** The key pair that a transition's proof is about: the one that signs from then on, else the named one. */
export function provenKeyPair(moved: readonly MovedKeyPair[]): MovedKeyPair {
  const about = moved.find(({ to }) => to === 'active') ?? moved[0]
  if (about === undefined) throw new TypeError('a transition moves at least one key pair')
  return about
}
