import { createPublicKey, type KeyObject } from 'node:crypto'
import { compactVerify, errors } from 'jose'
import { parseDuration } from '../config/duration.ts'
import type { Integration } from '../config/environment.ts'
import { evidenceType } from '../config/evidence-type.ts'
import { version } from '../version.ts'
import {
  type CanaryEvidence,
  type Evidence,
  type EvidenceAlgorithm,
  type EvidenceKind,
  type EvidencePolicy,
  evidenceAudience,
  minRefusals,
  type PromoteEvidence,
  type RetireEvidence,
} from './evidence.ts'

/** Why evidence does not count; the codes are stable. */
export type EvidenceRefusal =
  | 'malformed'
  | 'no_evidence_key'
  | 'signature'
  | 'replaced_evidence_key'
  | 'other_purpose'
  | 'other_product'
  | 'other_integration_key'
  | 'other_platform'
  | 'other_candidate'
  | 'other_active'
  | 'other_canary'
  | 'other_commit'
  | 'other_fleet'
  | 'from_the_future'
  | 'stale'
  | 'outlived'
  | 'impossible_counts'
  | 'sample_too_small'
  | 'loosened_policy'
  | 'canary_failed'
  | 'unproven'
  | 'regressed'
  | 'nobody_passed'
  | 'not_refused'
  | 'overlap'

/** Evidence that contradicts what it should prove, rather than failing to prove it. */
export const contradictions: ReadonlySet<EvidenceRefusal> = new Set([
  ...(['canary_failed', 'regressed', 'not_refused', 'overlap'] as const),
])

/** What a comparison counts logins by, in the order in which it is reported. */
export const loginKinds = ['passing', 'regressed', 'fixed', 'failing', 'unproven'] as const

/** How many live tenants there are. */
export interface Fleet {
  /** In the base. */
  base(): number
  /** In a commit of its history; undefined when it cannot be read. */
  at(commit: string): number | undefined
}

/** What evidence has to fit; all of it from the base revision, the judge is not in the change. */
export interface EvidenceExpectations {
  kind: EvidenceKind
  product: string
  integrationKey: string
  platform: Integration['platform']
  /** Nothing is equal to a thumbprint that is not declared. */
  candidate: { id: string; thumbprint: string | undefined }
  /** Not looked at for a canary's login, which is about one key pair. */
  active?: { id: string; thumbprint: string | undefined }
  /** Who has to have logged in, for a canary's login. */
  canary: { user: string; account: string }
  policy: EvidencePolicy
  /** Whether its age counts. */
  fresh: boolean
  /** Made before this moment it does not count, epoch milliseconds; absent: no such moment. */
  notBefore?: number | undefined
  /** Of `retire`: how long the key pair has to stay registered, such as `24h`; absent: no overlap. */
  overlap?: string | undefined
  /** Of `promote`; absent: what the evidence says is taken for granted. */
  fleet?: Fleet | undefined
  /** `evidence.pem`. */
  publicKey: string | undefined
  /** What the change would put in place of policy and key: it does not count, but explains. */
  head?: { policy?: EvidencePolicy | undefined; publicKey?: string | undefined }
  /** Whether a commit is the base or one of its ancestors; absent: outside a Git repository. */
  isAncestorOfBase?: ((commit: string) => boolean) | undefined
  /** The command that makes new evidence, for messages. */
  command: string
  /** Epoch milliseconds. */
  now: number
}

export type EvidenceVerdict =
  | { ok: true; evidence: Evidence; signedAt: number }
  | { ok: false; code: EvidenceRefusal; message: string; wayForward: string }

/**
 * Whether evidence proves what is expected. Works offline.
 *
 * @param text the content of the file.
 */
