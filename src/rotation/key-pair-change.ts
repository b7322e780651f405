import type { Integration, KeyPair } from '../config/environment.ts'
import type { KeyPairMap } from '../key-pair/key-pair-map.ts'
import type { Transition } from '../key-pair/transitions.ts'
import type { MovedKeyPair } from './plan-step.ts'
import type { EvidenceRefusal, Fleet } from './verify-evidence.ts'

/** What one revision says about an environment's key pairs. */
export interface KeyPairRevision {
  integration: Pick<
    Integration,
    'product' | 'integrationKey' | 'platform' | 'rotation' | 'managementAccount'
  >
  keyPairs: KeyPairMap
  /** The text of a file in `evidence/`. */
  evidence(fileName: string): string | undefined
}

/** A key pair as an earlier commit has it. */
export interface PastKeyPair
  extends Partial<Pick<KeyPair, 'state' | 'key' | 'thumbprint' | 'docusignKeyPairId'>> {
  id: string
}

/** A change of key pairs between two revisions. */
export interface KeyPairChange {
  /** Name of the environment. */
  environment: string
  /** Its policy, evidence key and history are the judge. */
  base: KeyPairRevision
  head: KeyPairRevision
  /** Whether a commit is the base or one of its ancestors; absent: outside a Git repository. */
  isAncestorOfBase?: ((commit: string) => boolean) | undefined
  /** The key pairs of the base and of all commits before it; absent: outside a Git repository. */
  history?: (() => readonly PastKeyPair[]) | undefined
  /** How many tenants there are to log in; absent: unknown. */
  fleet?: Fleet | undefined
  /** Ids of key pairs that may become usable without proof. */
  allowUnproven?: readonly string[] | undefined
  /** Epoch milliseconds. */
  now: number
}

/** Why a change is refused; the codes are stable. */
export type KeyPairViolationCode =
  | 'key-pair/removed'
  | 'key-pair/forbidden-transition'
  | 'key-pair/several-active'
  | 'key-pair/none-usable'
  | 'key-pair/half-a-swap'
  | 'key-pair/compromised-without-heir'
  | 'key-pair/no-reason'
  | 'key-pair/rewritten'
  | 'key-pair/invented-past'
  | 'key-pair/id-reused'
  | 'key-pair/key-reused'
  | 'key-pair/never-active'
  | 'evidence/missing'
  | `evidence/${Hyphenated<EvidenceRefusal>}`

/** A code in the form of those of the plan. */
export type Hyphenated<Code extends string> = Code extends `${infer Head}_${infer Tail}`
  ? `${Head}-${Hyphenated<Tail>}`
  : Code

/** What is wrong with a change. */
export interface KeyPairViolation {
  code: KeyPairViolationCode
  /** The key pair; absent: all of them together. */
  id?: string
  message: string
  wayForward: string
  /** Nothing is known to be wrong, but the proof is missing or does not count. */
  unproven?: boolean
}

/** One transition that a change makes. */
export interface AppliedTransition {
  transition: Transition
  moved: readonly MovedKeyPair[]
}

/** What was proven of a key pair, in words. */
export interface ProvenKeyPair {
  id: string
  summary: string
}
