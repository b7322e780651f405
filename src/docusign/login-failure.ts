import type { Integration } from '../config/environment.ts'
import { keyManagement } from '../key-pair/apps-and-keys.ts'
/** Why a login did not work. Names are stable: reports and `knownFailure` use them. */
export type FailureClass =
  | 'key_rejected'
  | 'app_unknown'
  | 'clock_skew'
  | 'consent_required'
  | 'scope_missing'
  | 'user_not_found'
  | 'user_mismatch'
  | 'account_mismatch'
  | 'base_uri_mismatch'
  | 'throttled'
  | 'transient'
  | 'network_config'
  | 'signer_error'
  | 'unknown'

/**
 * Whom a failure concerns: `app` the integration key, so every tenant; `tenant` this login only;
 * `host` the way there (network, clock, throttling), so it says nothing about any tenant.
 */
export type FailureScope = 'app' | 'tenant' | 'host'

/**
 * Whether trying again can help: `once` a single time; `backoff` a few times with growing random
 * waits; `pause` after the server's `Retry-After`, for the whole host.
 */
export type RetryPolicy = 'never' | 'once' | 'backoff' | 'pause'

/** How far a login attempt came. */
export type LoginPhase =
  | 'sign'
  | 'proxy'
  | 'dns'
  | 'connect'
  | 'tls'
  | 'request'
  | 'response'
  | 'body'

/**
 * A login that did not work, as data. Every text in it is safe to print: no assertion, token or
 * key, printable ASCII only, bounded length.
 */
export interface LoginFailure {
  class: FailureClass
  scope: FailureScope
  /** Whether another attempt may help; how to wait is the class's retry policy. */
  retryable: boolean
  /** What happened, a full sentence. */
  message: string
  /** What to do next, in plain words. */
  action: string
  phase?: LoginPhase
  /** HTTP status of the answer. */
  status?: number
  /** The OAuth `error`, or the `errorCode` of a REST error body. */
  error?: string
  errorDescription?: string
  /** Code of a failure below HTTP, such as `ECONNREFUSED`. */
  networkCode?: string
  /** Docusign's `X-DocuSign-TraceToken`: its support asks for it. */
  traceToken?: string
  /** How long the server asks to wait, in milliseconds. */
  retryAfterMs?: number
  /** The server's clock minus this machine's, in milliseconds. */
  skewMs?: number
}

/** What is known about a login besides its failure; each member makes the action more precise. */
export interface LoginContext {
  integrationKey?: string
  /** The assertion's `aud`, such as `account-d.docusign.com`. */
  audience?: string
  userId?: string
  accountId?: string
  /** Where the integration key is managed; absent: not known, and both places are named. */
  managedIn?: Integration['managedIn']
  /** RFC 7638 thumbprint of the key pair that signed. */
  thumbprint?: string
  /** SHA-256 of its SPKI DER, base64. */
  spkiSha256?: string
  /** The link at which the user grants consent. */
  consentLink?: string
}

/** What is fixed for all failures of a class. */
export interface FailureClassInfo {
  scope: FailureScope
  retry: RetryPolicy
  /** A few words for tables. */
  title: string
}

/** The taxonomy. */
export const failureClasses: Readonly<Record<FailureClass, FailureClassInfo>> = {
  key_rejected: { scope: 'app', retry: 'once', title: 'signature refused' },
  app_unknown: { scope: 'app', retry: 'never', title: 'integration key unknown' },
  clock_skew: { scope: 'host', retry: 'never', title: 'clock is wrong' },
  consent_required: { scope: 'tenant', retry: 'never', title: 'no consent' },
  scope_missing: { scope: 'tenant', retry: 'never', title: 'consent lacks a scope' },
  user_not_found: { scope: 'tenant', retry: 'never', title: 'user not found' },
  user_mismatch: { scope: 'tenant', retry: 'never', title: 'another user logged in' },
  account_mismatch: { scope: 'tenant', retry: 'never', title: 'not a member of the account' },
  base_uri_mismatch: { scope: 'tenant', retry: 'never', title: 'other base URI' },
  throttled: { scope: 'host', retry: 'pause', title: 'throttled' },
  transient: { scope: 'host', retry: 'backoff', title: 'no proper answer' },
  network_config: { scope: 'host', retry: 'never', title: 'network or certificate problem' },
  signer_error: { scope: 'app', retry: 'never', title: 'no signature' },
  unknown: { scope: 'tenant', retry: 'never', title: 'unknown answer' },
}

/** What a {@link LoginFailure} is made of besides what its class fixes. */
export type FailureDetails = Pick<LoginFailure, 'class' | 'message'> &
  Partial<Omit<LoginFailure, 'class' | 'message' | 'scope' | 'action'>>

/**
 * Completes a failure from its class.
 *
 * @param details `retryable` overrides what the class says.
 */
export function loginFailure(details: FailureDetails, context: LoginContext = {}): LoginFailure {
  const { scope, retry } = failureClasses[details.class]
  return {
    scope,
    retryable: retry !== 'never',
    ...details,
    action: failureAction(details, context),
  }
}

