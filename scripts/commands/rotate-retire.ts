import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseDuration } from '../../src/config/duration.ts'
import type { Environment, KeyPair } from '../../src/config/environment.ts'
import { readFileIfThere } from '../../src/files/read-file-if-there.ts'
import { appsAndKeys } from '../../src/key-pair/apps-and-keys.ts'
import { inState } from '../../src/key-pair/key-pair-map.ts'
import { formatTime } from '../../src/key-pair/state-times.ts'
import { SignerError } from '../../src/keys/signer-error.ts'
import { checkEvidenceKey } from '../../src/rotation/check-evidence-key.ts'
import { evidenceExpectations } from '../../src/rotation/check-key-pair-change.ts'
import {
  createEvidence,
  evidenceFileName,
  minRefusals,
  type RetireEvidence,
} from '../../src/rotation/evidence.ts'
import { planStep, type Step } from '../../src/rotation/plan-step.ts'
import { proveRefusal } from '../../src/rotation/prove-refusal.ts'
import { readPublishedAt } from '../../src/rotation/read-published-at.ts'
import { verifyEvidence } from '../../src/rotation/verify-evidence.ts'
import {
  loadEnvironment,
  type OpenEnvironment,
  openEnvironment,
} from '../environment/open-environment.ts'
import { readEvidenceKey } from '../environment/read-evidence-key.ts'
import { requireServices } from '../environment/require-services.ts'
import { type ExitCode, exitCodes, UsageError } from '../exit-codes.ts'
import { gitRevision } from '../input/git-revision.ts'
import type { Io } from '../io.ts'
import { refused } from '../output/refused.ts'
import { say } from '../output/say.ts'
import { openServices, type RotationServices } from './rotate-services.ts'
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
  const environment = loadEnvironment(name, options.directory, io)
  const step = planStep(environment.keyPairs, { verb: 'retire', id, now: io.now() })
  if (step.outcome !== 'ready') return endStep(step, environment, io)
  requireServices(environment, io)
  const open = await openEnvironment(name, options.directory, io)
  const services = openServices(open, io)
  try {
    return await retire({ environment, open, services, step }, options, io)
  } finally {
    await services.close()
    await open.close()
  }
}

// --- internal ---

interface Retirement {
  environment: Environment
  open: OpenEnvironment
  services: RotationServices
  step: Step & { outcome: 'ready' }
}

/** A key pair with everything that it takes to sign with it. */
type Usable = KeyPair & { id: string; key: string; thumbprint: string }

async function retire(
  { environment, open, services, step }: Retirement,
  options: RotateRetireOptions,
  io: Io,
): Promise<ExitCode> {
  const [activeId] = inState(environment.keyPairs, 'active')
  if (activeId === undefined) {
    return refused(
      'no key pair is active, so nothing can show that logins work at all',
      'promote one first',
      io,
    )
  }
  const active = await usable(activeId, open, services)
  const candidate = await usable(step.id, open, services)
  const needsOverlap = step.transition.guards.includes('overlap')
  const path = `${environment.path}/evidence/${evidenceFileName(candidate.id, 'retire')}`
  const finish = (text: string) =>
    applyChange({ environment, ...step, files: new Map([[path, text]]) }, options, io)

  const signer = await services.evidenceSigner()
  const declaredKey = readEvidenceKey(environment, options.directory)
  const keyProblem = checkEvidenceKey(environment, declaredKey, signer)
  if (keyProblem !== undefined) return refused(keyProblem.message, keyProblem.wayForward, io)
  const git = gitRevision(options.directory)
  const expected = () => {
    const revision = {
      integration: environment.integration,
      keyPairs: new Map(environment.keyPairs).set(active.id, active).set(candidate.id, candidate),
      evidenceKey: declaredKey ?? signer.publicKey,
    }
    return evidenceExpectations('retire', candidate.id, needsOverlap, {
      ...{ environment: environment.name, base: revision, head: revision },
      isAncestorOfBase: git?.isAncestor,
      now: io.now(),
    })
  }
  // Proof of an earlier run that was stopped before it wrote the new state.
  const before = readFileIfThere(join(options.directory, path))
  if (before !== undefined && (await verifyEvidence(before, expected())).ok) return finish(before)

  let published: Pick<RetireEvidence, 'publishedAt' | 'publishedFrom'> = {}
  if (needsOverlap) {
    const found = await findPublished(environment, active, candidate, open, options)
    if ('problem' in found) return refused(found.problem, found.wayForward, io)
    const overAt =
      Date.parse(found.publishedAt) + parseDuration(environment.integration.rotation.overlap)
    if (io.now() < overAt) {
      return refused(
        `the settings with ${active.id} were published at ${found.publishedAt}; the overlap of ${environment.integration.rotation.overlap} ends at ${formatTime(overAt)}`,
        'leave the key pair at Docusign until then: some process may still sign with it',
        io,
      )
    }
    published = found
  }

  const startedAt = new Date(io.now()).toISOString()
  const proof = await prove({ environment, active, candidate, services }, options, io)
  if ('exitCode' in proof) return proof.exitCode
  const text = await createEvidence(
    {
      kind: 'retire',
      product: environment.integration.product,
      integrationKey: environment.integration.integrationKey,
      platform: environment.integration.platform,
      candidate: { id: candidate.id, thumbprint: candidate.thumbprint },
      active: { id: active.id, thumbprint: active.thumbprint },
      commit: git?.commit ?? null,
      startedAt,
      endedAt: new Date(io.now()).toISOString(),
      from: candidate.state === 'compromised' ? 'compromised' : 'retiring',
      refusal: proof.refusal,
      ...published,
    },
    signer,
    { now: io.now(), signal: io.signal },
  )
  const verdict = await verifyEvidence(text, expected())
  if (!verdict.ok) return refused(verdict.message, verdict.wayForward, io)
  say(
    `Docusign refused ${candidate.id} ${proof.refusal.refused} times and accepted ${active.id} ${proof.refusal.activeAccepted} times in between\n`,
    io.stdout,
  )
  return finish(text)
}

