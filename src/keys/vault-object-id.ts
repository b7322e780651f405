/** What a vault keeps. */
export type VaultCollection = 'keys' | 'secrets'

/** The address of one version of a key or a secret in Azure Key Vault. */
export interface VaultObjectId {
  /** `https://HOST[:PORT]`, without a trailing slash. */
  vaultUrl: string
  collection: VaultCollection
  name: string
  version: string
}

/**
 * Reads `https://<vault>/keys/<name>/<version>` or `https://<vault>/secrets/<name>/<version>`.
 *
 * @throws {TypeError} for anything else. An id without version is refused on purpose: it means
 *   "latest", and a new version would sign with a key that Docusign does not know.
 */
export function parseVaultObjectId(id: string, collection: VaultCollection): VaultObjectId {
  const pattern =
    /^(https:\/\/[a-z0-9.-]+(?::\d{1,5})?)\/(keys|secrets)\/([0-9A-Za-z-]{1,127})(?:\/([0-9A-Za-z]{1,64}))?$/i
  const [, vaultUrl, found, name, version] = pattern.exec(id) ?? []
  if (vaultUrl === undefined || name === undefined || found !== collection) {
    throw new TypeError(`expected https://<vault>/${collection}/<name>/<version>, got "${id}"`)
  }
  if (version === undefined) {
    throw new TypeError(
      `"${id}" names no version: without one the vault would sign with whatever is latest; add the version`,
    )
  }
  return { vaultUrl, collection, name, version }
}

/** How a private key is kept whose id this is: as a vault key, or as the PEM in a secret. */
export function custodyOf(id: string): 'key' | 'secret' {
  return id.split('/').at(-3) === 'secrets' ? 'secret' : 'key'
}

/** Writes what {@link parseVaultObjectId} reads. */
export function formatVaultObjectId({
  vaultUrl,
  collection,
  name,
  version,
}: VaultObjectId): string {
  return `${vaultUrl}/${collection}/${name}/${version}`
}

/** Where a key pair of a custody is kept. */
export function collectionOf(custody: 'key' | 'secret'): VaultCollection {
  return custody === 'key' ? 'keys' : 'secrets'
}
