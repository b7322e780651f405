import { setTimeout as sleep } from 'node:timers/promises'
import { appsAndKeys } from '../../src/key-pair/apps-and-keys.ts'
import { inState } from '../../src/key-pair/key-pair-map.ts'
import { checkProofs } from '../../src/rotation/check-proofs.ts'
import { evidenceFileName, minRefusals } from '../../src/rotation/evidence.ts'
import type { KeyPairChange } from '../../src/rotation/key-pair-change.ts'
import { planStep, type Step } from '../../src/rotation/plan-step.ts'
import { proveRetirement, type RetirementProof } from '../../src/rotation/prove-retirement.ts'
import { type UsableKeyPair, usableKeyPair } from '../../src/rotation/usable-key-pair.ts'
import type { Session } from '../../src/session/open-session.ts'
import { loadValidated, type ValidatedEnvironment } from '../environment/load-environment.ts'
import { openEnvironment } from '../environment/open-environment.ts'
import { readEvidence, readEvidenceKey } from '../environment/read-evidence.ts'
import { requireOwnServices } from '../environment/require-services.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import { gitRevision } from '../input/git-revision.ts'
import type { Io } from '../io.ts'
import { refused } from '../output/refused.ts'
import { say } from '../output/say.ts'
import { workingTreeChange } from './rotate-proof.ts'
import { applyChange, endStep, type RotateOptions } from './rotate-step.ts'

export interface RotateRetireOptions extends RotateOptions {
  /** When the settings with the new key pair were published, where no settings vault knows it. */
  publishedAt?: string
  attempts: number
  /** Between two attempts, in seconds. */
  interval: number
}

/** Proves that Docusign refuses a key pair that was deleted there, and records the proof. */
export async function rotateRetireCommand(
  name: string,
  id: string | undefined,
  options: RotateRetireOptions,
  io: Io,
): Promise<ExitCode> {
  if (options.attempts < minRefusals) {
    throw new UsageError(`--attempts must be at least ${minRefusals}`)
  }
  const loaded = loadValidated(name, options.directory, io)
  const { environment } = loaded
  const step = planStep(environment.keyPairs, { verb: 'retire', id, now: io.now() })
  if (step.outcome !== 'ready') return endStep(step, environment, io)
  requireOwnServices(environment, io)
  const session = await openEnvironment(environment, io)
  try {
    return await retire({ loaded, session, step }, options, io)
  } finally {
    await session.close()
  }
}

// --- internal ---

interface Retirement {
  loaded: ValidatedEnvironment
  session: Session
  step: Step & { outcome: 'ready' }
}

async function retire(
  { loaded, session, step }: Retirement,
  options: RotateRetireOptions,
  io: Io,
): Promise<ExitCode> {
  const { environment } = loaded
  const [activeId] = inState(environment.keyPairs, 'active')
  if (activeId === undefined) {
    return refused(
      'no key pair is active, so nothing can show that logins work at all',
      'promote one first',
      io,
    )
  }
  const active = await usableKeyPair(session, activeId)
  const candidate = await usableKeyPair(session, step.id)
  const fileName = evidenceFileName(candidate.id, 'retire')
  const finish = (text?: string) => {
    const files = new Map(
      text === undefined ? [] : [[`${environment.path}/evidence/${fileName}`, text]],
    )
    return applyChange({ loaded, ...step, files }, options, io)
  }
  const counts = async (text: string) => {
    const change = withProof(workingTreeChange(environment, step.keyPairs, options, io), {
      ...{ fileName, text, active, candidate },
    })
    const [problem] = (await checkProofs(step, change)).violations
    return problem
  }
  // Proof of an earlier run that was stopped before it wrote the new state.
  const before = readEvidence(environment, fileName, options.directory)
  if (before !== undefined && (await counts(before)) === undefined) return finish(before)

  const proof = await proveRetirement(session, {
    ...{ active, candidate, attempts: options.attempts },
    needsOverlap: step.transition.guards.includes('overlap'),
    statedPublishedAt: readTime(options.publishedAt),
    pause: () => sleep(options.interval * 1000, undefined, { signal: io.signal }),
    commit: gitRevision(options.directory)?.commit ?? null,
    evidenceKey: readEvidenceKey(environment, options.directory),
  })
  if (proof.outcome !== 'proven') {
    return describeFailure(proof, { session, active, candidate }, options, io)
  }
  const problem = proof.evidence === undefined ? undefined : await counts(proof.evidence)
  if (problem !== undefined) return refused(problem.message, problem.wayForward, io)
  say(
    `Docusign refused ${candidate.id} ${proof.refusal.refused} times and accepted ${active.id} ${proof.refusal.activeAccepted} times in between\n`,
    io.stdout,
  )
  return finish(proof.evidence)
}

/** A change with a proof that is not written yet, about key pairs as the vault knows them. */
function withProof(
  change: KeyPairChange,
  {
    fileName,
    text,
    active,
    candidate,
  }: { fileName: string; text: string; active: UsableKeyPair; candidate: UsableKeyPair },
): KeyPairChange {
  const { base, head } = change
  const keyPairs = new Map(base.keyPairs).set(active.id, active).set(candidate.id, candidate)
  const evidence = (file: string) => (file === fileName ? text : head.evidence(file))
  return { ...change, base: { ...base, keyPairs }, head: { ...head, evidence } }
}

function readTime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const time = Date.parse(text)
  if (!Number.isNaN(time) && /Z$/.test(text)) return time
  throw new UsageError('--published-at must be a time in UTC such as 2026-05-04T08:00:00Z')
}

function describeFailure(
  proof: Exclude<RetirementProof, { outcome: 'proven' }>,
  {
    session,
    active,
    candidate,
  }: { session: Session; active: UsableKeyPair; candidate: UsableKeyPair },
  { attempts }: RotateRetireOptions,
  io: Io,
): ExitCode {
  const { integration } = session.environment
  switch (proof.outcome) {
    case 'not_ready':
      return refused(proof.message, proof.wayForward, io)
    case 'no_signature':
      return refused(
        `there is no signature with ${candidate.id} to try: ${proof.error.message}`,
        'a key that is disabled or gone proves nothing about Docusign: enable its version in the vault for the proof, `ikctl key sync` disables it afterwards',
        io,
      )
    case 'accepted':
      return refused(
        `Docusign accepted ${candidate.id} (attempt ${proof.attempt} of ${attempts}): it is not deleted there, or not everywhere yet`,
        `delete it by hand${candidate.docusignKeyPairId === undefined ? '' : ` (key pair id ${candidate.docusignKeyPairId})`}: ${appsAndKeys(integration, 'Service Integration')}; how long Docusign then takes is not known, so wait and run this again`,
        io,
      )
    case 'unproven': {
      const { failure } = proof
      refused(
        `nothing is proven: the login with ${proof.with === 'active' ? active.id : candidate.id} failed (${failure.class}): ${failure.message}`,
        failure.action,
        io,
      )
      if (failure.scope === 'host') return exitCodes.incomplete
      return proof.with === 'active' && failure.scope === 'app'
        ? exitCodes.integrationKey
        : exitCodes.problems
    }
  }
}
