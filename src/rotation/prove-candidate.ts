import type { KeyPair } from '../config/environment.ts'
import { IkctlError } from '../ikctl-error.ts'
import type { Session } from '../session/open-session.ts'
import { runSmoke, smokeDefaults } from '../smoke/run-smoke.ts'
import type { SmokeReport } from '../smoke/smoke-report.ts'
import { version } from '../version.ts'
import { checkEvidenceKey } from './check-evidence-key.ts'
import type { LoginComparison } from './compare-logins.ts'
import { createEvidence, evidencePolicy, loginSet } from './evidence.ts'
import { type CandidateVerdict, judgeCandidate } from './judge-candidate.ts'
import { openEvidenceSigner } from './open-evidence-signer.ts'

/** Thrown by {@link proveCandidate} for key pairs that cannot be compared. */
export class CandidateRefused extends IkctlError {
  static readonly code = 'ERR_CANDIDATE_REFUSED'
  readonly code = CandidateRefused.code
}

export interface ProveCandidateOptions {
  /** Id of the key pair that could sign next. */
  candidate: string
  /** Tenants that log in; absent: as the policy asks. */
  sample?: number | 'all' | undefined
  seed: number
  /** Starts of logins per second, both key pairs together. */
  rate?: number | undefined
  /** Logins at one time, both key pairs together. */
  concurrency?: number | undefined
  /** The commit whose configuration is tested; `null` outside a Git repository. */
  commit: string | null
  /** The text of `evidence/evidence.pem`. */
  evidenceKey: string | undefined
}

/** What a comparison of two key pairs has shown. */
export interface CandidateProof {
  verdict: CandidateVerdict
  active: SmokeReport
  candidate: SmokeReport
  comparison: LoginComparison
  /** The content of the file; absent where nothing is proven, or no proof is wanted. */
  evidence?: string
}

/**
 * Logs in with the active key pair and a candidate side by side, at half the rate each, compares, and signs
 * the result as evidence for a promotion.
 *
 * @throws {CandidateRefused} when there is nothing to compare, or the evidence would not count.
 * @throws {SignerError} when the vault gives no signature.
 */
export async function proveCandidate(
  session: Session,
  options: ProveCandidateOptions,
): Promise<CandidateProof> {
  const { environment, now, signal, platform } = session
  const { integration } = environment
  const { activeId, active, candidate } = findKeyPairs(session, options.candidate)
  const policy = evidencePolicy(integration.rotation)
  const signer =
    policy === undefined ? undefined : await openEvidenceSigner(await session.openSettingsVault())
  const problem = signer && checkEvidenceKey(environment, options.evidenceKey, signer)
  if (problem !== undefined) throw new CandidateRefused(`${problem.message}\n${problem.wayForward}`)

  const startedAt = new Date(now()).toISOString()
  const sample = options.sample ?? policy?.sample ?? 'all'
  const defaults = smokeDefaults(platform.name)
  const concurrency = Math.ceil((options.concurrency ?? defaults.concurrency) / 2)
  const run = async (keyPair: KeyPair & { key: string }): Promise<SmokeReport> =>
    runSmoke({
      ...{ environment, platform, concurrency, sample, signal, now },
      signer: await session.signer(keyPair),
      client: session.oauthClient(concurrency),
      rate: (options.rate ?? defaults.rate) / 2,
      // Who must not be locked out.
      selection: { statuses: ['live'] },
      // What a key pair changes is whether there is a token; user info calls are scarce.
      depth: 'token',
      seed: options.seed,
      toolVersion: version,
    })
  const [before, after] = await Promise.all([run(active), run(candidate)])
  const { verdict, comparison } = judgeCandidate(before, after)
  const result: CandidateProof = { verdict, active: before, candidate: after, comparison }
  if (signer === undefined || verdict === 'unproven' || verdict === 'active_failed') return result

  const evidence = await createEvidence(
    {
      kind: 'promote',
      product: integration.product,
      integrationKey: integration.integrationKey,
      platform: integration.platform,
      candidate: { id: options.candidate, thumbprint: after.thumbprint },
      active: { id: activeId, thumbprint: before.thumbprint },
      commit: options.commit,
      startedAt,
      endedAt: new Date(now()).toISOString(),
      canary: after.canary.outcome.startsWith('passed') ? 'passed' : 'failed',
      sample: {
        policy: sample,
        tenants: before.tenants.filter(({ logins }) => logins.some(wasTried)).length,
        liveTenants: environment.tenants.filter(({ status }) => status === 'live').length,
      },
      logins: {
        passing: loginSet(comparison.passing),
        regressed: loginSet(comparison.regressed),
        fixed: loginSet(comparison.fixed),
        failing: loginSet(comparison.failing),
        unproven: loginSet(comparison.unproven),
      },
    },
    signer,
    { now: now(), signal },
  )
  return { ...result, evidence }
}

// --- internal ---

type Usable = KeyPair & { key: string }

function findKeyPairs(
  { environment: { name, keyPairs } }: Session,
  id: string,
): { activeId: string; active: Usable; candidate: Usable } {
  const usable = (keyPair: KeyPair): Usable => {
    const { key } = keyPair
    if (key === undefined) {
      throw new CandidateRefused('a key pair names no vault key: stage it first')
    }
    return { ...keyPair, key }
  }
  const [activeId, active] = [...keyPairs].find(([, { state }]) => state === 'active') ?? []
  if (activeId === undefined || active === undefined) {
    throw new CandidateRefused(
      `"${name}" has no active key pair to compare with: the first one needs no evidence, \`ikctl rotate promote ${name}\` proves it by the canary user`,
    )
  }
  const candidate = keyPairs.get(id)
  if (candidate?.state === 'staged' || candidate?.state === 'retiring') {
    return { activeId, active: usable(active), candidate: usable(candidate) }
  }
  const staged = [...keyPairs].filter(([, { state }]) => state === 'staged').map(([key]) => key)
  throw new CandidateRefused(
    candidate === undefined
      ? `"${name}" has no key pair "${id}": staged is ${staged.join(', ') || 'none'}`
      : `the key pair "${id}" is ${candidate.state}: only a staged one can be a candidate`,
  )
}

function wasTried({ outcome }: { outcome: string }): boolean {
  return outcome !== 'not_tried'
}
