import type { FailureClass } from './failure-classes.ts'

/** What a code from outside means. */
export interface FailureRow {
  class: FailureClass
  /** What happened: the beginning of a sentence. */
  says: string
  /** What to do, where it is more precise than what its class says. */
  action?: string
  /** Overrides the retry policy of the class: trying again cannot help. */
  final?: true
}

/**
 * `error_description` of an `invalid_grant`.
 *
 * @see https://support.docusign.com/s/articles/DocuSign-Developer-FAQs-General-Administration-and-Authentication
 */
export const grantErrors: FailureTable = {
  no_valid_keys_or_signatures: {
    class: 'key_rejected',
    says: 'Docusign found no registered key pair that made this signature, or did not accept the claims',
  },
  issuer_not_found: {
    class: 'app_unknown',
    says: 'Docusign does not know the integration key on this platform',
  },
  expired_grant: { class: 'clock_skew', says: 'Docusign sees the assertion as expired' },
  user_not_found: { class: 'user_not_found', says: 'Docusign does not know the user' },
  invalid_subject: { class: 'user_not_found', says: 'Docusign does not know the user' },
}

/**
 * `error` at the token endpoint. The first two are documented by Docusign; that it answers a JWT grant
 * with the others of RFC 6749 section 5.2 was never seen in public.
 */
export const oauthErrors: FailureTable = {
  consent_required: {
    class: 'consent_required',
    says: 'the user has not consented to these scopes for the integration key',
  },
  invalid_grant: {
    class: 'grant_refused',
    says: 'Docusign refused the login without saying why',
  },
  invalid_scope: { class: 'scope_missing', says: 'Docusign does not accept the scopes' },
  invalid_request: {
    class: 'grant_refused',
    says: 'Docusign could not read the request, or does not accept the assertion',
  },
  invalid_client: {
    class: 'app_unknown',
    says: 'Docusign refused the integration key: in OAuth this means unknown or disabled',
  },
  unauthorized_client: {
    class: 'app_refused',
    says: 'Docusign refused the integration key: in OAuth this means that it may not use this grant',
  },
  unsupported_grant_type: {
    class: 'app_refused',
    says: 'Docusign refused the JWT grant: in OAuth this means that it is not supported',
  },
}

/** Limits, which any endpoint may answer with. HTTP 400 until 2026, 429 since. */
export const limitErrors: FailureTable = {
  hourly_apiinvocation_limit_exceeded: {
    class: 'throttled',
    says: 'the calls that Docusign allows in an hour are used up',
  },
  burst_apiinvocation_limit_exceeded: {
    class: 'throttled',
    says: 'the calls that Docusign allows in 30 s are used up',
  },
  hourly_envelope_polling_limit_exceeded: {
    class: 'throttled',
    says: 'Docusign allows no more polling in this hour',
  },
  api_request_is_throttled: { class: 'throttled', says: 'Docusign is throttling' },
}

const noMember: FailureRow = {
  class: 'account_mismatch',
  says: 'the user is not a member of the account',
}
/** HTTP 401 with a token that is seconds old. */
export const refusedToken: FailureRow = {
  class: 'token_refused',
  says: 'Docusign refused the access token that it had just issued',
}

/**
 * `error` at user info. Docusign's own code for a bad token is the first; the second is that of RFC 6750
 * section 3.1.
 */
export const userInfoErrors: FailureTable = {
  internal_server_error: refusedToken,
  invalid_token: refusedToken,
}

/**
 * `errorCode` of the REST API.
 *
 * @see https://developers.docusign.com/docs/esign-rest-api/esign101/error-codes/troubleshooting-common-errors/
 */
export const restErrors: FailureTable = {
  authorization_invalid_token: refusedToken,
  user_authentication_failed: refusedToken,
  partner_authentication_failed: {
    class: 'app_unknown',
    says: 'the API does not know the integration key, or it is disabled',
  },
  user_lacks_membership: noMember,
  user_does_not_belong_to_specified_account: noMember,
  user_not_found: noMember,
  user_does_not_exist_in_system: noMember,
  user_lacks_permissions: {
    class: 'user_not_allowed',
    says: 'the user may not read the account through the API',
  },
  user_not_account_admin: {
    class: 'user_not_allowed',
    says: 'the user is not an administrator of the account, which this call needs',
    action:
      "let an administrator of the customer's account make the user an administrator, or leave out the check that needs it",
  },
  account_lacks_permissions: {
    class: 'account_not_allowed',
    says: 'the account lacks a feature that this call needs',
  },
  plan_item_not_enabled: {
    class: 'account_not_allowed',
    says: "the account's plan does not include what this call needs",
  },
}

