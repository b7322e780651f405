import { createHash, verify } from 'node:crypto'
import type { CryptographyClient, KeyVaultKey } from '@azure/keyvault-keys'
import { signerErrors } from '../failure/failure-table.ts'
import type { AssertionSigner } from './assertion-signer.ts'
import { type JsonWebKeyLike, parseRsaPublicKey, type RsaPublicKey } from './rsa-public-key.ts'
import { SignerError, toSignerError } from './signer-error.ts'
import { openKeyClient, type VaultAccess } from './vault-access.ts'
import { parseVaultObjectId, type VaultObjectId } from './vault-object-id.ts'

/** Settings of {@link vaultKeySigner}. */
export interface VaultKeySignerOptions extends VaultAccess {
  /** `https://<vault>/keys/<name>/<version>`: the version is required. */
  keyId: string
  /** The declared RFC 7638 thumbprint: a vault that holds another key is refused. */
  thumbprint?: string | undefined
  signal?: AbortSignal
  /** Milliseconds since 1970, for the key's dates. */
  now?: () => number
}

/**
 * A signer whose private key never leaves Azure Key Vault.
 *
 * Reads the key and makes one signature before it is ready. That proves the rights, the version
 * and the declared thumbprint before any tenant is tried; and the Azure client sends its very
 * first request without a body, which only works for one call at a time. Every signature is
 * verified locally (0.03 ms), so a wrong key is a precise error here instead of
 * `no_valid_keys_or_signatures` from Docusign.
 *
 * @throws {TypeError} when the key id has no version.
 * @throws {SignerError} when the vault gives no signature, or one by another key.
 */
export async function vaultKeySigner(options: VaultKeySignerOptions): Promise<AssertionSigner> {
  const { keyId, signal, now = Date.now } = options
  const id = parseVaultObjectId(keyId, 'keys')
  const call = (signal?: AbortSignal) => (signal === undefined ? {} : { abortSignal: signal })

  const client = await openKeyClient({ ...options, vaultUrl: id.vaultUrl })
  const key = await rethrow({ attempt: 'read key', object: keyId }, signal, () =>
    client.getKey(id.name, { version: id.version, ...call(signal) }),
  )
  const publicKey = checkKey(key, id, options.thumbprint, now())
  const cryptography = client.getCryptographyClient(id.name, { keyVersion: id.version })

  const signer: AssertionSigner = {
    thumbprint: publicKey.thumbprint,
    alg: 'RS256',
    publicJwk: async () => publicKey.jwk,
    async sign(signingInput, { signal } = {}) {
      const digest = createHash('sha256').update(signingInput).digest()
      const { result, keyID } = await rethrow({ attempt: 'sign', object: keyId }, signal, () =>
        cryptography.sign('RS256', digest, call(signal)),
      )
      checkSignature({ result, keyID }, signingInput, publicKey, id)
      return result
    },
  }
  await signer.sign(Buffer.from('which key signs here?'), signal === undefined ? {} : { signal })
  return signer
}

// --- internal ---

/** HTTP 200 without what was asked for. */
const notTheVault = signerErrors.foreign_answer

/** Lets the caller's own abort reason through and cleans everything else. */
async function rethrow<T>(
  tried: Parameters<typeof toSignerError>[1],
  signal: AbortSignal | undefined,
  action: () => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted()
  try {
    return await action()
  } catch (error) {
    signal?.throwIfAborted()
    throw toSignerError(error, tried)
  }
}

function checkKey(
  { key, properties, keyOperations }: KeyVaultKey,
  { name, version }: VaultObjectId,
  declared: string | undefined,
  now: number,
): RsaPublicKey {
  const label = `key ${name} (version ${version})`
  const refuse = (reason: 'wrong_key' | 'key_not_usable', what: string) =>
    new SignerError(reason, `${label} ${what}`)
  if (properties.version === undefined || key === undefined) {
    throw new SignerError('foreign_answer', `could not read ${label}: ${notTheVault.says}`, {
      action: notTheVault.action,
      attempt: 'read key',
    })
  }
  if (properties.version.toLowerCase() !== version.toLowerCase()) {
    throw refuse('wrong_key', 'was asked for, but the vault answered with another version')
  }
  const publicKey = parseRsaPublicKey((key ?? {}) as JsonWebKeyLike)
  if (declared !== undefined && publicKey.thumbprint !== declared) {
    throw refuse(
      'wrong_key',
      `has thumbprint ${publicKey.thumbprint} in the vault, declared is ${declared}: correct the key id or the thumbprint`,
    )
  }
  if (properties.enabled === false) throw refuse('key_not_usable', 'is disabled in the vault')
  if (properties.notBefore !== undefined && now < properties.notBefore.getTime()) {
    throw refuse('key_not_usable', `may not sign before ${properties.notBefore.toISOString()}`)
  }
  if (properties.expiresOn !== undefined && now >= properties.expiresOn.getTime()) {
    throw refuse('key_not_usable', `expired at ${properties.expiresOn.toISOString()}`)
  }
  if (keyOperations !== undefined && !keyOperations.includes('sign')) {
    throw refuse('key_not_usable', 'does not have "sign" among its key operations')
  }
  return publicKey
}

function checkSignature(
  { result, keyID }: Pick<Awaited<ReturnType<CryptographyClient['sign']>>, 'result' | 'keyID'>,
  signingInput: Uint8Array,
  { keyObject, thumbprint }: RsaPublicKey,
  { name, version }: VaultObjectId,
): void {
  if (!(result instanceof Uint8Array) || result.length === 0) {
    throw new SignerError(
      'foreign_answer',
      `could not sign with key ${name} (version ${version}): ${notTheVault.says}`,
      { action: notTheVault.action, attempt: 'sign' },
    )
  }
  if (keyID !== undefined && !keyID.toLowerCase().endsWith(`/${name}/${version}`.toLowerCase())) {
    throw new SignerError('wrong_key', `another key than ${name} (version ${version}) signed`)
  }
  if (!verify('sha256', signingInput, keyObject, result)) {
    throw new SignerError(
      'wrong_key',
      `the signature by key ${name} (version ${version}) does not verify with the key's own public half (thumbprint ${thumbprint})`,
    )
  }
}
