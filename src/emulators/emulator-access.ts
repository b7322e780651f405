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

/** @returns undefined when the text is something else. */
export function parseEmulatorAccess(text: string): EmulatorAccess | undefined {
  let access: DeepPartial<EmulatorAccess> | null
  try {
    access = JSON.parse(text)
  } catch {
    return undefined
  }
  const texts = [
    access?.docusign?.url,
    access?.keyVault?.url,
    access?.keyVault?.settingsUrl,
    access?.authority?.url,
    access?.authority?.tenantId,
    access?.authority?.clientId,
    access?.authority?.clientSecret,
    access?.certificateAuthority,
  ]
  return texts.every((member) => typeof member === 'string')
    ? (access as EmulatorAccess)
    : undefined
}

// --- internal ---

type DeepPartial<T> = T extends object ? { [Name in keyof T]?: DeepPartial<T[Name]> } : unknown