/** Why a vault gives no signature. */
export type SignerFailure =
  | 'no_credential'
  | 'unauthorized'
  | 'forbidden'
  | 'kept_out'
  | 'not_found'
  | 'throttled'
  | 'unavailable'
  | 'unreachable'
  | 'untrusted'
  | 'foreign_answer'
  | 'key_not_usable'
  | 'wrong_key'
  | 'failed'

/**
 * Vaults and what signs. Only where the vault says that this key or this identity may not sign does
 * the failure concern every tenant.
 */
export const signerErrors: Readonly<
  Record<SignerFailure, Required<Pick<FailureRow, 'class' | 'says' | 'action'>> & { final?: true }>
> = {
  no_credential: {
    class: 'signer_unavailable',
    final: true,
    says: 'no Azure credential was found, or it was refused',
    action:
      'sign in (for example with `az login`), or check the identity and its federated credential',
  },
  unauthorized: {
    class: 'signer_error',
    says: 'the vault did not accept the credential',
    action: "check that the identity belongs to the vault's Microsoft Entra tenant",
  },
  forbidden: {
    class: 'signer_error',
    says: 'the vault refused, and did not say why',
    action:
      'check the rights of the identity (for a key: get and sign; for a secret: get), that the key is enabled and not expired, and the network rules of the vault',
  },
  kept_out: {
    class: 'signer_unavailable',
    final: true,
    says: 'the network rules of the vault keep this machine out',
    action: 'run this from an allowed network, or add this machine to the network rules',
  },
  not_found: {
    class: 'signer_error',
    says: 'the vault has no such name and version',
    action: 'check the id in the configuration',
  },
  throttled: {
    class: 'signer_unavailable',
    says: 'the vault is throttling',
    action: 'wait a while and run again with a lower rate',
  },
  unavailable: {
    class: 'signer_unavailable',
    says: 'the vault had a problem of its own',
    action: 'run again; if it stays, look at https://azure.status.microsoft',
  },
  unreachable: {
    class: 'signer_unavailable',
    says: 'the vault did not answer',
    action: 'check its name, DNS, firewall, proxy and private endpoint, then run again',
  },
  untrusted: {
    class: 'signer_unavailable',
    final: true,
    says: 'the TLS certificate of the vault is not trusted',
    action:
      "if a proxy or firewall of your company opens TLS, name its root certificate in NODE_EXTRA_CA_CERTS; also check this machine's clock",
  },
  foreign_answer: {
    class: 'signer_unavailable',
    says: "the answer is not the vault's",
    action: 'ask your network team: a proxy, a firewall or a login page answers in its place',
  },
  key_not_usable: {
    class: 'signer_error',
    says: 'the key may not sign now',
    action: 'check that the key version is enabled, its dates, and its key operations',
  },
  wrong_key: {
    class: 'signer_error',
    says: 'another key than the declared one is in use',
    action: 'check the key id and the thumbprint in the configuration',
  },
  failed: {
    class: 'signer_unavailable',
    says: 'the reason is not one that may be shown',
    action: 'look at the audit log of the vault',
  },
}

/**
 * The codes with which Key Vault says why it refuses: `details.error.innerError.code` of Azure's clients.
 *
 * @see https://learn.microsoft.com/azure/key-vault/general/rest-error-codes
 */
export const vaultErrors: Readonly<
  Record<string, { reason: SignerFailure; says: string; action: string }>
> = {
  ForbiddenByRbac: {
    reason: 'forbidden',
    says: 'the identity has no role that allows this',
    action:
      'assign it one (for a key: get and sign; for a secret: get); a new role may take up to ten minutes to work',
  },
  ForbiddenByPolicy: {
    reason: 'forbidden',
    says: 'no access policy of the vault allows this to the identity',
    action: 'add one (for a key: get and sign; for a secret: get), or let the vault use Azure RBAC',
  },
  AccessDenied: {
    reason: 'forbidden',
    says: 'no access policy of the vault allows this to the identity',
    action: 'add one (for a key: get and sign; for a secret: get), or let the vault use Azure RBAC',
  },
  ForbiddenByFirewall: {
    reason: 'kept_out',
    says: "this machine's address is not allowed by the vault's firewall",
    action:
      "add the address that the vault's audit log shows to its network rules, or run this from an allowed network; hosted runners change their addresses",
  },
  ForbiddenByConnection: {
    reason: 'kept_out',
    says: 'the vault allows no public access, and this is not an approved private connection',
    action:
      'run this from the network of the private endpoint; check that its connection is approved and that the name of the vault resolves to its private address',
  },
  KeyDisabled: {
    reason: 'key_not_usable',
    says: 'the key version is disabled',
    action: 'enable it if it is to sign; `ikctl drift` shows which ones should be enabled',
  },
  SecretDisabled: {
    reason: 'key_not_usable',
    says: 'the secret version is disabled',
    action: 'enable it if it is to sign; `ikctl drift` shows which ones should be enabled',
  },
  KeyNotYetValid: {
    reason: 'key_not_usable',
    says: 'the key version may not be used yet',
    action: "correct its start date in the vault, or this machine's clock",
  },
  KeyExpired: {
    reason: 'key_not_usable',
    says: 'the key version has expired',
    action: 'remove its expiry date in the vault, or start a rotation',
  },
}

