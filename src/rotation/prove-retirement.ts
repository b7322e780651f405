import { parseDuration } from '../config/duration.ts'
import type { LoginFailure } from '../docusign/login-failure.ts'
import { formatTime } from '../key-pair/state-times.ts'
import { SignerError } from '../keys/signer-error.ts'
import type { Session } from '../session/open-session.ts'
import { checkEvidenceKey } from './check-evidence-key.ts'
import {
  createEvidence,
  type EvidenceSigner,
  evidencePolicy,
  type RetireEvidence,
} from './evidence.ts'
import { openEvidenceSigner } from './open-evidence-signer.ts'
import { proveRefusal } from './prove-refusal.ts'
import { readPublishedAt } from './read-published-at.ts'
import type { UsableKeyPair } from './usable-key-pair.ts'

export interface ProveRetirementOptions {
  active: UsableKeyPair
  /** The one that was deleted at Docusign. */
  candidate: UsableKeyPair
  /** Whether it was replaced by a promotion, so that the overlap counts. */
  needsOverlap: boolean
  /**
   * When the settings that name the active key pair were published, where no settings vault knows it;
   * epoch milliseconds.
   */
  statedPublishedAt?: number | undefined
  /** Logins with the candidate, at least `minRefusals`. */
  attempts: number
  /** Waits between two attempts. */
  pause: () => Promise<void>
  /** The commit that is checked out; `null` outside a Git repository. */
  commit: string | null
  /** The text of `evidence/evidence.pem`. */
  evidenceKey: string | undefined
}

/** What came of the attempt to prove that Docusign refuses a key pair. */
export type RetirementProof =
  /** The content of the file; absent where the environment wants no proof. */
  | { outcome: 'proven'; refusal: RetireEvidence['refusal']; evidence?: string }
  /** It must not be tried yet, or the proof would not count. */
  | { outcome: 'not_ready'; message: string; wayForward: string }
  /** There was no signature with the candidate. */
  | { outcome: 'no_signature'; error: SignerError }
  /** Docusign took it: it is not deleted, or not everywhere yet. */
  | { outcome: 'accepted'; attempt: number }
  /** Something is wrong with the active key pair, the canary user or the way to Docusign. */
  | { outcome: 'unproven'; with: 'active' | 'candidate'; failure: LoginFailure }

/**
 * Proves that Docusign refuses a key pair while it accepts the active one, and signs that as evidence.
 *
 * @throws {SignerError} when the active key pair or the evidence key does not sign, or the settings vault
 *   does not say since when the settings are published.
 */
export async function proveRetirement(
  session: Session,
  options: ProveRetirementOptions,
): Promise<RetirementProof> {
  const { environment, now } = session
  const { active, candidate, attempts, pause } = options
  const evidenceSigner = await openSignerOfEvidence(session, options.evidenceKey)
  if (evidenceSigner?.outcome === 'not_ready') return evidenceSigner
  const published: Published | NotReady = options.needsOverlap
    ? await findPublished(session, options)
    : {}
  if (published.outcome === 'not_ready') return published
  if (published.publishedAt !== undefined) {
    const { overlap } = environment.integration.rotation
    const overAt = Date.parse(published.publishedAt) + parseDuration(overlap)
    if (!(now() >= overAt)) {
      return notReady(
        `the settings with ${active.id} were published at ${published.publishedAt}; the overlap of ${overlap} ends at ${formatTime(overAt)}`,
        'leave the key pair at Docusign until then: some process may still sign with it',
      )
    }
  }

  const startedAt = new Date(now()).toISOString()
  const activeSigner = await session.signer(active)
  const candidateSigner = await session.signer(candidate).catch((error: unknown) => {
    if (error instanceof SignerError) return error
    throw error
  })
  if (candidateSigner instanceof SignerError) {
    return { outcome: 'no_signature', error: candidateSigner }
  }
  const proof = await proveRefusal({
    login: (which) =>
      session.canaryLogin(which === 'active' ? activeSigner : candidateSigner, 'token'),
    ...{ attempts, pause },
  })
  if (proof.outcome !== 'refused') return proof
  const { refusal } = proof
  if (evidenceSigner === undefined) return { outcome: 'proven', refusal }
  const { product, integrationKey, platform } = environment.integration
  const evidence = await createEvidence(
    {
      kind: 'retire',
      ...{ product, integrationKey, platform, startedAt, refusal, ...published },
      candidate: { id: candidate.id, thumbprint: candidate.thumbprint },
      active: { id: active.id, thumbprint: active.thumbprint },
      commit: options.commit,
      endedAt: new Date(now()).toISOString(),
      from: candidate.state === 'compromised' ? 'compromised' : 'retiring',
    },
    evidenceSigner,
    { now: now(), signal: session.signal },
  )
  return { outcome: 'proven', refusal, evidence }
}

// --- internal ---

type Published = Pick<RetireEvidence, 'publishedAt' | 'publishedFrom'> & { outcome?: undefined }

type NotReady = RetirementProof & { outcome: 'not_ready' }

function notReady(message: string, wayForward: string): NotReady {
  return { outcome: 'not_ready', message, wayForward }
}

/** Before anything else: what cannot be signed need not be tried. */
async function openSignerOfEvidence(
  session: Session,
  declared: string | undefined,
): Promise<(EvidenceSigner & { outcome?: undefined }) | NotReady | undefined> {
  const { environment } = session
  if (evidencePolicy(environment.integration.rotation) === undefined) return undefined
  const signer = await openEvidenceSigner(await session.openSettingsVault())
  const problem = checkEvidenceKey(environment, declared, signer)
  return problem === undefined ? signer : notReady(problem.message, problem.wayForward)
}

/** When applications were told to use the new key pair: the settings vault knows, else a person. */
async function findPublished(
  session: Session,
  { active, candidate, statedPublishedAt }: ProveRetirementOptions,
): Promise<Published | NotReady> {
  const { name, integration } = session.environment
  if (statedPublishedAt !== undefined) {
    const replacedAt = candidate.since.retiring ?? ''
    return statedPublishedAt >= Date.parse(replacedAt)
      ? { publishedAt: formatTime(statedPublishedAt), publishedFrom: 'stated' }
      : notReady(
          `the settings cannot have been published at ${formatTime(statedPublishedAt)}, before ${candidate.id} was replaced at ${replacedAt}`,
          'give the time of the `pulumi up` after the promotion was merged',
        )
  }
  const vault = await session.openSettingsVault()
  const published = await readPublishedAt(active.thumbprint, vault)
  if (published.found) {
    return { publishedAt: published.at.toISOString(), publishedFrom: 'settings' }
  }
  return published.why === 'no_settings'
    ? notReady(
        `the settings vault ${vault.vaultUrl} holds no published settings, so the overlap of ${integration.rotation.overlap} cannot be counted`,
        'say since when all that signs uses the new key pair, with --published-at TIME; the proof will say that it was stated by a person',
      )
    : notReady(
        `the published settings name another key pair (${published.thumbprint ?? 'none'}) than ${active.id}: applications still sign with the old one`,
        `publish them: \`pulumi up -s ${name}\`, then wait for the overlap. Where no application reads them, say since when all that signs uses the new key pair, with --published-at TIME`,
      )
}
