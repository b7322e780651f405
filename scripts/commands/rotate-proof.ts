import type { Environment } from '../../src/config/environment.ts'
import type { Transition } from '../../src/key-pair/transitions.ts'
import { environmentHistory } from '../../src/plan/environment-history.ts'
import { overrideOptions } from '../../src/plan/overrides.ts'
import { checkProofs } from '../../src/rotation/check-proofs.ts'
import { evidenceFileName } from '../../src/rotation/evidence.ts'
import type { KeyPairChange } from '../../src/rotation/key-pair-change.ts'
import type { Step } from '../../src/rotation/plan-step.ts'
import { provenKeyPair } from '../../src/rotation/proofs.ts'
import { proveCanary } from '../../src/rotation/prove-canary.ts'
import { type UsableKeyPair, usableKeyPair } from '../../src/rotation/usable-key-pair.ts'
import type { Session } from '../../src/session/open-session.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { readEvidence, readEvidenceKey } from '../environment/read-evidence.ts'
import { requireOwnServices } from '../environment/require-services.ts'
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-codes.ts'
import { gitRevision } from '../input/git-revision.ts'
import type { Io } from '../io.ts'
import { refused } from '../output/refused.ts'
import { say } from '../output/say.ts'
import { applyChange, type RotateOptions, type RotationChange } from './rotate-step.ts'

/** What verbs take that make a key pair usable. */
export interface ProofOptions extends RotateOptions {
  /** Ids of key pairs that may become usable without proof. */
  allowUnprovenKeyPair?: string[]
}

/** Files to write, by path relative to the start folder, or why the verb ends here. */
export type Proven = { files: ReadonlyMap<string, string> } | { exitCode: ExitCode }

/**
 * Logs in as the canary user with a key pair. Docusign's refusal ends the verb; where only the proof cannot
 * be had, it goes on if that is allowed by name.
 */
export async function proveByCanary(
  session: Session,
  keyPair: UsableKeyPair,
  options: ProofOptions,
  io: Io,
): Promise<Proven> {
  const { id } = keyPair
  const { environment } = session
  const proof = await proveCanary(session, {
    ...{ id, keyPair },
    commit: gitRevision(options.directory)?.commit ?? null,
    evidenceKey: readEvidenceKey(environment, options.directory),
  })
  const withoutProof = (message: string, wayForward: string, exitCode: ExitCode): Proven => {
    if (goesUnproven(id, message, options, io)) return { files: new Map() }
    refused(message, `${wayForward}; ${orWithoutProof(id)}`, io)
    return { exitCode }
  }
  if (proof.outcome === 'failed') {
    const { failure } = proof
    const isRejected = failure.class === 'key_rejected'
    const message = isRejected
      ? `Docusign does not accept ${id}: ${failure.message}`
      : `the canary user could not log in with ${id}: ${failure.message}`
    const wayForward = isRejected
      ? `upload the public half if that was not done, and wait: how fast Docusign takes a new key pair is not known. Else ${failure.action}`
      : failure.action
    const exitCode = failure.scope === 'host' ? exitCodes.incomplete : exitCodes.problems
    if (!isRejected) return withoutProof(message, wayForward, exitCode)
    refused(message, wayForward, io)
    return { exitCode }
  }
  if (proof.outcome === 'no_signature') {
    const message = `the vault gives no signature with ${id}: ${proof.error.message}`
    return withoutProof(message, 'run this again when it does', exitCodeOf(proof.error))
  }
  io.stdout.write(`the canary user logged in with ${id}: Docusign accepts it\n`)
  if (proof.outcome === 'unsigned') {
    const { message, wayForward, error } = proof
    const exitCode = error === undefined ? exitCodes.problems : exitCodeOf(error)
    return withoutProof(`nothing proves that login to others: ${message}`, wayForward, exitCode)
  }
  const { evidence } = proof
  const file = `${environment.path}/evidence/${evidenceFileName(id, 'canary')}`
  return { files: evidence === undefined ? new Map() : new Map([[file, evidence]]) }
}

/** Takes a step whose proofs are there, after the canary user's login where that is one of them. */
export async function takeProvenStep(
  loaded: RotationChange['loaded'],
  step: Step & { outcome: 'ready' },
  options: ProofOptions,
  io: Io,
): Promise<ExitCode> {
  const { environment } = loaded
  const problem = await requireProofs(environment, step, options, io)
  if (problem !== undefined) return problem
  if (!step.transition.guards.includes('canary')) {
    return applyChange({ loaded, ...step }, options, io)
  }
  requireOwnServices(environment, io)
  const session = await openEnvironment(environment, io)
  try {
    const keyPair = await usableKeyPair(session, provenKeyPair(step.moved).id)
    const proven = await proveByCanary(session, keyPair, options, io)
    if ('exitCode' in proven) return proven.exitCode
    return await applyChange({ loaded, ...step, ...proven }, options, io)
  } finally {
    await session.close()
  }
}

/** A change of the working tree, judged on its own as its base. */
export function workingTreeChange(
  environment: Environment,
  keyPairs: KeyPairChange['head']['keyPairs'],
  { directory }: RotateOptions,
  io: Io,
): KeyPairChange {
  const { name, integration, tenants } = environment
  const evidence = (file: string) => readEvidence(environment, file, directory)
  const revision = { integration, keyPairs: environment.keyPairs, evidence }
  const git = gitRevision(directory)
  const history = git && environmentHistory(directory, git.commit, name)
  return {
    environment: name,
    base: revision,
    head: { ...revision, keyPairs },
    isAncestorOfBase: history?.isAncestor,
    history: history?.keyPairs,
    fleet: {
      base: () => tenants.filter(({ status }) => status === 'live').length,
      at: (commit) => history?.liveTenants(commit),
    },
    now: io.now(),
  }
}

// --- internal ---

/**
 * Whether the proofs are there that need no login now: those of an earlier command, and of Git's history.
 *
 * @returns an exit code when they are not.
 */
async function requireProofs(
  environment: Environment,
  { transition, moved, keyPairs }: Step & { outcome: 'ready' },
  options: ProofOptions,
  io: Io,
): Promise<ExitCode | undefined> {
  const offline: Transition = {
    ...transition,
    guards: transition.guards.filter((guard) => guard !== 'canary'),
  }
  const change = workingTreeChange(environment, keyPairs, options, io)
  const { violations } = await checkProofs({ transition: offline, moved }, change)
  for (const { id = '', message, wayForward, unproven } of violations) {
    if (unproven && goesUnproven(id, message, options, io)) continue
    return refused(message, unproven ? `${wayForward}; ${orWithoutProof(id)}` : wayForward, io)
  }
  return undefined
}

function orWithoutProof(id: string): string {
  return `where no proof can be had, ${overrideOptions.unprovenKeyPairs} ${id} goes on without one, and the pull request needs the label ${labelOf(id)}`
}

function labelOf(id: string): string {
  return `"${overrideOptions.unprovenKeyPairs.slice(2)}=${id}"`
}

/** Says so, where it was allowed by name. */
function goesUnproven(
  id: string,
  message: string,
  { allowUnprovenKeyPair = [] }: ProofOptions,
  io: Io,
): boolean {
  if (!allowUnprovenKeyPair.includes(id)) return false
  say(
    `without proof: ${message}\nthe pull request needs the label ${labelOf(id)}, which names it for review\n`,
    io.stderr,
  )
  return true
}
