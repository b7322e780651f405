import { inState } from '../key-pair/key-pair-map.ts'
import { plural } from '../text/plural.ts'
import { wasActive } from './check-history.ts'
import {
  type Evidence,
  type EvidenceKind,
  type EvidencePolicy,
  evidenceFileName,
  evidencePolicy,
} from './evidence.ts'
import { evidenceKeyFileName } from './evidence-key-file.ts'
import type {
  AppliedTransition,
  Hyphenated,
  KeyPairChange,
  KeyPairViolation,
  ProvenKeyPair,
} from './key-pair-change.ts'
import { type Proof, proofs, proofsOf, provenKeyPair } from './proofs.ts'
import {
  contradictions,
  type EvidenceExpectations,
  type EvidenceRefusal,
  loginKinds,
  verifyEvidence,
} from './verify-evidence.ts'

/** What was proven, and what was not. */
export interface CheckedProofs {
  violations: KeyPairViolation[]
  proven: ProvenKeyPair[]
}

/** Checks the proofs that travel with a transition. */
export async function checkProofs(
  { transition, moved }: AppliedTransition,
  change: KeyPairChange,
): Promise<CheckedProofs> {
  const { base, history, environment } = change
  const policy = evidencePolicy(base.integration.rotation)
  if (policy === undefined) return { violations: [], proven: [] }
  const { id } = provenKeyPair(moved)
  const checked: CheckedProofs = { violations: [], proven: [] }
  const keyPair = base.keyPairs.get(id)
  if (
    transition.guards.includes('history') &&
    history !== undefined &&
    keyPair !== undefined &&
    !wasActive(id, keyPair, history())
  ) {
    checked.violations.push({
      code: 'key-pair/never-active',
      id,
      message: `key pair ${id} was active in no commit of the base's history, so it is nothing to go back to`,
      wayForward: `promote it as any other: \`ikctl rotate promote ${environment}\`. If this is a shallow clone, fetch the whole history`,
      unproven: true,
    })
  }
  for (const proof of proofsOf(transition)) {
    const overlap = transition.guards.includes('overlap')
      ? base.integration.rotation.overlap
      : undefined
    const command = proof.command(environment, id)
    const verdict = await checkProof(proof, { id, policy, overlap, command }, change)
    if ('code' in verdict) checked.violations.push(verdict)
    else checked.proven.push({ id, summary: summaryOf(verdict.evidence, verdict.signedAt) })
  }
  return checked
}

/**
 * The proofs of standbys that the change takes away or replaces: in an emergency they could not take over.
 */
export async function checkStandingProofs(change: KeyPairChange): Promise<KeyPairViolation[]> {
  const { base, head, environment } = change
  const policy = evidencePolicy(base.integration.rotation)
  const proof = proofs.find(({ guard }) => guard === 'staging')
  if (policy === undefined || proof === undefined) return []
  const violations: KeyPairViolation[] = []
  for (const id of inState(head.keyPairs, 'staged')) {
    if (base.keyPairs.get(id)?.state !== 'staged') continue
    const file = evidenceFileName(id, proof.kind)
    if (base.evidence(file) === head.evidence(file)) continue
    const command = proof.command(environment, id)
    const verdict = await checkProof(proof, { id, policy, overlap: undefined, command }, change)
    if ('code' in verdict) violations.push(verdict)
  }
  return violations
}

/** What evidence for a key pair has to fit: everything from the base revision. */
export function evidenceExpectations(
  { kind, fresh }: Pick<Proof, 'kind' | 'fresh'>,
  { id, policy, overlap, command }: ProofSubject,
  { base, head, isAncestorOfBase, fleet, now }: Omit<KeyPairChange, 'environment'>,
): EvidenceExpectations {
  const { product, integrationKey, platform, managementAccount } = base.integration
  const [active = ''] = inState(base.keyPairs, 'active')
  const before = base.keyPairs.get(id)
  // A key pair that comes with the change, or gets its key with it, is known from the change alone.
  const isNew = before === undefined || before.state === 'pending'
  const { thumbprint } = (isNew ? head : base).keyPairs.get(id) ?? {}
  const pendingSince = before?.since.pending
  return {
    kind,
    fresh,
    ...{ product, integrationKey, platform, policy, overlap, command, fleet, now },
    candidate: { id, thumbprint },
    active: { id: active, thumbprint: base.keyPairs.get(active)?.thumbprint },
    canary: { user: managementAccount.canaryUser, account: managementAccount.id },
    notBefore: pendingSince === undefined ? undefined : Date.parse(pendingSince),
    publicKey: base.evidence(evidenceKeyFileName),
    head: {
      policy: evidencePolicy(head.integration.rotation),
      publicKey: head.evidence(evidenceKeyFileName),
    },
    isAncestorOfBase,
  }
}

/** What a proof is about. */
export interface ProofSubject {
  id: string
  policy: EvidencePolicy
  overlap?: string | undefined
  command: string
}

// --- internal ---

async function checkProof(
  proof: Proof,
  subject: ProofSubject,
  change: KeyPairChange,
): Promise<{ evidence: Evidence; signedAt: number } | KeyPairViolation> {
  const { id, command } = subject
  const { kind } = proof
  const file = evidenceFileName(id, kind)
  const text = change.head.evidence(file)
  if (text === undefined) {
    return {
      code: 'evidence/missing',
      id,
      message: `${missing[kind](id)}: evidence/${file} is missing`,
      wayForward: `make it with \`${command}\``,
      unproven: kind !== 'retire',
    }
  }
  const verdict = await verifyEvidence(text, evidenceExpectations(proof, subject, change))
  if (verdict.ok) return verdict
  return {
    code: codeOf(verdict.code),
    id,
    message: `evidence/${file}: ${verdict.message}`,
    wayForward: verdict.wayForward,
    unproven: kind !== 'retire' && !contradictions.has(verdict.code),
  }
}

/** The code of a refusal, in the form of those of the plan. */
function codeOf<Code extends EvidenceRefusal>(code: Code): `evidence/${Hyphenated<Code>}` {
  return `evidence/${code.replaceAll('_', '-') as Hyphenated<Code>}`
}

const missing: Record<EvidenceKind, (id: string) => string> = {
  canary: (id) => `nothing proves that the canary user logs in with key pair ${id}`,
  promote: (id) => `the promotion of key pair ${id} has no evidence`,
  retire: (id) => `the retirement of key pair ${id} has no evidence`,
  cutover: () => 'nothing proves who can log in with the shared key',
}

/** What evidence proves, in words. */
function summaryOf(evidence: Evidence, signedAt: number): string {
  const at = new Date(signedAt).toISOString()
  switch (evidence.kind) {
    case 'canary':
      return `the canary user logged in with it at ${at}`
    case 'promote': {
      const { sample, logins } = evidence
      const counts = loginKinds.map((kind) => `${logins[kind].count} ${kind}`)
      return `evidence of ${at}: the canary passed, ${sample.tenants} of ${sample.liveTenants} live tenants were tested, logins: ${counts.join(', ')}`
    }
    case 'retire': {
      const { refused, attempts } = evidence.refusal
      return `Docusign refused it ${refused} of ${attempts} times until ${at}`
    }
    case 'cutover':
      return `${plural(Object.keys(evidence.tenants).length, 'tenant')} could log in with it at ${at}`
  }
}