async function usable(
  id: string,
  { environment }: OpenEnvironment,
  services: RotationServices,
): Promise<Usable> {
  const keyPair = environment.keyPairs.get(id)
  if (keyPair === undefined) throw new TypeError('a step is about a key pair that is there')
  const { key, thumbprint } = keyPair
  if (key !== undefined && thumbprint !== undefined) return { ...keyPair, id, key, thumbprint }
  const found = await services.publicKey(id, keyPair)
  return { ...keyPair, id, key: found.key, thumbprint: found.publicKey.thumbprint }
}

/** When applications were told to use the new key pair: the settings vault knows, else a person. */
async function findPublished(
  { name, integration }: Environment,
  active: Usable,
  candidate: Usable,
  { settingsVault, azure }: OpenEnvironment,
  { publishedAt }: RotateRetireOptions,
): Promise<
  | Required<Pick<RetireEvidence, 'publishedAt' | 'publishedFrom'>>
  | { problem: string; wayForward: string }
> {
  const replacedAt = candidate.since.retiring ?? ''
  if (publishedAt !== undefined) {
    const stated = Date.parse(publishedAt)
    if (Number.isNaN(stated) || !/Z$/.test(publishedAt)) {
      throw new UsageError('--published-at must be a time in UTC such as 2026-05-04T08:00:00Z')
    }
    return stated < Date.parse(replacedAt)
      ? {
          problem: `the settings cannot have been published at ${publishedAt}, before ${candidate.id} was replaced at ${replacedAt}`,
          wayForward: 'give the time of the `pulumi up` after the promotion was merged',
        }
      : { publishedAt: formatTime(stated), publishedFrom: 'stated' }
  }
  const vault = { vaultUrl: settingsVault, ...(await azure()) }
  const published = await readPublishedAt(active.thumbprint, vault)
  if (published.found) {
    return { publishedAt: published.at.toISOString(), publishedFrom: 'settings' }
  }
  return published.why === 'no_settings'
    ? {
        problem: `the settings vault ${settingsVault} holds no published settings, so the overlap of ${integration.rotation.overlap} cannot be counted`,
        wayForward:
          'say since when all that signs uses the new key pair, with --published-at TIME; the proof will say that it was stated by a person',
      }
    : {
        problem: `the published settings name another key pair (${published.thumbprint ?? 'none'}) than ${active.id}: applications still sign with the old one`,
        wayForward: `publish them: \`pulumi up -s ${name}\`, then wait for the overlap. Where no application reads them, say since when all that signs uses the new key pair, with --published-at TIME`,
      }
}

async function prove(
  {
    environment,
    active,
    candidate,
    services,
  }: Pick<Retirement, 'environment' | 'services'> & Record<'active' | 'candidate', Usable>,
  { attempts, interval }: RotateRetireOptions,
  io: Io,
): Promise<{ refusal: RetireEvidence['refusal'] } | { exitCode: ExitCode }> {
  const activeSigner = await services.signer(active)
  const candidateSigner = await services.signer(candidate).catch((error: unknown) => {
    if (error instanceof SignerError) return error
    throw error
  })
  if (candidateSigner instanceof SignerError) {
    refused(
      `there is no signature with ${candidate.id} to try: ${candidateSigner.message}`,
      'a key that is disabled or gone proves nothing about Docusign: enable its version in the vault for the proof, `ikctl key sync` disables it afterwards',
      io,
    )
    return { exitCode: exitCodes.problems }
  }
  const proof = await proveRefusal({
    login: (which) =>
      services.canaryLogin(which === 'active' ? activeSigner : candidateSigner, 'token'),
    attempts,
    pause: () => sleep(interval * 1000, undefined, { signal: io.signal }),
  })
  if (proof.outcome === 'refused') return proof
  if (proof.outcome === 'accepted') {
    refused(
      `Docusign accepted ${candidate.id} (attempt ${proof.attempt} of ${attempts}): it is not deleted there, or not everywhere yet`,
      `delete it by hand${candidate.docusignKeyPairId === undefined ? '' : ` (key pair id ${candidate.docusignKeyPairId})`}: ${appsAndKeys(environment.integration, 'Service Integration')}; how long Docusign then takes is not known, so wait and run this again`,
      io,
    )
    return { exitCode: exitCodes.problems }
  }
  const { failure } = proof
  refused(
    `nothing is proven: the login with ${proof.with === 'active' ? active.id : candidate.id} failed (${failure.class}): ${failure.message}`,
    failure.action,
    io,
  )
  if (failure.scope === 'host') return { exitCode: exitCodes.incomplete }
  return {
    exitCode:
      proof.with === 'active' && failure.scope === 'app'
        ? exitCodes.integrationKey
        : exitCodes.problems,
  }
}