export async function verifyEvidence(
  text: string,
  expected: EvidenceExpectations,
): Promise<EvidenceVerdict> {
  const jws = text.replace(/\r?\n$/, '')
  if (!isCanonical(jws)) {
    return refuse('malformed', 'the evidence is no JWS in compact form', again(expected))
  }
  if (expected.publicKey === undefined) {
    return refuse(
      'no_evidence_key',
      'the base revision has no evidence/evidence.pem, so nothing can be verified',
      'add the public half of the evidence key in a change of its own, and merge that first',
    )
  }
  const opened = await open(jws, expected.publicKey)
  if (opened === undefined) {
    const inHead = expected.head?.publicKey
    const replaced =
      inHead !== undefined &&
      inHead !== expected.publicKey &&
      (await open(jws, inHead)) !== undefined
    return replaced
      ? refuse(
          'replaced_evidence_key',
          'the evidence is signed by the evidence key that this same change puts in place; the base revision has another one, and that one counts',
          'change evidence.pem in a change of its own, have it reviewed and merged, then make new evidence',
        )
      : refuse(
          'signature',
          "the evidence's signature is not by the evidence key of the base revision, or the evidence was changed after it was signed",
          again(expected),
        )
  }
  const { type, payload } = opened
  if (type !== evidenceType || payload.aud !== evidenceAudience || payload.kind !== expected.kind) {
    return refuse(
      'other_purpose',
      `this is signed, but it is no evidence for "${expected.kind}"`,
      again(expected),
    )
  }
  if (!isEvidence(payload)) {
    return refuse(
      'malformed',
      `the evidence lacks what this version of ikctl (${version}) looks for; it was made by ${typeof payload.tool === 'string' ? payload.tool : 'another one'}`,
      again(expected),
    )
  }
  const evidence: Evidence = payload
  const signedAt = payload.iat * 1000
  const refusal =
    checkSubject(evidence, expected) ??
    checkTime(signedAt, expected) ??
    checkContent(evidence, expected, signedAt)
  return refusal ?? { ok: true, evidence, signedAt }
}

// --- internal ---

type Refused = EvidenceVerdict & { ok: false }

function refuse(code: EvidenceRefusal, message: string, wayForward: string): Refused {
  return { ok: false, code, message, wayForward }
}

function again({ command }: Pick<EvidenceExpectations, 'command'>): string {
  return `make it again: \`${command}\``
}

/** What it says of its own subject. */
function checkContent(
  evidence: Evidence,
  expected: EvidenceExpectations,
  signedAt: number,
): Refused | undefined {
  switch (evidence.kind) {
    case 'canary':
      return checkCanary(evidence, expected)
    case 'promote':
      return checkLogins(evidence, expected)
    case 'retire':
      return checkRefusal(evidence, expected, signedAt)
    case 'cutover':
      // Whom it is about is for the caller to look up.
      return undefined
  }
}

/** jose ignores stray bits in base64url; a changed byte has to be noticed wherever it is. */
function isCanonical(jws: string): boolean {
  const parts = jws.split('.')
  return (
    parts.length === 3 &&
    parts.every(
      (part) =>
        part !== '' &&
        /^[\w-]+$/.test(part) &&
        Buffer.from(part, 'base64url').toString('base64url') === part,
    )
  )
}

async function open(
  jws: string,
  pem: string,
): Promise<{ type: unknown; payload: Record<string, unknown> } | undefined> {
  const key = readPublicKey(pem)
  if (key === undefined) return undefined
  try {
    const { payload, protectedHeader } = await compactVerify(jws, key.keyObject, {
      algorithms: [key.alg],
    })
    const json: unknown = JSON.parse(Buffer.from(payload).toString('utf8'))
    if (typeof json !== 'object' || json === null) return undefined
    return { type: protectedHeader.typ, payload: json as Record<string, unknown> }
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** What the evidence key signed has been made by ikctl, but perhaps by another version of it. */
function isEvidence(
  payload: Record<string, unknown>,
): payload is Record<string, unknown> & Evidence & { iat: number } {
  return (
    has(payload, { iat: 'number', product: 'string', integrationKey: 'string' }) &&
    (payload.commit === null || typeof payload.commit === 'string') &&
    has(payload.candidate, keyPairMembers) &&
    isOfKind(payload)
  )
}

function isOfKind(payload: Record<string, unknown>): boolean {
  const { kind, active, login, sample, logins, refusal, tenants } = payload
  if (kind === 'canary') return has(login, { user: 'string', account: 'string' })
  if (kind === 'cutover') {
    const isMap = typeof tenants === 'object' && tenants !== null && !Array.isArray(tenants)
    return isMap && Object.values(tenants).every((digest) => typeof digest === 'string')
  }
  if (!has(active, keyPairMembers)) return false
  return kind === 'promote'
    ? has(sample, { tenants: 'number', liveTenants: 'number' }) &&
        loginKinds.every((name) =>
          has((logins as Record<string, unknown> | undefined)?.[name], { count: 'number' }),
        )
    : has(refusal, { attempts: 'number', refused: 'number', activeAccepted: 'number' })
}

const keyPairMembers = { id: 'string', thumbprint: 'string' } as const

function has(value: unknown, members: Record<string, 'string' | 'number'>): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(members).every(([name, type]) => {
      const member = (value as Record<string, unknown>)[name]
      return type === 'number' ? Number.isInteger(member) : typeof member === type
    })
  )
}

