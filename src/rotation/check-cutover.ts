import type { Environment, Tenant } from '../config/environment.ts'
import { activeKeyPair } from '../config/environment.ts'
import { type CutoverEvidence, cutoverFileName, evidencePolicy, tenantDigest } from './evidence.ts'
import { cutoverProof } from './proofs.ts'
import { verifyEvidence } from './verify-evidence.ts'

/** A file `evidence/cutover.jws`, and which commits it may be about. */
export interface CutoverFile {
  /** Its content; undefined: there is none. */
  text: string | undefined
  /** Whether a commit is merged; absent: outside a Git repository. */
  isMerged?: ((commit: string) => boolean) | undefined
}

/** What proofs say about tenants. */
export interface ProvenCutover {
  /** Digests by tenant. */
  tenants: ReadonlyMap<string, string>
  /** Why nothing counts, or not all of it. */
  refusals: { message: string; wayForward: string }[]
}

/**
 * Who is proven to log in with the shared key.
 *
 * @param environment the base, whose evidence policy and active key pair count.
 * @param options.evidenceKey the text of `evidence/evidence.pem` of the base.
 * @param options.now epoch milliseconds.
 */
export async function readCutoverProofs(
  environment: Pick<Environment, 'name' | 'integration' | 'keyPairs'>,
  files: readonly CutoverFile[],
  { evidenceKey, now }: { evidenceKey: string | undefined; now: number },
): Promise<ProvenCutover> {
  const { name, integration } = environment
  const { product, integrationKey, platform, managementAccount, rotation } = integration
  const policy = evidencePolicy(rotation)
  const active = activeKeyPair({ ...environment } as Environment)
  const tenants = new Map<string, string>()
  const refusals: ProvenCutover['refusals'] = []
  const command = cutoverProof.command(name, '')
  for (const { text, isMerged } of files) {
    if (text === undefined || policy === undefined) continue
    const { kind, fresh } = cutoverProof
    const verdict = await verifyEvidence(text, {
      ...{ kind, fresh, product, integrationKey, platform, policy, command, now },
      candidate: { id: active?.id ?? '', thumbprint: active?.keyPair.thumbprint },
      canary: { user: managementAccount.canaryUser, account: managementAccount.id },
      publicKey: evidenceKey,
      isAncestorOfBase: isMerged,
    })
    if (verdict.ok) {
      const { tenants: proven } = verdict.evidence as CutoverEvidence
      for (const [id, digest] of Object.entries(proven)) tenants.set(id, digest)
    } else {
      const { message, wayForward } = verdict
      refusals.push({ message: `evidence/${cutoverFileName}: ${message}`, wayForward })
    }
  }
  return { tenants, refusals }
}

/** Whether a proof is about this tenant as it is: with this account and these users. */
export function isProven({ tenants }: Pick<ProvenCutover, 'tenants'>, tenant: Tenant): boolean {
  return tenants.get(tenant.id) === tenantDigest(tenant)
}

/**
 * The tenants of a head that log in with the shared key, or would once they are not suspended any more, and did so with
 * an old one in the base: under their own id, or under another one with the same account or a user of it.
 */
export function cutTenants(base: readonly Tenant[], head: readonly Tenant[]): Tenant[] {
  const before = new Map(base.map((tenant) => [tenant.id, tenant]))
  const migrating = base.filter(({ status }) => status === 'migrating')
  const whose = new Set(
    migrating.flatMap(({ account, users }) => [account, ...Object.values(users)]),
  )
  const usesShared = ({ status }: Tenant) => status === 'live' || status === 'onboarding'
  return head.filter((tenant) => {
    if (!usesShared(tenant) && tenant.status !== 'suspended') return false
    const old = before.get(tenant.id)
    if (old?.status === 'migrating') return true
    // It has been another customer of the shared key already.
    if (old !== undefined && usesShared(old) && old.account === tenant.account) return false
    return [tenant.account, ...Object.values(tenant.users)].some((id) => whose.has(id))
  })
}
