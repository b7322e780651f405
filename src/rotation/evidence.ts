import { createHash } from 'node:crypto'
import type { Integration, Tenant } from '../config/environment.ts'
import { evidenceType } from '../config/evidence-type.ts'
import { version } from '../version.ts'
import type { LoginComparison } from './compare-logins.ts'

/** What proof a key pair needs before it signs: `rotation.evidence` of the integration. */
export type EvidencePolicy = Exclude<NonNullable<Integration['rotation']['evidence']>, 'none'>

/** @returns undefined where no proof is wanted. */
export function evidencePolicy({ evidence }: Integration['rotation']): EvidencePolicy | undefined {
  return evidence === 'none' ? undefined : (evidence ?? { maxAge: '24h', sample: 'all' })
}

/** A set of logins that only says how many and, to who knows them, which. */
export interface LoginSet {
  count: number
  /** SHA-256 of the sorted names (`tenant/role`), each followed by a line feed; hexadecimal. */
  sha256: string
}

/** A key pair as evidence names it. */
export interface EvidenceKeyPair {
  id: string
  thumbprint: string
}

interface CommonEvidence {
  product: string
  integrationKey: string
  platform: Integration['platform']
  /** The key pair that the evidence is about. */
  candidate: EvidenceKeyPair
  /** The commit whose configuration was tested; `null` outside a Git repository. */
  commit: string | null
  /** ISO 8601, UTC. */
  startedAt: string
  endedAt: string
}

/** That the canary user logged in with a key pair. */
export interface CanaryEvidence extends CommonEvidence {
  kind: 'canary'
  /** Who logged in: user info named this user, as a member of this account. */
  login: { user: string; account: string }
}

/** That nobody would be locked out, or who would. */
export interface PromoteEvidence extends CommonEvidence {
  kind: 'promote'
  /** The key pair that signed when the evidence was made. */
  active: EvidenceKeyPair
  /** Whether the canary user logged in with the candidate. */
  canary: 'passed' | 'failed'
  sample: {
    /** The policy that was asked for. */
    policy: EvidencePolicy['sample']
    /** Tenants that logged in with both key pairs. */
    tenants: number
    /** All live tenants of that commit. */
    liveTenants: number
  }
  logins: Record<keyof LoginComparison, LoginSet>
}

/** That Docusign refuses a key pair. */
export interface RetireEvidence extends CommonEvidence {
  kind: 'retire'
  /** The key pair that signed when the evidence was made. */
  active: EvidenceKeyPair
  /** The state that the key pair had. */
  from: 'retiring' | 'compromised'
  refusal: {
    /** Logins with the candidate. */
    attempts: number
    /** Those of them that ended with `key_rejected`. */
    refused: number
    /** Logins with the active key pair that were accepted in between. */
    activeAccepted: number
  }
  /** When the settings that replaced it were published; absent for a compromised key pair. */
  publishedAt?: string
  /** `settings`: read from the settings vault; `stated`: said by a person. */
  publishedFrom?: 'settings' | 'stated'
}

/** Which migrating tenants can log in with the shared key. */
export interface CutoverEvidence extends CommonEvidence {
  kind: 'cutover'
  /** Digests of their accounts and users ({@link tenantDigest}) by id. */
  tenants: Record<string, string>
}

export type Evidence = CanaryEvidence | PromoteEvidence | RetireEvidence | CutoverEvidence

export type EvidenceKind = Evidence['kind']

/** What signs evidence: a key of its own, which signs nothing else. */
export interface EvidenceSigner {
  /** ES256 for a P-256 key, PS256 for RSA: never RS256, which Docusign takes for an assertion. */
  readonly alg: EvidenceAlgorithm
  /** SPKI PEM, as kept in `evidence/evidence.pem`. */
  readonly publicKey: string
  /** @returns the raw signature as JWS has it (RFC 7518 sections 3.4 and 3.5). */
  sign(signingInput: Uint8Array, options?: { signal?: AbortSignal }): Promise<Uint8Array>
}

export type EvidenceAlgorithm = 'ES256' | 'PS256'

/** The `aud` of evidence. */
export const evidenceAudience = 'ikctl:evidence'

/** How often Docusign must have refused a key pair before it counts as deleted. */
export const minRefusals = 3

/** The file of a key pair's evidence below `evidence/`. */
export function evidenceFileName(id: string, kind: EvidenceKind): string {
  return kind === 'cutover' ? cutoverFileName : `${id}.${kind}.jws`
}

/** The file of the proof for a cut-over below `evidence/`; its key pair is the active one. */
export const cutoverFileName = 'cutover.jws'

/** What of a tenant a login proves: SHA-256 of its account and users, hexadecimal. */
export function tenantDigest({ account, users }: Pick<Tenant, 'account' | 'users'>): string {
  const whose = [account, Object.entries(users).sort(([a], [b]) => (a < b ? -1 : 1))]
  return createHash('sha256').update(JSON.stringify(whose)).digest('hex')
}

/** Names as evidence holds them. */
export function loginSet(names: readonly string[]): LoginSet {
  const hash = createHash('sha256')
  for (const name of [...names].sort()) hash.update(`${name}\n`)
  return { count: names.length, sha256: hash.digest('hex') }
}

/**
 * Signs evidence.
 *
 * @param now the moment from which its age counts, epoch milliseconds.
 * @returns a compact JWS (RFC 7515) with a final line feed: the content of the file.
 * @throws {SignerError} when there is no signature.
 */
export async function createEvidence(
  evidence: Evidence,
  signer: EvidenceSigner,
  { now, signal }: { now: number; signal?: AbortSignal },
): Promise<string> {
  const header = { alg: signer.alg, typ: evidenceType }
  const payload = {
    aud: evidenceAudience,
    iat: Math.floor(now / 1000),
    ...evidence,
    tool: `ikctl ${version}`,
  }
  const signingInput = [header, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const signature = await signer.sign(
    Buffer.from(signingInput, 'latin1'),
    signal === undefined ? {} : { signal },
  )
  return `${signingInput}.${Buffer.from(signature).toString('base64url')}\n`
}