const cut: FailureRow = { class: 'transient', says: 'closed the connection' }
const noRoute: FailureRow = { class: 'transient', says: 'could not be reached' }
const unresolved: FailureRow = {
  class: 'network_config',
  says: 'has a host name that could not be resolved',
}
const untrustedCertificate: FailureRow = {
  class: 'network_config',
  says: 'has a certificate that this machine does not trust',
  action:
    "if a proxy or firewall of your company opens TLS, name its root certificate in NODE_EXTRA_CA_CERTS (a PEM file); else check the host and this machine's clock",
}
const wrongDates: FailureRow = {
  class: 'network_config',
  says: 'has a certificate that is not valid now',
  action:
    "check this machine's clock; if it is right, anyone who runs the host or a proxy has to renew",
}
const exhausted = (what: string, action: string): FailureRow => {
  return { class: 'transient', says: `was not asked: this machine has no ${what} left`, action }
}

/** What the system, OpenSSL and the HTTP client say of connections. */
export const socketErrors: FailureTable = {
  ECONNREFUSED: { class: 'transient', says: 'refused the connection: nothing listens there' },
  ECONNRESET: cut,
  ECONNABORTED: cut,
  EPIPE: cut,
  UND_ERR_SOCKET: cut,
  EHOSTUNREACH: noRoute,
  EHOSTDOWN: noRoute,
  ENETUNREACH: noRoute,
  ENETDOWN: noRoute,
  EAI_AGAIN: { ...unresolved, class: 'transient' },
  ENOTFOUND: { ...unresolved, says: 'has a host name that does not exist' },
  EACCES: { class: 'network_config', says: 'may not be reached from this machine' },
  EPERM: { class: 'network_config', says: 'may not be reached from this machine' },
  EADDRNOTAVAIL: exhausted(
    'free port or address',
    'run again with less concurrency, or when other programs have closed their connections',
  ),
  EMFILE: exhausted('file handle', 'run again with less concurrency, or raise `ulimit -n`'),
  ENFILE: exhausted('file handle', 'run again when other programs have closed their files'),
  ENOBUFS: exhausted('memory for connections', 'run again with less concurrency'),
  ENOMEM: exhausted('memory', 'run again with less concurrency, or with more memory'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrustedCertificate,
  UNABLE_TO_GET_ISSUER_CERT: untrustedCertificate,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrustedCertificate,
  SELF_SIGNED_CERT_IN_CHAIN: untrustedCertificate,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrustedCertificate,
  CERT_UNTRUSTED: untrustedCertificate,
  CERT_HAS_EXPIRED: wrongDates,
  CERT_NOT_YET_VALID: wrongDates,
  ERR_TLS_CERT_ALTNAME_INVALID: {
    class: 'network_config',
    says: 'answered with the certificate of another host',
    action: 'check DNS and any proxy: another server answers under this name',
  },
  BODY_TOO_LONG: { class: 'foreign_answer', says: 'sent an answer that is far too long' },
}

/**
 * What a code of a connection means.
 *
 * @returns undefined for an unknown one, which proves nothing either.
 */
export function socketError(code: string): FailureRow | undefined {
  const row = own(socketErrors, code)
  if (row !== undefined) return row
  if (/TIMEOUT$|^ETIMEDOUT$/.test(code))
    return { class: 'transient', says: 'did not answer in time' }
  if (code.startsWith('HPE_')) {
    return { class: 'foreign_answer', says: 'sent something that is not HTTP' }
  }
  if (code.startsWith('EAI_')) return unresolved
  if (/^(?:CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_|INVALID_CA)/.test(code)) return untrustedCertificate
  return undefined
}

/** A row that a table has itself: codes come from outside, and may be called `constructor`. */
export function own<Row>(
  table: Readonly<Record<string, Row>>,
  code: string | undefined,
): Row | undefined {
  return code !== undefined && Object.hasOwn(table, code) ? table[code] : undefined
}

/** What to do about a code, where a table knows it more precisely than its class does. */
export function actionOfCode(
  failureClass: FailureClass,
  code: string | undefined,
): string | undefined {
  if (code === undefined) return undefined
  const known = own(vaultErrors, code)
  if (known !== undefined && signerErrors[known.reason].class === failureClass) return known.action
  const row = own(restErrors, code.toLowerCase()) ?? socketError(code)
  return row?.class === failureClass ? row.action : undefined
}

// --- internal ---

type FailureTable = Readonly<Record<string, FailureRow>>
