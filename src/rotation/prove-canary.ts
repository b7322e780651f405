import type { KeyPair } from '../config/environment.ts'
import type { LoginFailure } from '../docusign/login-failure.ts'
import { SignerError } from '../keys/signer-error.ts'
import type { Session } from '../session/open-session.ts'
import { checkEvidenceKey } from './check-evidence-key.ts'
import { createEvidence, evidencePolicy } from './evidence.ts'
import { openEvidenceSigner } from './open-evidence-signer.ts'

/** What came of the attempt to prove that the canary user logs in with a key pair. */
export type CanaryProof =
  /** The content of the file; absent where the environment wants no proof. */
  | { outcome: 'proven'; evidence?: string }
  /** The canary user could not log in. */
  | { outcome: 'failed'; failure: LoginFailure }
  /** There was no signature to log in with. */
  | { outcome: 'no_signature'; error: SignerError }
  /** The canary user logged in, but nothing that counts could be signed about it. */
  | { outcome: 'unsigned'; message: string; wayForward: string; error?: SignerError }

export interface ProveCanaryOptions {
  id: string
  keyPair: Pick<KeyPair, 'custody'> & { key: string; thumbprint: string }
  /** The commit that is checked out; `null` outside a Git repository. */
  commit: string | null
  /** The text of `evidence/evidence.pem`. */
  evidenceKey: string | undefined
}

/**
 * Logs in as the canary user with a key pair, which has to be that user's login in the management account,
 * and signs the result as evidence.
 */
export async function proveCanary(
  session: Session,
  { id, keyPair, commit, evidenceKey }: ProveCanaryOptions,
): Promise<CanaryProof> {
  const { environment, now, signal } = session
  const { product, integrationKey, platform, managementAccount, rotation } = environment.integration
  const startedAt = new Date(now()).toISOString()
  try {
    const signer = await session.signer(keyPair)
    const login = await session.canaryLogin(signer, 'userinfo')
    if (!login.ok) return { outcome: 'failed', failure: login.failure }
  } catch (error) {
    if (error instanceof SignerError) return { outcome: 'no_signature', error }
    throw error
  }
  if (evidencePolicy(rotation) === undefined) return { outcome: 'proven' }
  try {
    const signer = await openEvidenceSigner(await session.openSettingsVault())
    const problem = checkEvidenceKey(environment, evidenceKey, signer)
    if (problem !== undefined) return { outcome: 'unsigned', ...problem }
    const evidence = await createEvidence(
      {
        kind: 'canary',
        ...{ product, integrationKey, platform, commit, startedAt },
        candidate: { id, thumbprint: keyPair.thumbprint },
        endedAt: new Date(now()).toISOString(),
        login: { user: managementAccount.canaryUser, account: managementAccount.id },
      },
      signer,
      { now: now(), signal },
    )
    return { outcome: 'proven', evidence }
  } catch (error) {
    if (!(error instanceof SignerError)) throw error
    return {
      outcome: 'unsigned',
      message: error.message,
      wayForward: 'run this again when the evidence key can sign',
      error,
    }
  }
}
