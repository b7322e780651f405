import { ImportRefused, importKeyPair } from '../keys/import-key-pair.ts'
import { readRsaPrivateKey } from '../keys/private-key.ts'
import type { RsaPublicKey } from '../keys/rsa-public-key.ts'
import type { Vault } from '../keys/vault-access.ts'
import { readVaultPublicKey } from '../rotation/read-vault-public-key.ts'

/** The private key of a customer's own integration key. */
export interface LegacyKey extends Vault {
  /** Id of the tenant. */
  tenant: string
  /** PEM; the buffer is overwritten with zeros in any case. */
  pem: Buffer
  /** Where it comes from, for messages. */
  source: string
  custody: 'key' | 'secret'
}

/** The id under which the key of a tenant is in the vault: `docusign-legacy-<tenant>` is its name. */
export function legacyKeyId(tenant: string): string {
  return `legacy-${tenant}`
}

/**
 * Puts the key of a tenant into the vault. One that is there already, from a run that was interrupted, is
 * taken as it is.
 *
 * @returns the id of the vault key or secret, with its version.
 * @throws {ImportRefused} when the name is taken by another key, or the key is weak.
 * @throws {PrivateKeyRefused} when the PEM is not usable.
 * @throws {SignerError} when the vault refuses or does not answer.
 */
export async function importLegacyKey({ tenant, pem, ...key }: LegacyKey): Promise<string> {
  const { thumbprint } = publicHalfOf(Buffer.from(pem), key.source)
  const id = legacyKeyId(tenant)
  try {
    const imported = await importKeyPair({ ...key, id, pem })
    return imported.key
  } catch (error) {
    if (!(error instanceof ImportRefused) || error.reason !== 'name_taken') throw error
    const { vaultUrl, credential, clientOptions, custody } = key
    const found = await readVaultPublicKey({ vaultUrl, credential, clientOptions, custody, id })
    if (found.publicKey.thumbprint === thumbprint) return found.key
    throw new ImportRefused(
      'name_taken',
      `${vaultUrl} has another key under the name of ${key.source}: rename or delete what is there`,
    )
  }
}

/**
 * The public half of a PEM, which is overwritten with zeros.
 *
 * @throws {PrivateKeyRefused} when it is not the PEM of a usable key.
 */
export function publicHalfOf(pem: Buffer, source: string): RsaPublicKey {
  try {
    return readRsaPrivateKey(pem, { source }).publicKey
  } finally {
    pem.fill(0)
  }
}
