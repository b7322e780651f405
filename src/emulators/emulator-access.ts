/**
 * How to reach running emulators: what `ikctl emulate --format json` prints, and what the file named
 * by `IKCTL_EMULATORS` holds.
 */
export interface EmulatorAccess {
  docusign: { url: string }
  keyVault: {
    /** The signing vault. */
    url: string
    settingsUrl: string
  }
  /** The token authority, for the client-secret credential of `@azure/identity`. */
  authority: { url: string; tenantId: string; clientId: string; clientSecret: string }
  /** Path of the certificate to trust, PEM. */
  certificateAuthority: string
}