function readPublicKey(pem: string): { keyObject: KeyObject; alg: EvidenceAlgorithm } | undefined {
  let keyObject: KeyObject
  try {
    keyObject = createPublicKey(pem)
  } catch {
    return undefined
  }
  const { asymmetricKeyType, asymmetricKeyDetails } = keyObject
  if (asymmetricKeyType === 'rsa') return { keyObject, alg: 'PS256' }
  return asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1'
    ? { keyObject, alg: 'ES256' }
    : undefined
}

function checkSubject(evidence: Evidence, expected: EvidenceExpectations): Refused | undefined {
  const other = (code: EvidenceRefusal, what: string, found: string, wanted: string) =>
    refuse(code, `the evidence is about ${what} ${found}, not ${wanted}`, again(expected))
  const { product, integrationKey, platform, candidate, commit } = evidence
  if (product !== expected.product) {
    return other('other_product', 'the product', product, expected.product)
  }
  if (integrationKey !== expected.integrationKey) {
    return other(
      'other_integration_key',
      'integration key',
      integrationKey,
      expected.integrationKey,
    )
  }
  if (platform !== expected.platform) {
    return other('other_platform', 'the platform', platform, expected.platform)
  }
  const active = 'active' in evidence ? evidence.active : undefined
  for (const [code, what, found, wanted] of [
    ['other_candidate', 'key pair', candidate, expected.candidate],
    ['other_active', 'the active key pair', active, expected.active],
  ] as const) {
    if (found === undefined || wanted === undefined) continue
    if (found.id !== wanted.id) return other(code, what, found.id, wanted.id)
    if (found.thumbprint !== wanted.thumbprint) {
      const thumbprint = wanted.thumbprint ?? 'one that the base does not declare'
      return other(code, `${what} ${found.id} with thumbprint`, found.thumbprint, thumbprint)
    }
  }
  // A login of the canary user says nothing about the tenants of a commit.
  if (expected.isAncestorOfBase !== undefined && evidence.kind !== 'canary') {
    if (commit === null || !expected.isAncestorOfBase(commit)) {
      return refuse(
        'other_commit',
        `the evidence is about commit ${commit ?? '(none)'}, which is not part of the base revision's history`,
        `${again(expected)} on the branch that this change goes into`,
      )
    }
  }
  return undefined
}

/** Clocks differ a little. */
const clockToleranceMs = 60_000

function checkTime(signedAt: number, expected: EvidenceExpectations): Refused | undefined {
  const { policy, head, now, fresh, notBefore } = expected
  const at = new Date(signedAt).toISOString()
  if (!(signedAt <= now + clockToleranceMs)) {
    return refuse('from_the_future', `the evidence was signed at ${at}, after now`, again(expected))
  }
  if (notBefore !== undefined && !(signedAt >= notBefore - clockToleranceMs)) {
    return refuse(
      'outlived',
      `the evidence of ${at} is from before the key pair was taken back and registered again`,
      again(expected),
    )
  }
  if (!fresh || now - signedAt <= parseDuration(policy.maxAge)) return undefined
  const loosened = head?.policy
  if (loosened !== undefined && now - signedAt <= parseDuration(loosened.maxAge)) {
    return refuse(
      'loosened_policy',
      `the evidence of ${at} is older than ${policy.maxAge}; this same change raises rotation.evidence.maxAge to ${loosened.maxAge}, but the base revision's counts`,
      `${again(expected)}, or change the policy in a change of its own`,
    )
  }
  return refuse('stale', `the evidence of ${at} is older than ${policy.maxAge}`, again(expected))
}

function checkCanary(
  { login }: CanaryEvidence,
  expected: EvidenceExpectations,
): Refused | undefined {
  const { user, account } = expected.canary
  if (login.user === user && login.account === account) return undefined
  return refuse(
    'other_canary',
    `the evidence is about a login as user ${login.user} of account ${login.account}, but the canary is user ${user} of account ${account}`,
    again(expected),
  )
}

function checkLogins(
  evidence: PromoteEvidence,
  expected: EvidenceExpectations,
): Refused | undefined {
  return (
    checkCounts(evidence, expected) ??
    checkSample(evidence, expected) ??
    checkOutcome(evidence, expected)
  )
}

