import type { AssertionSigner } from '../keys/assertion-signer.ts'

/** What all assertions of a run have in common. */
export interface AssertionSettings {
  /** OAuth client id: the claim `iss`. */
  integrationKey: string
  /** The OAuth host, without scheme and slash: the claim `aud`. */
  audience: string
  scopes: readonly string[]
  signer: AssertionSigner
  /** From `iat` to `exp` in seconds, 1 to 3600; absent: 600. */
  lifetime?: number
  /** Milliseconds since 1970. */
  now?: () => number
}

/** Makes the assertion for one user; the caller's abort reason is thrown as it is. */
export type AssertionFactory = (
  userId: string,
  options?: { signal?: AbortSignal },
) => Promise<string>

/**
 * Prepares the making of many assertions (RFC 7523) that differ only in user and time.
 *
 * Claims are `iss`, `sub`, `aud`, `iat`, `exp` and `scope`, in this order, times in whole seconds.
 * There is no `nbf`: with a clock that is a little fast it would look like a wrong key.
 *
 * @throws {TypeError} for settings that Docusign cannot accept.
 */
export function createAssertionFactory(settings: AssertionSettings): AssertionFactory {
  const { integrationKey, audience, scopes, signer, lifetime = 600, now = Date.now } = settings
  check(settings, lifetime)
  const beforeUser = `{"iss":${JSON.stringify(integrationKey)},"sub":`
  const beforeIssued = `,"aud":${JSON.stringify(audience)},"iat":`
  const afterExpiry = `,"scope":${JSON.stringify(scopes.join(' '))}}`

  return async (userId, options) => {
    const iat = Math.floor(now() / 1000)
    const claims = `${beforeUser}${JSON.stringify(userId)}${beforeIssued}${iat},"exp":${iat + lifetime}${afterExpiry}`
    const signingInput = `${header}.${base64url(claims)}`
    const signature = await signer.sign(Buffer.from(signingInput, 'latin1'), options)
    return `${signingInput}.${bytesToBase64url(signature)}`
  }
}

/**
 * One signed assertion: see {@link createAssertionFactory}.
 *
 * @param settings.userId the GUID of the user to impersonate: the claim `sub`.
 */
export function signAssertion({
  userId,
  signal,
  ...settings
}: AssertionSettings & { userId: string; signal?: AbortSignal }): Promise<string> {
  const assertion = createAssertionFactory(settings)
  return assertion(userId, signal === undefined ? {} : { signal })
}

// --- internal ---

/** As the official SDKs send it; no `kid`: whether Docusign reads it is not known. */
const header = base64url('{"alg":"RS256","typ":"JWT"}')

function base64url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url')
}

function bytesToBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url')
}

function check({ audience, scopes }: AssertionSettings, lifetime: number): void {
  if (!/^[a-z0-9.-]+(?::\d+)?$/.test(audience)) {
    throw new TypeError(`"audience" is a host without scheme, path and slash, got "${audience}"`)
  }
  if (scopes.length === 0 || !scopes.every((scope) => /^[\w.:-]+$/.test(scope))) {
    throw new TypeError('"scopes" is a list of at least one scope, each without white space')
  }
  if (!Number.isInteger(lifetime) || lifetime < 1 || lifetime > 3600) {
    throw new TypeError(`"lifetime" is a whole number of seconds from 1 to 3600, got ${lifetime}`)
  }
}
