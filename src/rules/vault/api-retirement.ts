/**
 * What there is to say about the API version with which azure-native manages the vaults.
 *
 * @param version `2024-11-01`
 * @returns undefined as long as there is nothing to do.
 * @see https://learn.microsoft.com/azure/key-vault/general/migrate-api-version
 */
export function apiRetirement(version: string, now: Date): string | undefined {
  if (version >= firstKept || now < warnFrom) return undefined
  const verb = now >= retirement ? 'stopped' : 'stops'
  return `the Key Vault API ${version} ${verb} on 27 February 2027, and with it every preview and update: set keyVaultApi to v${firstKept.replaceAll('-', '')} (docs/deploy.md, section 10)`
}

// --- internal ---

const firstKept = '2026-02-01'
const warnFrom = new Date('2027-01-01T00:00:00Z')
const retirement = new Date('2027-02-27T00:00:00Z')
