import { randomBytes } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { canonicalGuid } from '../config/guid.ts'
import { StateRefused } from './consent-error.ts'
import type { TenantUser } from './tenant-user.ts'

/** What a state is bound to. */
export interface StateScope {
  integrationKey: string
  /** `account.docusign.com`, or another one. */
  oauthHost: string
}

/** A state that was signed by us, for this integration key, and is not too old. */
export interface VerifiedState {
  who: TenantUser
  /** Used once; for the keeping of who calls. */
  nonce: string
  /** Epoch milliseconds. */
  expiresAt: number
}

/**
 * A state for a consent link: a compact JWS that says whose consent is asked for. Docusign gives it
 * back with the redirect, unchanged.
 *
 * @param expiresAt in epoch milliseconds.
 */
export async function signConsentState(
  { tenant, role, user }: TenantUser,
  {
    key,
    scope,
    now,
    expiresAt,
  }: { key: Uint8Array; scope: StateScope; now: number; expiresAt: number },
): Promise<string> {
  return new SignJWT({ host: scope.oauthHost, tenant, role })
    .setProtectedHeader({ alg: 'HS256', typ: stateType })
    .setAudience(stateAudience)
    .setIssuer(canonicalGuid(scope.integrationKey))
    .setSubject(canonicalGuid(user))
    .setJti(randomBytes(16).toString('base64url'))
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(Math.floor(expiresAt / 1000))
    .sign(key)
}

/**
 * Checks everything about a state but whether it was used before.
 *
 * @throws {StateRefused} with the reason.
 */
export async function verifyConsentState(
  state: string,
  { key, scope, now }: { key: Uint8Array; scope: StateScope; now: number },
): Promise<VerifiedState> {
  try {
    const { payload } = await jwtVerify(state, key, {
      ...{ algorithms: ['HS256'], typ: stateType, audience: stateAudience },
      ...{ issuer: canonicalGuid(scope.integrationKey), currentDate: new Date(now) },
      ...{ clockTolerance: 60, requiredClaims: ['sub', 'jti', 'iat', 'exp', 'tenant', 'role'] },
    })
    const { host, tenant, role, sub = '', jti = '', iat = 0, exp = 0 } = payload
    if (host !== scope.oauthHost) throw otherIntegration()
    if (typeof tenant !== 'string' || typeof role !== 'string') throw malformed()
    if (!/^[\w-]{22}$/.test(jti) || !Number.isSafeInteger(exp)) throw malformed()
    if (iat * 1000 > now + 60_000) {
      throw new StateRefused('future', 'the state is from the future: compare the clocks')
    }
    return { who: { tenant, role, user: sub }, nonce: jti, expiresAt: exp * 1000 }
  } catch (error) {
    throw refusal(error)
  }
}

// --- internal ---

const stateType = 'ikctl-consent-state+jwt'
const stateAudience = 'ikctl:consent-state'

function refusal(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) {
    return new StateRefused('expired', 'the state has expired: send a new consent link')
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return new StateRefused(
      'signature',
      'the state was not signed with this key: it is not from a link of ours, was changed, or the key is another one',
    )
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'iss') return otherIntegration()
    if (error.reason === 'missing' || error.reason === 'invalid') return malformed()
    return new StateRefused('other_purpose', 'this is signed, but it is no consent state')
  }
  return error instanceof errors.JOSEError ? malformed() : error
}

function malformed(): StateRefused {
  return new StateRefused('malformed', 'the state is none of ours: it is no signed consent state')
}

function otherIntegration(): StateRefused {
  return new StateRefused(
    'other_integration',
    'the state belongs to another integration key or platform: check the environment',
  )
}
