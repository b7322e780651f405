import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { evidenceKeyName } from '../key-pair/vault-names.ts'
import { SignerError, toSignerError } from '../keys/signer-error.ts'
import { openKeyClient, type Vault } from '../keys/vault-access.ts'
import type { EvidenceSigner } from './evidence.ts'

/**
 * The evidence key in the settings vault, ready to sign.
 *
 * @param vault the settings vault.
 * @throws {SignerError} when the vault does not give it, or it is neither P-256 nor RSA.
 */
export async function openEvidenceSigner(vault: Vault): Promise<EvidenceSigner> {
  const shown = `evidence key ${vault.vaultUrl}/keys/${evidenceKeyName}`
  const client = await openKeyClient(vault)
  const { key, properties } = await client.getKey(evidenceKeyName).catch((error: unknown) => {
    throw toSignerError(error, `read the ${shown}`)
  })
  const publicKey = toKeyObject(key ?? {})
  if (publicKey === undefined) {
    throw new SignerError('key_not_usable', `the ${shown} is neither a P-256 nor an RSA key`)
  }
  const alg = publicKey.asymmetricKeyType === 'ec' ? 'ES256' : 'PS256'
  const { version: keyVersion = '' } = properties
  const cryptography = client.getCryptographyClient(evidenceKeyName, { keyVersion })
  return {
    alg,
    publicKey: publicKey.export({ format: 'pem', type: 'spki' }) as string,
    async sign(signingInput, { signal } = {}) {
      const digest = createHash('sha256').update(signingInput).digest()
      const options = signal === undefined ? {} : { abortSignal: signal }
      try {
        const { result } = await cryptography.sign(alg, digest, options)
        return result
      } catch (error) {
        signal?.throwIfAborted()
        throw toSignerError(error, `sign with the ${shown}`)
      }
    },
  }
}

// --- internal ---

/** Key Vault's clients give the numbers as bytes, and call keys in hardware `EC-HSM` or `RSA-HSM`. */
function toKeyObject(key: object): KeyObject | undefined {
  const { kty = '', crv, ...numbers } = key as Record<string, unknown>
  const type = String(kty).replace(/-HSM$/, '')
  if (type === 'EC' && crv !== 'P-256') return undefined
  const jwk: JsonWebKey = { kty: type, ...(type === 'EC' && { crv: 'P-256' }) }
  for (const name of type === 'EC' ? ['x', 'y'] : ['n', 'e']) {
    const bytes = numbers[name]
    if (!(bytes instanceof Uint8Array)) return undefined
    jwk[name] = Buffer.from(bytes).toString('base64url')
  }
  try {
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    return undefined
  }
}
