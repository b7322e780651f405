/** What a consent link asks for. */
export interface ConsentLinkOptions {
  /** The OAuth server, `https://HOST`. */
  origin: string
  integrationKey: string
  /** The scopes to consent to; must contain those used at login. */
  scopes: readonly string[]
  /** Registered with the integration key, byte for byte. */
  redirectUri: string
  /** Comes back with the redirect unchanged. */
  state?: string
  /**
   * An administrator of the customer's organization consents for all users whose e-mail domain the
   * organization has claimed; the link is the same otherwise.
   */
  organization?: boolean
  /** `login` makes Docusign ask who is there, even when somebody is logged in. */
  prompt?: 'login'
}

/**
 * The link at which a user lets the integration key act in his name. It has to be opened signed in
 * as that user.
 *
 * Scopes are separated by `%20`: with `%2B` consent seems to work and logins still fail with
 * `consent_required`.
 *
 * @throws {TypeError} for a scope with white space or a plus sign in it.
 * @see https://developers.docusign.com/platform/auth/reference/obtain-consent
 * @see https://developers.docusign.com/platform/auth/consent/obtaining-admin-consent-external/
 */
export function consentLink(options: ConsentLinkOptions): string {
  const { origin, integrationKey, scopes, redirectUri, state, prompt, organization } = options
  if (scopes.length === 0 || !scopes.every((scope) => /^[\w.:-]+$/.test(scope))) {
    throw new TypeError('"scopes" is a list of at least one scope, each without white space or "+"')
  }
  const parameters = {
    response_type: 'code',
    scope: organization ? 'openid' : scopes.join(' '),
    admin_consent_scope: organization ? scopes.join(' ') : undefined,
    client_id: integrationKey,
    redirect_uri: redirectUri,
    state,
    prompt,
  }
  const query = Object.entries(parameters)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `${origin}/oauth/auth?${query.join('&')}`
}
