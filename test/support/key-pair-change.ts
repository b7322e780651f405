import type { KeyPair } from '../../src/config/environment.ts'
import { checkKeyPairChange } from '../../src/rotation/check-key-pair-change.ts'
import {
  type CanaryEvidence,
  createEvidence,
  type Evidence,
  type EvidenceSigner,
  loginSet,
  type PromoteEvidence,
  type RetireEvidence,
} from '../../src/rotation/evidence.ts'
import type { KeyPairChange } from '../../src/rotation/key-pair-change.ts'
import { evidenceSigner } from './evidence-signer.ts'

export const hour = 3_600_000
export const now = Date.UTC(2026, 10, 20, 8)
export const iso = (at: number) => new Date(at).toISOString()

export const signer = evidenceSigner()
export const canary = {
  user: '9abd7815-5bd9-46cd-9750-c443fa0dbdf0',
  account: 'ec454c12-c6fe-4b0a-9730-0b569c5669c4',
}
export const commit = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d'
export const active = { id: '2026-05', thumbprint: 'RUUllmC2hQ6Sx7Dx1cgqVPUs1rVgbUJarXBAiudFwcM' }
export const candidate = {
  id: '2026-11',
  thumbprint: 'ajf2BBXV5oyCFri-OE9AzSJypEuOVEcUi5BIvPUUqHY',
}
const common = {
  product: 'contoso-sign',
  integrationKey: '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90',
  platform: 'production',
  candidate,
  active,
  commit,
  startedAt: iso(now - hour - 60_000),
  endedAt: iso(now - hour),
} as const

const names = ['acme/default', 'acme/hr', 'adatum/default']
export const promoteEvidence: PromoteEvidence = {
  ...common,
  kind: 'promote',
  canary: 'passed',
  sample: { policy: 'all', tenants: 2, liveTenants: 2 },
  logins: {
    passing: loginSet(names),
    regressed: loginSet([]),
    fixed: loginSet([]),
    failing: loginSet([]),
    unproven: loginSet([]),
  },
}
/** The canary user's login with the candidate. */
export const canaryEvidence: CanaryEvidence = {
  product: common.product,
  integrationKey: common.integrationKey,
  platform: common.platform,
  ...{ candidate, commit, startedAt: common.startedAt, endedAt: common.endedAt },
  kind: 'canary',
  login: canary,
}
export const retireEvidence: RetireEvidence = {
  ...common,
  kind: 'retire',
  candidate: active,
  active: candidate,
  from: 'retiring',
  refusal: { attempts: 5, refused: 5, activeAccepted: 6 },
  publishedAt: iso(now - 48 * hour),
  publishedFrom: 'settings',
}

export const since = { pending: '2026-11-01T00:00:00Z', staged: '2026-11-02T00:00:00Z' }
export function pair(state: KeyPair['state'], thumbprint: string, at?: KeyPair['since']): KeyPair {
  return { state, origin: 'vault', custody: 'key', thumbprint, since: { ...since, ...at } }
}
export const activated = { active: '2026-05-04T08:00:00Z' }

/** A change that is fine: a promotion, or a retirement, with its evidence. */
export async function promotion(evidence: Evidence = promoteEvidence, by: EvidenceSigner = signer) {
  const base = new Map([
    [active.id, pair('active', active.thumbprint, activated)],
    [candidate.id, pair('staged', candidate.thumbprint)],
  ])
  const head = new Map([
    [active.id, pair('retiring', active.thumbprint, { ...activated, retiring: iso(now) })],
    [candidate.id, pair('active', candidate.thumbprint, { active: iso(now) })],
  ])
  return change(base, head, await createEvidence(evidence, by, { now: now - hour }))
}

export async function retirement(evidence: Evidence = retireEvidence) {
  const retiring = { ...activated, retiring: '2026-11-17T00:00:00Z' }
  const base = new Map([
    [active.id, pair('retiring', active.thumbprint, retiring)],
    [candidate.id, pair('active', candidate.thumbprint, { active: '2026-11-17T00:00:00Z' })],
  ])
  const head = new Map(base).set(
    active.id,
    pair('retired', active.thumbprint, { ...retiring, retired: iso(now) }),
  )
  return change(base, head, await createEvidence(evidence, signer, { now: now - hour }))
}

/** The candidate is staged, with its proof. */
export async function staging(evidence: Evidence = canaryEvidence, signedAt = now - hour) {
  const { pending: pendingAt } = since
  const pending = { pending: pendingAt }
  const before: KeyPair = { ...pair('pending', candidate.thumbprint), since: pending }
  const base = new Map([
    [active.id, pair('active', active.thumbprint, activated)],
    [candidate.id, before],
  ])
  const after: KeyPair = { ...before, state: 'staged', since: { ...pending, staged: iso(now) } }
  const head = new Map(base).set(candidate.id, after)
  return change(base, head, await createEvidence(evidence, signer, { now: signedAt }))
}

export function change(
  base: Map<string, KeyPair>,
  head: Map<string, KeyPair>,
  text: string | undefined,
): KeyPairChange {
  const integration = {
    product: common.product,
    integrationKey: common.integrationKey,
    platform: common.platform,
    managementAccount: { id: canary.account, canaryUser: canary.user },
    rotation: {
      maxAge: '180d',
      renewBefore: '30d',
      overlap: '24h',
      evidence: { maxAge: '24h', sample: 'all' as const },
    },
  }
  return {
    environment: 'production',
    base: { integration, keyPairs: base, evidence: evidenceFiles(undefined) },
    head: { integration, keyPairs: head, evidence: evidenceFiles(text) },
    isAncestorOfBase: (one) => one === commit,
    now,
  }
}

/** The evidence key, and the same text for every other file. */
export function evidenceFiles(
  text: string | undefined,
  key: string | undefined = signer.publicKey,
) {
  return (file: string) => (file === 'evidence.pem' ? key : text)
}

/** The change with another evidence key in its base. */
export function withBaseKey(checked: KeyPairChange, key: string | undefined): KeyPairChange {
  const evidence = (file: string) => (file === 'evidence.pem' ? key : undefined)
  return { ...checked, base: { ...checked.base, evidence } }
}

/** The change with another text in the file of its proof, or none. */
export function withProof(checked: KeyPairChange, text: string | undefined): KeyPairChange {
  return { ...checked, head: { ...checked.head, evidence: evidenceFiles(text) } }
}

export async function violationsOf(checked: KeyPairChange) {
  return (await checkKeyPairChange(checked)).violations
}
