import type { Integration } from '../config/environment.ts'
import { IkctlError } from '../ikctl-error.ts'

/** Secrets of one kind as an integration declares them: where each is kept, never its value. */
export type DeclaredSecrets = NonNullable<Integration['clientSecrets']>

/** Why a secret is not stored. */
export type SecretRefusal = 'unusable' | 'name_taken'

/** A client secret is not stored; nothing has been written. */
export class ClientSecretRefused extends IkctlError {
  static readonly code = 'ERR_CLIENT_SECRET_REFUSED'
  readonly code = ClientSecretRefused.code
  readonly reason: SecretRefusal

  constructor(reason: SecretRefusal, message: string) {
    super(message)
    this.reason = reason
  }
}

/** An HMAC key is not stored; nothing has been written. */
export class HmacKeyRefused extends IkctlError {
  static readonly code = 'ERR_HMAC_KEY_REFUSED'
  readonly code = HmacKeyRefused.code
  readonly reason: SecretRefusal

  constructor(reason: SecretRefusal, message: string) {
    super(message)
    this.reason = reason
  }
}

/** A kind of secret that Docusign makes, that is kept in the signing vault and declared in the YAML. */
export interface SecretKind {
  /** What one of them is called. */
  noun: string
  /** The vault's tag, with the id as its value. */
  tag: string
  /** Where `integration.yaml` declares them. */
  within: readonly string[]
  /** The name in the vault. */
  vaultName(id: string): string
  declared(integration: Integration): DeclaredSecrets
  refused(reason: SecretRefusal, message: string): IkctlError
  /** Why another one cannot be declared now, and what to do first. */
  hindrance(integration: Integration): { why: string; fix: string } | undefined
  /** How applications follow, and when the replaced one may go. */
  follow: { use: string; until(old: string): string }
}

/** Of applications that use the Authorization Code Grant. */
export const clientSecret: SecretKind = {
  noun: 'client secret',
  tag: 'client-secret',
  within: ['clientSecrets'],
  vaultName: (id) => `docusign-client-${id}`,
  declared: ({ clientSecrets }) => clientSecrets ?? {},
  refused: (reason, message) => new ClientSecretRefused(reason, message),
  hindrance: () => undefined,
  follow: {
    use: 'let the applications use the new secret: its id is above',
    until: (old) => `when nothing uses ${old} any more`,
  },
}

/** Of the account that owns the integration key: it signs the webhooks of all tenants. */
export const hmacKey: SecretKind = {
  noun: 'HMAC key',
  tag: 'hmac-key',
  within: ['webhooks', 'hmacKeys'],
  vaultName: (id) => `docusign-hmac-${id}`,
  declared: ({ webhooks }) => webhooks?.hmacKeys ?? {},
  refused: (reason, message) => new HmacKeyRefused(reason, message),
  hindrance({ webhooks }) {
    if (webhooks?.hmac !== 'integrator') {
      const why = 'integration.yaml declares no "webhooks" with "hmac: integrator"'
      return { why, fix: 'declare the webhooks first, as docs/webhooks.md shows' }
    }
    const [old] = Object.entries(webhooks.hmacKeys ?? {}).find(isRetiring) ?? []
    if (old === undefined) return undefined
    return {
      why: `the HMAC key "${old}" is still retiring, and at most two are declared at a time`,
      fix: 'remove its entry, merge, and delete it in Connect Keys first',
    }
  },
  follow: {
    use: 'let every application verify with both keys: the id of the new one is above',
    until: (old) => `when every application verifies with the new key as well as with ${old}`,
  },
}

// --- internal ---

function isRetiring([, { state }]: [string, { state: string }]): boolean {
  return state === 'retiring'
}
