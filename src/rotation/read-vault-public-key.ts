import type { KeyPair } from '../config/environment.ts'
import { defaultKeyName } from '../key-pair/vault-names.ts'
import { pemSigner } from '../keys/pem-signer.ts'
import { parseRsaPublicKey, type RsaPublicKey } from '../keys/rsa-public-key.ts'
import { toSignerError } from '../keys/signer-error.ts'
import { openKeyClient, openSecretClient, type Vault } from '../keys/vault-access.ts'
import { collectionOf, parseVaultObjectId } from '../keys/vault-object-id.ts'

/** Where a key pair's private half is, or will be: in the signing vault, unless `key` says otherwise. */
export interface VaultKeySource extends Vault {
  custody: KeyPair['custody']
  /** Id with version; absent: the newest version under the default name. */
  key?: string | undefined
  /** The key pair's id, which the default name is made of. */
  id: string
}

/** The public half of what the vault holds. */
export interface VaultPublicKey {
  /** Id of the vault key or secret, with its version. */
  key: string
  publicKey: RsaPublicKey
}

/**
 * Reads the public half of a key pair from the vault; nothing is signed. Of a secret the private key
 * is read as well: it stays in memory for the moment.
 *
 * @throws {SignerError} when the vault does not have it, or does not give it.
 * @throws {PublicKeyRefused} {PrivateKeyRefused} when it is no RSA key.
 */
export async function readVaultPublicKey({
  custody,
  key,
  id,
  ...vault
}: VaultKeySource): Promise<VaultPublicKey> {
  const collection = collectionOf(custody)
  const at =
    key === undefined
      ? { vaultUrl: vault.vaultUrl, name: defaultKeyName(id), version: undefined }
      : parseVaultObjectId(key, collection)
  const version = at.version === undefined ? {} : { version: at.version }
  const shown = key ?? `${at.vaultUrl}/${collection}/${at.name}`
  if (custody === 'key') {
    const client = await openKeyClient({ ...vault, vaultUrl: at.vaultUrl })
    const found = await client.getKey(at.name, version).catch((error: unknown) => {
      throw toSignerError(error, { attempt: 'read key', object: shown })
    })
    return { key: found.id ?? '', publicKey: parseRsaPublicKey({ ...found.key }) }
  }
  const client = await openSecretClient({ ...vault, vaultUrl: at.vaultUrl })
  const found = await client.getSecret(at.name, version).catch((error: unknown) => {
    throw toSignerError(error, { attempt: 'read secret', object: shown })
  })
  const signer = pemSigner(found.value ?? '', { source: `secret ${at.name}` })
  return {
    key: found.properties.id ?? '',
    publicKey: parseRsaPublicKey({ ...(await signer.publicJwk()) }),
  }
}