/**
 * What to do about a failure, in plain words, as precise as the context allows. The client knows
 * neither tenant nor key pair, so a caller who does replaces `action` by this.
 */
export function failureAction(
  failure: Pick<LoginFailure, 'class' | 'phase' | 'skewMs' | 'retryAfterMs' | 'traceToken'>,
  context: LoginContext = {},
): string {
  return actions[failure.class](failure, context)
}

/** Clocks further apart than this make Docusign refuse good assertions; in milliseconds. */
export const maxSkewMs = 60_000

// --- internal ---

type Action = (failure: Parameters<typeof failureAction>[0], context: LoginContext) => string

const actions: Record<FailureClass, Action> = {
  key_rejected: ({ skewMs }, c) =>
    [
      'check in this order:',
      `(1) the assertion's "aud" is exactly ${quote(c.audience, 'the OAuth host without scheme and slash')};`,
      `(2) this machine's clock ${skewMs === undefined ? 'is right' : `(${describeSkew(skewMs)})`};`,
      `(3) the platform: a key pair registered for demo is unknown to production and the other way round;`,
      `(4) ${keyManagement(c.managedIn ?? 'unknown')} lists, for ${name('integration key', c.integrationKey, 'this integration key')}, the key pair that signs${fingerprints(c)}`,
    ].join(' '),
  app_unknown: (_, c) =>
    `check that ${name('integration key', c.integrationKey, 'the integration key')} exists on this platform (production knows it only after go-live) and that the assertion's "aud" ${c.audience ? `"${c.audience}" ` : ''}belongs to the host that was asked`,
  clock_skew: ({ skewMs }) =>
    skewMs !== undefined && Math.abs(skewMs) <= maxSkewMs
      ? `this machine's clock is right (${describeSkew(skewMs)}), so the assertion waited too long before it was sent: run again with less concurrency`
      : `set this machine's clock by NTP${skewMs === undefined ? '' : ` (${describeSkew(skewMs)})`}, then run again`,
  consent_required: (_, c) =>
    `${openConsent(c)}. If consent was given before: it was for fewer scopes, or by another user id under the same e-mail address`,
  scope_missing: (_, c) =>
    `${openConsent(c)}. All scopes asked for at login have to be consented to`,
  user_not_found: (_, c) =>
    `check ${name('user', c.userId, 'the user id')}: it must be the GUID "User ID" (formerly "API Username") of an active user on this platform, not the account id and not an e-mail address`,
  user_mismatch: (_, c) =>
    `check ${name('user', c.userId, 'the user id')} in the tenant's file: the person may have several user ids under one e-mail address`,
  account_mismatch: (_, c) =>
    `check ${name('account', c.accountId, 'the account id')} in the tenant's file, and that ${name('user', c.userId, 'the user')} is still a member of that account`,
  base_uri_mismatch: () => `set "baseUri" in the tenant's file to the address that Docusign names`,
  throttled: ({ retryAfterMs }) =>
    `wait ${retryAfterMs === undefined ? 'a while' : `${Math.ceil(retryAfterMs / 1000)} s`} and run again with a lower rate`,
  transient: () => 'run again; if it stays, look at the network and at https://status.docusign.com',
  network_config: ({ phase }) => {
    if (phase === 'proxy') {
      return "check the proxy's address, user name and password, and that it allows this host on port 443; NO_PROXY names hosts that are reached directly"
    }
    return phase === 'tls'
      ? 'check the clock, the certificates that this machine trusts (NODE_EXTRA_CA_CERTS adds one) and any proxy that opens TLS'
      : 'check DNS and firewall: this machine must reach the OAuth host on port 443, directly or through a proxy (HTTPS_PROXY)'
  },
  signer_error: () =>
    'check that the vault can be reached, that this identity may read the key and sign with it, and that the key version is enabled and not expired',
  unknown: ({ traceToken }) =>
    `run again; if it stays, report what is shown here${traceToken === undefined ? '' : ', with the trace token,'} to Docusign's support`,
}

function openConsent({ consentLink, userId }: LoginContext): string {
  return consentLink === undefined
    ? `${name('user', userId, 'the user')} has to grant consent: \`ikctl consent\` prints the link`
    : `open ${consentLink} signed in as ${name('user', userId, 'this very user')} and grant consent`
}

function fingerprints({ thumbprint, spkiSha256 }: LoginContext): string {
  const parts = [
    ...(thumbprint === undefined ? [] : [`thumbprint ${thumbprint}`]),
    ...(spkiSha256 === undefined ? [] : [`SPKI SHA-256 ${spkiSha256}`]),
  ]
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}

function describeSkew(skewMs: number): string {
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  if (seconds <= 2) return "it agrees with Docusign's"
  return `it is about ${seconds} s ${skewMs > 0 ? 'behind' : 'ahead of'} Docusign's`
}

function name(kind: string, value: string | undefined, otherwise: string): string {
  return value === undefined ? otherwise : `${kind} ${value}`
}

function quote(value: string | undefined, otherwise: string): string {
  return value === undefined ? otherwise : `"${value}"`
}
