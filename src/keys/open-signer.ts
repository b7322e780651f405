import type { AssertionSigner } from './assertion-signer.ts'
import type { VaultAccess } from './vault-access.ts'
import { vaultKeySigner } from './vault-key-signer.ts'
import { vaultSecretSigner } from './vault-secret-signer.ts'

/** Where a key pair's private half is. */
export interface SignerSource extends VaultAccess {
  custody: 'key' | 'secret'
  /** Id of the vault key or secret, with its version. */
  key: string
  /** The declared thumbprint: another key is refused. */
  thumbprint?: string | undefined
  signal?: AbortSignal
}

/**
 * The signer of a declared key pair, ready to sign.
 *
 * @throws {SignerError} when the vault gives no signature, or one by another key.
 */
export function openSigner({ custody, key, ...rest }: SignerSource): Promise<AssertionSigner> {
  return custody === 'key'
    ? vaultKeySigner({ keyId: key, ...rest })
    : vaultSecretSigner({ secretId: key, ...rest })
}
