import { parseDuration } from '../config/duration.ts'
import { canonicalGuid } from '../config/guid.ts'
import { consentLink } from '../docusign/consent-link.ts'
import { ConsentDenied, ConsentFailed, StateRefused } from './consent-error.ts'
import { signConsentState, verifyConsentState } from './consent-state.ts'
import { readAnswer } from './read-answer.ts'
import { readStateKey } from './state-key.ts'
import type { TenantUser } from './tenant-user.ts'
import type { UsedStates } from './used-states.ts'

/** Settings of {@link createConsent}. */
export interface ConsentOptions {
  integrationKey: string
  /** `account.docusign.com` in production, `account-d.docusign.com` for demo accounts. */
  oauthHost: string
  /** Registered with the integration key, byte for byte: where Docusign comes back to. */
  redirectUri: string
  /** The scopes to consent to; absent: `signature` and `impersonation`. */
  scopes?: readonly string[]
  /** What `ikctl consent state-key` made. Who has it can make links that count as ours. */
  stateKey: string
  /** Remembers which states were used: see {@link usedStatesInFolder}, or a table of a database. */
  used: UsedStates
  /** How long a link can be followed, such as `24h`; absent: `7d`. */
  lifetime?: string
  /** The clock, in milliseconds since 1970; absent: the real one. */
  now?: () => number
}

/** A link at which a user grants consent, whose answer will be known again. */
export interface SignedConsentLink {
  url: string
  /** Epoch milliseconds. */
  expiresAt: number
}

export interface Consent {
  /**
   * A link for one user of one tenant.
   *
   * @param organization for the administrator of the customer's organization: see {@link consentLink}.
   */
  link(who: TenantUser, options?: { organization?: boolean }): Promise<SignedConsentLink>
  /**
   * Whose link was answered with yes. That proves that the answer belongs to a link of ours, which was
   * not answered before; who was signed in it cannot prove: a login as that user does.
   *
   * @param url that the browser came back to, whole or from its path on.
   * @throws {StateRefused} when it is no such answer.
   * @throws {ConsentDenied} when the answer is no.
   * @throws {ConsentFailed} when the answer is neither: the same link may be used again.
   */
  answer(url: string): Promise<TenantUser>
}

/**
 * Consent links with a signed state, and their answers.
 *
 * @throws {StateKeyRefused} for a key that must not sign states.
 * @throws {TypeError} for other options that cannot work.
 *
 * @example
 * const consent = createConsent({
 *   integrationKey: '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90',
 *   oauthHost: 'account.docusign.com',
 *   redirectUri: 'https://app.contoso.example/docusign/consented',
 *   stateKey: process.env.IKCTL_STATE_KEY ?? '',
 *   used: usedStatesInFolder('/var/lib/contoso/used-states'),
 * })
 */
export function createConsent(options: ConsentOptions): Consent {
  const { integrationKey, oauthHost, redirectUri, used, now = Date.now } = options
  const { scopes = ['signature', 'impersonation'], lifetime = '7d' } = options
  const key = readStateKey(options.stateKey)
  const scope = { integrationKey: canonicalGuid(integrationKey), oauthHost }
  const lifetimeMs = parseDuration(lifetime)
  const linkWith = (state: string, organization = false) =>
    consentLink({
      organization,
      origin: `https://${oauthHost}`,
      ...{ integrationKey, scopes, redirectUri, state, prompt: 'login' },
    })
  linkWith('')
  return {
    async link(who, { organization } = {}) {
      const expiresAt = now() + lifetimeMs
      const state = await signConsentState(who, { key, scope, now: now(), expiresAt })
      return { url: linkWith(state, organization), expiresAt }
    },
    async answer(url) {
      const { state, outcome, ...error } = readAnswer(url)
      const { who, nonce, expiresAt } = await verifyConsentState(state, { key, scope, now: now() })
      if (outcome === 'denied') throw new ConsentDenied(who)
      if (outcome === 'failed') throw new ConsentFailed(who, error)
      if (!(await used.take(nonce, expiresAt))) {
        throw new StateRefused('used', 'the state was used before: the link was answered already')
      }
      return who
    },
  }
}
