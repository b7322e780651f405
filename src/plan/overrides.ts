/** What somebody has allowed by name. None of them lifts a hard invariant. */
export interface Overrides {
  /** At most so many live tenants may stop being served. */
  tenantsRemoved?: number | undefined
  /** At most so many live tenants may get another id, another account or other users. */
  tenantsMoved?: number | undefined
  /** At most so many live tenants may have a known failure. */
  knownFailures?: number | undefined
  /** At most so many redirect URIs may go. */
  redirectUrisRemoved?: number | undefined
  /** Ids of key pairs that may become usable although no proof of them counts. */
  unprovenKeyPairs?: readonly string[] | undefined
  /** Ids of migrating tenants that may become live although nothing proves that they can log in. */
  unprovenCutovers?: readonly string[] | undefined
  integrationKeyChanged?: boolean | undefined
  platformChanged?: boolean | undefined
  vaultChanged?: boolean | undefined
  environmentRemoved?: boolean | undefined
}

/** The options that allow them. */
export const overrideOptions: Readonly<Record<keyof Overrides, string>> = {
  tenantsRemoved: '--allow-tenants-removed',
  tenantsMoved: '--allow-tenants-moved',
  knownFailures: '--allow-known-failures',
  redirectUrisRemoved: '--allow-redirect-uris-removed',
  unprovenKeyPairs: '--allow-unproven-key-pair',
  unprovenCutovers: '--allow-unproven-cutover',
  integrationKeyChanged: '--allow-integration-key-changed',
  platformChanged: '--allow-platform-changed',
  vaultChanged: '--allow-vault-changed',
  environmentRemoved: '--allow-environment-removed',
}
