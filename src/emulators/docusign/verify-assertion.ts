import { type KeyObject, verify } from 'node:crypto'

/** The claims of an assertion (RFC 7523 section 3), each of any type before it is checked. */
export type AssertionClaims = Readonly<Record<string, unknown>>

/**
 * Why an assertion is refused: `malformed` is no JWS in compact form whose payload is a JSON
 * object; `algorithm` is another one than RS256, or a header extension; `signature` is by none of
 * the keys.
 */
export type AssertionRefusal = 'malformed' | 'algorithm' | 'signature'

/** A JWS in compact form, taken apart but not verified. */
export interface Jws {
  readonly payload: Buffer
  readonly signature: Buffer
  /** What was signed, ASCII. */
  readonly signingInput: string
}

/**
 * Verifies an assertion against all public keys; `kid` and keys in the header are ignored. Claims
 * are not judged here.
 *
 * Done with `node:crypto` (32 µs) instead of jose (144 µs, and lenient about white space in
 * base64url): this is nearly all that a token request costs.
 */
export function verifyAssertion(
  jws: string,
  publicKeys: readonly KeyObject[],
): { claims: AssertionClaims } | { reason: AssertionRefusal } {
  const parsed = verifyJws(jws, publicKeys)
  if ('reason' in parsed) return parsed
  const claims = readClaims(parsed)
  return claims === undefined ? { reason: 'malformed' } : { claims }
}

/** Verifies a JWS in compact form, RS256 only, with a payload of any kind. */
export function verifyJws(
  jws: string,
  publicKeys: readonly KeyObject[],
): Jws | { reason: AssertionRefusal } {
  const parsed = parseJws(jws)
  if ('reason' in parsed || isSignedByOneOf(parsed, publicKeys)) return parsed
  return { reason: 'signature' }
}

/** RFC 7515 sections 5.2 and 7.1, with RS256 (RFC 7518 section 3.3) and without extensions. */
export function parseJws(jws: string): Jws | { reason: AssertionRefusal } {
  const parts = jws.split('.')
  const [header, payload, signature] = parts.map(decodeBase64Url)
  if (parts.length !== 3 || !header || !payload || !signature) return { reason: 'malformed' }
  const fields = parseObject(header)
  if (fields === undefined) return { reason: 'malformed' }
  // RFC 7515 section 4.1.11: extensions that are not understood must be refused, and none is.
  // RFC 7797: `b64` would change what is signed.
  if (fields.alg !== 'RS256' || 'crit' in fields || 'b64' in fields) return { reason: 'algorithm' }
  return { payload, signature, signingInput: jws.slice(0, jws.lastIndexOf('.')) }
}

/** Whether one of the keys made the signature (RSASSA-PKCS1-v1_5 with SHA-256). */
export function isSignedByOneOf(jws: Jws, publicKeys: readonly KeyObject[]): boolean {
  const input = Buffer.from(jws.signingInput)
  return publicKeys.some(
    (key) => key.asymmetricKeyType === 'rsa' && verify('sha256', input, key, jws.signature),
  )
}

/** The payload when it is a JSON object (RFC 7519 section 7.2). */
export function readClaims({ payload }: Jws): AssertionClaims | undefined {
  return parseObject(payload)
}

// --- internal ---

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Canonical base64url only (RFC 7515 section 2): no padding, nothing to skip, no stray bits. */
function decodeBase64Url(part: string): Buffer | undefined {
  const bytes = Buffer.from(part, 'base64url')
  return bytes.toString('base64url') === part ? bytes : undefined
}

function parseObject(bytes: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