/** Whether the numbers can be true at all, and are those of the commit that they name. */
function checkCounts(
  { sample, logins, commit }: PromoteEvidence,
  expected: EvidenceExpectations,
): Refused | undefined {
  const counts = loginKinds.map((kind) => logins[kind].count)
  const total = counts.reduce((sum, count) => sum + count, 0)
  const { tenants, liveTenants } = sample
  if (
    [...counts, tenants, liveTenants].some((count) => count < 0) ||
    tenants > liveTenants ||
    total < tenants
  ) {
    return refuse(
      'impossible_counts',
      `the evidence counts ${total} logins (${loginKinds.map((kind) => `${logins[kind].count} ${kind}`).join(', ')}) of ${tenants} of ${liveTenants} live tenants, which cannot be`,
      again(expected),
    )
  }
  const inCommit = commit === null ? undefined : expected.fleet?.at(commit)
  if (inCommit === undefined || inCommit === liveTenants) return undefined
  return refuse(
    'other_fleet',
    `the evidence counts ${liveTenants} live tenants, but the commit ${commit} that it names has ${inCommit}`,
    again(expected),
  )
}

/** Whether as many tenants were tested as the policy asks of the fleet that is there now. */
function checkSample(
  { sample }: PromoteEvidence,
  expected: EvidenceExpectations,
): Refused | undefined {
  const { policy, head } = expected
  const liveTenants = expected.fleet?.base() ?? sample.liveTenants
  const required = (asked: EvidencePolicy['sample']) =>
    asked === 'all' ? liveTenants : Math.min(asked, liveTenants)
  if (sample.tenants >= required(policy.sample)) return undefined
  const what = `the evidence covers ${sample.tenants} of ${liveTenants} live tenants`
  const loosened = head?.policy
  return loosened !== undefined && sample.tenants >= required(loosened.sample)
    ? refuse(
        'loosened_policy',
        `${what}; this same change lowers rotation.evidence.sample to ${loosened.sample}, but the base revision asks for ${policy.sample}`,
        `${again(expected)}, or change the policy in a change of its own`,
      )
    : refuse('sample_too_small', `${what}, the policy asks for ${policy.sample}`, again(expected))
}

/** Whether nobody would be locked out. */
function checkOutcome(
  { canary, logins: { regressed, unproven, passing, fixed } }: PromoteEvidence,
  expected: EvidenceExpectations,
): Refused | undefined {
  if (canary !== 'passed') {
    return refuse(
      'canary_failed',
      'the canary user could not log in with this key pair',
      'see what `ikctl smoke` says about the canary, fix it, and make new evidence',
    )
  }
  if (regressed.count > 0) {
    return refuse(
      'regressed',
      `${people(regressed.count)} who can log in today could not log in with this key pair`,
      `the report of \`ikctl smoke\` names them and says why; fix that, then ${again(expected)}`,
    )
  }
  if (unproven.count > 0) {
    return refuse(
      'unproven',
      `for ${people(unproven.count)} nothing is proven: network, clock or throttling came in between`,
      again(expected),
    )
  }
  if (passing.count + fixed.count < 1) {
    return refuse(
      'nobody_passed',
      'the evidence has no tenant user who could log in with this key pair',
      `see why with \`ikctl smoke\`, then ${again(expected)}`,
    )
  }
  return undefined
}

function checkRefusal(
  { refusal, publishedAt, from }: RetireEvidence,
  expected: EvidenceExpectations,
  signedAt: number,
): Refused | undefined {
  const { attempts, refused, activeAccepted } = refusal
  // Written so that nothing that is not a number passes.
  if (!(refused >= minRefusals && refused === attempts && activeAccepted >= 1)) {
    return refuse(
      'not_refused',
      `Docusign refused the key pair ${refused} of ${attempts} times and accepted the active one ${activeAccepted} times: that does not prove that it was deleted`,
      `delete it at Docusign, wait, then ${again(expected)}`,
    )
  }
  if (expected.overlap === undefined) return undefined
  const published = Date.parse(publishedAt ?? '')
  if (from !== 'retiring' || Number.isNaN(published)) {
    return refuse(
      'overlap',
      'the proof does not say when the new settings were published',
      again(expected),
    )
  }
  if (!(signedAt - published >= parseDuration(expected.overlap))) {
    return refuse(
      'overlap',
      `the new settings were published at ${publishedAt}, less than the overlap of ${expected.overlap} before the proof`,
      again(expected),
    )
  }
  return undefined
}

function people(count: number): string {
  return count === 1 ? '1 user' : `${count} users`
}
