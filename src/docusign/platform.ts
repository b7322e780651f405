import { demoBaseUri, isBaseUri } from '../config/base-uri.ts'

/** The name of a Docusign platform in the configuration. */
export type PlatformName = 'demo' | 'production' | 'emulator'

/**
 * The OAuth server and the audience of assertions for it. They are one setting: an assertion for
 * one platform sent to the other is refused (`issuer_not_found`, `no_valid_keys_or_signatures`).
 */
export interface OAuthPlatform {
  readonly name: PlatformName
  /** `https://HOST[:PORT]`, without a trailing slash. */
  readonly origin: string
  /** The assertion's `aud`: host and port, compared byte for byte (RFC 7523 section 3). */
  readonly audience: string
}

/**
 * The OAuth platform of an environment.
 *
 * @param emulatorUrl where the emulator listens, `https://localhost:PORT`; needed for `emulator`
 *   only, where the audience is its host and port, as Docusign's own SDKs have it.
 * @throws {TypeError} when that URL is missing, not HTTPS, or more than an origin.
 * @see https://developers.docusign.com/platform/auth/jwt-get-token
 */
export function oauthPlatform(name: 'demo' | 'production'): OAuthPlatform
export function oauthPlatform(name: PlatformName, emulatorUrl?: string): OAuthPlatform
export function oauthPlatform(name: PlatformName, emulatorUrl?: string): OAuthPlatform {
  if (name !== 'emulator') {
    const audience = name === 'production' ? 'account.docusign.com' : 'account-d.docusign.com'
    return { name, origin: `https://${audience}`, audience }
  }
  const url = URL.canParse(emulatorUrl ?? '') ? new URL(emulatorUrl ?? '') : undefined
  if (url === undefined || url.protocol !== 'https:' || url.href !== `${url.origin}/`) {
    throw new TypeError(
      `platform "emulator" needs the emulator's address as https://HOST:PORT, got "${emulatorUrl ?? ''}"`,
    )
  }
  return { name, origin: url.origin, audience: url.host }
}

/**
 * Where the REST API of an account is.
 *
 * The emulator answers for accounts of all regions itself: what is emulated never reaches Docusign.
 *
 * @param baseUri of the account, as user info gives it.
 * @returns undefined for an address that is none of the platform's: no token may be sent there.
 */
export function restOrigin({ name, origin }: OAuthPlatform, baseUri: string): string | undefined {
  if (name === 'emulator') return origin
  const uri = baseUri.toLowerCase().replace(/\/$/, '')
  return isBaseUri(uri) && (uri === demoBaseUri) === (name === 'demo') ? uri : undefined
}
