import type { Integration } from '../config/environment.ts'
import {
  type FailureClass,
  type FailureScope,
  failureClasses,
  type Proof,
} from '../failure/failure-classes.ts'
import { actionOfCode } from '../failure/failure-table.ts'
import { keyManagement } from '../key-pair/apps-and-keys.ts'

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
  proof: Proof
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
  /** The tenant's file says that the customer's organization consents for its users. */
  organization?: boolean
  /** The link at which the user grants consent. */
  consentLink?: string
}

/** What a {@link LoginFailure} is made of besides what its class fixes. */
export type FailureDetails = Pick<LoginFailure, 'class' | 'message'> &
  Partial<Omit<LoginFailure, 'class' | 'message' | 'scope' | 'proof'>>

/**
 * Completes a failure from its class.
 *
 * @param details `retryable` and `action` override what the class says.
 */
export function loginFailure(details: FailureDetails, context: LoginContext = {}): LoginFailure {
  const { scope, proof, retry } = failureClasses[details.class]
  return {
    ...{ scope, proof, retryable: retry !== 'never', action: failureAction(details, context) },
    ...details,
  }
}

/**
 * What to do about a failure, in plain words, as precise as the context allows. The client knows
 * neither tenant nor key pair, so a caller who does replaces `action` by this.
 */
export function failureAction(failure: ActionFacts, context: LoginContext = {}): string {
  const { error, networkCode } = failure
  const ofCode = actionOfCode(failure.class, error ?? networkCode)
  return ofCode ?? actions[failure.class](failure, context)
}

/** Clocks further apart than this make Docusign refuse good assertions; in milliseconds. */
export const maxSkewMs = 60_000

// --- internal ---

type ActionFacts = Pick<LoginFailure, 'class'> &
  Partial<
    Pick<
      LoginFailure,
      'phase' | 'skewMs' | 'retryAfterMs' | 'traceToken' | 'error' | 'networkCode' | 'status'
    >
  >

type Action = (failure: ActionFacts, context: LoginContext) => string

const actions: Record<FailureClass, Action> = {
  key_rejected: (failure, c) => checklist(keyChecks(failure, c)),
  app_refused: (_, c) =>
    `check that ${name('integration key', c.integrationKey, 'the integration key')} may use the JWT grant on this platform: it needs an RSA key pair, and in production a go-live`,
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
  user_not_allowed: (_, c) =>
    `let an administrator of the customer's account give ${name('user', c.userId, 'the user')} a permission profile that allows the API (Docusign Admin, Users)`,
  account_not_allowed: (_, c) =>
    `ask the customer: the plan of ${name('account', c.accountId, 'the account')} has to include the API (Docusign's sales or support can add it)`,
  sending_blocked: (_, c) =>
    `ask the customer: an administrator of ${name('account', c.accountId, 'the account')} or Docusign's support can say why it may not send`,
  plan_ended: (_, c) =>
    `ask the customer to renew the plan of ${name('account', c.accountId, 'the account')}, or set the tenant to "suspended"`,
  user_inactive: (_, c) =>
    `let an administrator of the customer's account activate ${name('user', c.userId, 'the user')} (Docusign Admin, Users), or name another user in the tenant's file`,
  user_may_not_send: (_, c) =>
    `let an administrator of the customer's account give ${name('user', c.userId, 'the user')} a permission profile that allows sending (Docusign Admin, Users)`,
  webhook_missing: (_, c) =>
    `create the Connect configuration of ${name('account', c.accountId, 'the account')} through the API with a token of this integration key, or set its urlToPublishTo to the declared URL`,
  webhook_disabled: (_, c) =>
    `find out who switched off the Connect configuration of ${name('account', c.accountId, 'the account')} and why, then set allowEnvelopePublish to true and pausePublish to false`,
  webhook_unsigned: () =>
    'set includeHMAC to true, and integratorManaged as "hmac" in integration.yaml says, through the API with a token of this integration key',
  webhook_differs: () =>
    'add the missing events; another format needs a new Connect configuration, because it cannot be changed in Docusign Admin',
  webhook_not_read: (_, c) =>
    `only an administrator of the account can read its webhooks: make ${name('user', c.userId, 'the user')} one, or compare Docusign Admin > Connect with integration.yaml`,
  token_refused: ({ traceToken }) =>
    `run again; if it stays, report what is shown here${withTraceToken(traceToken)} to Docusign's support`,
  grant_refused: (failure, c) =>
    checklist([
      ...keyChecks(failure, c),
      `${name('user', c.userId, 'the user id')} is the "User ID" of an active user on this platform`,
    ]),
  base_uri_mismatch: () => `set "baseUri" in the tenant's file to the address that Docusign names`,
  throttled: ({ retryAfterMs, status, traceToken }) =>
    status === 444
      ? `stop for a while: Docusign has blocked this traffic (too much of it, or it looks like an attack). If it stays, report it${withTraceToken(traceToken)} to Docusign's support`
      : `wait ${retryAfterMs === undefined ? 'a while' : `${Math.ceil(retryAfterMs / 1000)} s`} and run again with a lower rate`,
  transient: () => 'run again; if it stays, look at the network and at https://status.docusign.com',
  foreign_answer: () =>
    'ask your network team: a proxy, a firewall or a login page answers in the place of Docusign; then run again',
  network_config: ({ phase }) => {
    if (phase === 'proxy') {
      return "check the proxy's address, user name and password, and that it allows this host on port 443; NO_PROXY names hosts that are reached directly"
    }
    return phase === 'tls'
      ? 'check the clock, the certificates that this machine trusts (NODE_EXTRA_CA_CERTS adds one) and any proxy that opens TLS'
      : 'check DNS and firewall: this machine must reach the OAuth host on port 443, directly or through a proxy (HTTPS_PROXY)'
  },
  signer_error: () =>
    'check that this identity may read the key and sign with it, and that the key version is enabled and not expired',
  signer_unavailable: () =>
    'check that the vault can be reached from here (name, DNS, firewall, proxy, private endpoint, credential), then run again',
  unknown: ({ traceToken }) =>
    `run again; if it stays, report what is shown here${withTraceToken(traceToken)} to Docusign's support`,
}

/** What a refused signature can mean, the likeliest that is fastest to check first. */
function keyChecks({ skewMs }: ActionFacts, c: LoginContext): string[] {
  return [
    `the assertion's "aud" is exactly ${quote(c.audience, 'the OAuth host without scheme and slash')}`,
    `this machine's clock ${skewMs === undefined ? 'is right' : `(${describeSkew(skewMs)})`}`,
    `the platform: a key pair registered for demo is unknown to production and the other way round`,
    `${keyManagement(c.managedIn ?? 'unknown')} lists, for ${name('integration key', c.integrationKey, 'this integration key')}, the key pair that signs${fingerprints(c)}`,
  ]
}

function checklist(checks: readonly string[]): string {
  return `check in this order: ${checks.map((check, at) => `(${at + 1}) ${check}`).join('; ')}`
}

function withTraceToken(traceToken: string | undefined): string {
  return traceToken === undefined ? '' : ', with the trace token,'
}

function openConsent(context: LoginContext): string {
  const { consentLink, userId, organization } = context
  if (organization) {
    const own = openConsent({ ...context, organization: false })
    return `an administrator of the customer's organization has to consent for its users: \`ikctl consent\` prints the link. If the user's e-mail domain is not one that the organization has claimed: ${own}`
  }
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
