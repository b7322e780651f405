import { createPublicKey, type KeyObject } from 'node:crypto'
import { compactVerify, errors } from 'jose'
import { parseDuration } from '../config/duration.ts'
import type { Integration } from '../config/environment.ts'
import { evidenceType } from '../config/evidence-type.ts'
import { version } from '../version.ts'
import {
  type Evidence,
  type EvidenceAlgorithm,
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
  | 'other_commit'
  | 'from_the_future'
  | 'stale'
  | 'sample_too_small'
  | 'loosened_policy'
  | 'canary_failed'
  | 'unproven'
  | 'regressed'
  | 'not_refused'
  | 'overlap'

/** What evidence has to fit; all of it from the base revision, the judge is not in the change. */
export interface EvidenceExpectations {
  /** Its name, for the commands that messages tell. */
  environment: string
  kind: Evidence['kind']
  product: string
  integrationKey: string
  platform: Integration['platform']
  /** A thumbprint that is not declared (emulators) is not compared. */
  candidate: { id: string; thumbprint?: string | undefined }
  active: { id: string; thumbprint?: string | undefined }
  policy: EvidencePolicy
  /** Of `retire`: how long the key pair has to stay registered, such as `24h`; absent: no overlap. */
  overlap?: string
  /** `evidence.pem`. */
  publicKey: string | undefined
  /** What the change would put in place of policy and key: it does not count, but explains. */
  head?: { policy?: EvidencePolicy | undefined; publicKey?: string | undefined }
  /** Whether a commit is the base or one of its ancestors; absent: outside a Git repository. */
  isAncestorOfBase?: ((commit: string) => boolean) | undefined
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
    (evidence.kind === 'promote'
      ? checkLogins(evidence, expected)
      : checkRefusal(evidence, expected, signedAt))
  return refusal ?? { ok: true, evidence, signedAt }
}

// --- internal ---

type Refused = EvidenceVerdict & { ok: false }

function refuse(code: EvidenceRefusal, message: string, wayForward: string): Refused {
  return { ok: false, code, message, wayForward }
}

function again({ kind, environment, candidate }: EvidenceExpectations): string {
  return kind === 'promote'
    ? `make new evidence: \`ikctl smoke ${environment} --candidate ${candidate.id}\``
    : `make new proof: \`ikctl rotate retire ${environment} ${candidate.id}\``
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
  const has = (value: unknown, members: Record<string, 'string' | 'number' | 'object'>): boolean =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(members).every(([name, type]) => {
      const member = (value as Record<string, unknown>)[name]
      return type === 'number'
        ? Number.isInteger(member)
        : typeof member === type && member !== null
    })
  const keyPair = { id: 'string', thumbprint: 'string' } as const
  return (
    has(payload, { iat: 'number', product: 'string', integrationKey: 'string' }) &&
    (payload.commit === null || typeof payload.commit === 'string') &&
    has(payload.candidate, keyPair) &&
    has(payload.active, keyPair) &&
    (payload.kind === 'promote'
      ? has(payload.sample, { tenants: 'number', liveTenants: 'number' }) &&
        ['passing', 'regressed', 'fixed', 'failing', 'unproven'].every((name) =>
          has((payload.logins as Record<string, unknown> | undefined)?.[name], { count: 'number' }),
        )
      : has(payload.refusal, { attempts: 'number', refused: 'number', activeAccepted: 'number' }))
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
  const differs = (found: string, wanted: string | undefined) =>
    wanted !== undefined && found !== wanted
  const other = (code: EvidenceRefusal, what: string, found: string, wanted: string) =>
    refuse(code, `the evidence is about ${what} ${found}, not ${wanted}`, again(expected))
  const { product, integrationKey, platform, candidate, active, commit } = evidence
  if (differs(product, expected.product)) {
    return other('other_product', 'the product', product, expected.product)
  }
  if (differs(integrationKey, expected.integrationKey)) {
    return other(
      'other_integration_key',
      'integration key',
      integrationKey,
      expected.integrationKey,
    )
  }
  if (differs(platform, expected.platform)) {
    return other('other_platform', 'the platform', platform, expected.platform)
  }
  for (const [code, what, found, wanted] of [
    ['other_candidate', 'key pair', candidate, expected.candidate],
    ['other_active', 'the active key pair', active, expected.active],
  ] as const) {
    if (differs(found.id, wanted.id)) return other(code, what, found.id, wanted.id)
    if (wanted.thumbprint !== undefined && differs(found.thumbprint, wanted.thumbprint)) {
      return other(code, `${what} ${found.id} with thumbprint`, found.thumbprint, wanted.thumbprint)
    }
  }
  if (expected.isAncestorOfBase !== undefined) {
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

function checkTime(
  signedAt: number,
  { policy, head, now, ...expected }: EvidenceExpectations,
): Refused | undefined {
  const wayForward = again({ policy, now, ...expected })
  const at = new Date(signedAt).toISOString()
  if (!(signedAt <= now + clockToleranceMs)) {
    return refuse('from_the_future', `the evidence was signed at ${at}, after now`, wayForward)
  }
  if (now - signedAt <= parseDuration(policy.maxAge)) return undefined
  const loosened = head?.policy
  if (loosened !== undefined && now - signedAt <= parseDuration(loosened.maxAge)) {
    return refuse(
      'loosened_policy',
      `the evidence of ${at} is older than ${policy.maxAge}; this same change raises rotation.evidence.maxAge to ${loosened.maxAge}, but the base revision's counts`,
      `${wayForward}, or change the policy in a change of its own`,
    )
  }
  return refuse('stale', `the evidence of ${at} is older than ${policy.maxAge}`, wayForward)
}

function checkLogins(
  { sample, canary, logins }: PromoteEvidence,
  expected: EvidenceExpectations,
): Refused | undefined {
  const { policy, head } = expected
  const required = (asked: EvidencePolicy['sample']) =>
    asked === 'all' ? sample.liveTenants : Math.min(asked, sample.liveTenants)
  if (sample.tenants < required(policy.sample)) {
    const what = `the evidence covers ${sample.tenants} of ${sample.liveTenants} live tenants`
    const loosened = head?.policy
    return loosened !== undefined && sample.tenants >= required(loosened.sample)
      ? refuse(
          'loosened_policy',
          `${what}; this same change lowers rotation.evidence.sample to ${loosened.sample}, but the base revision asks for ${policy.sample}`,
          `${again(expected)}, or change the policy in a change of its own`,
        )
      : refuse('sample_too_small', `${what}, the policy asks for ${policy.sample}`, again(expected))
  }
  if (canary !== 'passed') {
    return refuse(
      'canary_failed',
      'the canary user could not log in with this key pair',
      'see what `ikctl smoke` says about the canary, mend it, and make new evidence',
    )
  }
  const { regressed, unproven, passing, fixed, failing } = logins
  if (regressed.count > 0) {
    return refuse(
      'regressed',
      `${people(regressed.count)} who can log in today could not log in with this key pair`,
      `the report of \`ikctl smoke\` names them and says why; mend that, then ${again(expected)}`,
    )
  }
  if (unproven.count > 0) {
    return refuse(
      'unproven',
      `for ${people(unproven.count)} nothing is proven: network, clock or throttling came in between`,
      again(expected),
    )
  }
  if (passing.count + fixed.count + failing.count < sample.tenants) {
    return refuse(
      'sample_too_small',
      `the evidence says that ${sample.tenants} tenants were tested, but it counts fewer logins`,
      again(expected),
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
  if (refused < minRefusals || refused !== attempts || activeAccepted < 1) {
    return refuse(
      'not_refused',
      `Docusign refused the key pair ${refused} of ${attempts} times and accepted the active one ${activeAccepted} times: that does not prove that it was deleted`,
      `delete it at Docusign (Apps and Keys), wait, then ${again(expected)}`,
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
  if (signedAt - published < parseDuration(expected.overlap)) {
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
