import type { AssertionSigner } from './assertion-signer.ts'
import { pemSigner } from './pem-signer.ts'
import { SignerError, toSignerError } from './signer-error.ts'
import { openSecretClient, type VaultAccess } from './vault-access.ts'
import { parseVaultObjectId } from './vault-object-id.ts'

/** Settings of {@link vaultSecretSigner}. */
export interface VaultSecretSignerOptions extends VaultAccess {
  /** `https://<vault>/secrets/<name>/<version>`: the version is required. */
  secretId: string
  /** The declared RFC 7638 thumbprint: a secret that holds another key is refused. */
  thumbprint?: string | undefined
  signal?: AbortSignal
}

/**
 * A signer whose private key is kept as a PEM in a Key Vault secret: read once, held in memory,
 * never written.
 *
 * @throws {TypeError} when the secret id has no version.
 * @throws {SignerError} when the vault does not give the secret.
 * @throws {PrivateKeyRefused} when it is not the PEM of a usable key, or not of the declared one.
 */
export async function vaultSecretSigner(
  options: VaultSecretSignerOptions,
): Promise<AssertionSigner> {
  const { secretId, thumbprint, signal } = options
  const { vaultUrl, name, version } = parseVaultObjectId(secretId, 'secrets')
  signal?.throwIfAborted()

  const client = await openSecretClient({ ...options, vaultUrl })
  let pem: string | undefined
  try {
    const secret = await client.getSecret(name, {
      version,
      ...(signal === undefined ? {} : { abortSignal: signal }),
    })
    pem = secret.value
  } catch (error) {
    signal?.throwIfAborted()
    throw toSignerError(error, { attempt: 'read secret', object: secretId })
  }
  if (pem === undefined) throw new SignerError('failed', `secret ${secretId} has no value`)
  return pemSigner(pem, {
    source: `secret ${name} (version ${version})`,
    ...(thumbprint === undefined ? {} : { thumbprint }),
  })
}
