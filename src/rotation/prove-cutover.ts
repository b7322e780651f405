import { activeKeyPair } from '../config/environment.ts'
import { custodyOf } from '../keys/vault-object-id.ts'
import type { Session } from '../session/open-session.ts'
import { runSmoke, type SmokeOptions, smokeDefaults } from '../smoke/run-smoke.ts'
import type { SmokeReport } from '../smoke/smoke-report.ts'
import { version } from '../version.ts'
import { checkEvidenceKey } from './check-evidence-key.ts'
import { createEvidence, evidencePolicy, tenantDigest } from './evidence.ts'
import { openEvidenceSigner } from './open-evidence-signer.ts'
import { usableKeyPair } from './usable-key-pair.ts'

export interface ProveCutoverOptions
  extends Pick<SmokeOptions, 'rate' | 'concurrency' | 'onProgress'> {
  /** The commit whose tenants log in; `null` outside a Git repository. */
  commit: string | null
  /** The text of `evidence/evidence.pem`. */
  evidenceKey: string | undefined
}

/** Who can be cut over. */
export type CutoverProof =
  | { outcome: 'not_ready'; message: string; wayForward: string }
  | {
      /** `incomplete`: the run was stopped, or the canary user could not log in. */
      outcome: 'proven' | 'incomplete'
      report: SmokeReport
      /** Ids of migrating tenants all of whose users logged in with the shared key. */
      ready: string[]
      /** The others. */
      waiting: string[]
      /** The content of the file; absent where nothing is proven, or no proof is wanted. */
      evidence?: string
    }

/**
 * Logs in the users of all migrating tenants with the shared key, and signs who could.
 *
 * @throws {NothingToCheck} when no tenant is migrating.
 * @throws {SignerError} when the shared key or the evidence key does not sign.
 */
export async function proveCutover(
  session: Session,
  { commit, evidenceKey, ...pace }: ProveCutoverOptions,
): Promise<CutoverProof> {
  const { environment, platform, now, signal } = session
  const { product, integrationKey, rotation } = environment.integration
  const active = activeKeyPair(environment)
  if (active === undefined) {
    return {
      outcome: 'not_ready',
      message: `"${environment.name}" has no active key pair to cut over to`,
      wayForward: 'promote one first: `ikctl rotate status` says what is next',
    }
  }
  const evidenceSigner =
    evidencePolicy(rotation) === undefined
      ? undefined
      : await openEvidenceSigner(await session.openSettingsVault())
  const problem = evidenceSigner && checkEvidenceKey(environment, evidenceKey, evidenceSigner)
  if (problem !== undefined) return { outcome: 'not_ready', ...problem }

  const startedAt = new Date(now()).toISOString()
  const keyPair = await usableKeyPair(session, active.id)
  const concurrency = pace.concurrency ?? smokeDefaults(platform.name).concurrency
  const report = await runSmoke({
    ...{ environment, platform, signal, now, ...pace, concurrency },
    signer: await session.signer(keyPair),
    openLegacy: ({ key }) => session.signer({ custody: custodyOf(key), key }),
    client: session.oauthClient(concurrency),
    selection: { statuses: ['migrating'] },
    depth: 'userinfo',
    toolVersion: version,
  })
  const isReady = ({ logins }: SmokeReport['tenants'][number]) =>
    logins.length > 0 &&
    logins.every(({ sharedKey }) => sharedKey?.outcome.startsWith('passed') === true)
  const ids = (tenants: SmokeReport['tenants']) => tenants.map(({ id }) => id)
  const ready = ids(report.tenants.filter(isReady))
  const waiting = ids(report.tenants.filter((tenant) => !isReady(tenant)))
  const isWhole = report.stopped === undefined && report.canary.outcome.startsWith('passed')
  if (!isWhole) return { outcome: 'incomplete', report, ready, waiting }
  if (evidenceSigner === undefined) return { outcome: 'proven', report, ready, waiting }
  const digests = environment.tenants
    .filter(({ id }) => ready.includes(id))
    .map((tenant) => [tenant.id, tenantDigest(tenant)] as const)
  const evidence = await createEvidence(
    {
      kind: 'cutover',
      ...{ product, integrationKey, commit, startedAt },
      platform: environment.integration.platform,
      candidate: { id: keyPair.id, thumbprint: keyPair.thumbprint },
      endedAt: new Date(now()).toISOString(),
      tenants: Object.fromEntries(digests),
    },
    evidenceSigner,
    { now: now(), signal },
  )
  return { outcome: 'proven', report, ready, waiting, evidence }
}
