import { sign } from 'node:crypto'
import type { AssertionSigner } from './assertion-signer.ts'
import { type PrivateKeyOptions, readRsaPrivateKey } from './private-key.ts'
import { SignerError } from './signer-error.ts'

/**
 * A signer whose private key is in this process's memory.
 *
 * Signatures are made in libuv's thread pool, so the event loop stays free and all cores sign.
 *
 * @param pem see {@link readRsaPrivateKey}.
 * @throws {PrivateKeyRefused} when it is no usable key, or not the declared one.
 */
export function pemSigner(
  pem: string | Uint8Array,
  options: PrivateKeyOptions = {},
): AssertionSigner {
  const { source = 'the PEM' } = options
  const { privateKey, publicKey } = readRsaPrivateKey(pem, options)
  return {
    thumbprint: publicKey.thumbprint,
    alg: 'RS256',
    publicJwk: async () => publicKey.jwk,
    sign: (signingInput, { signal } = {}) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted()
        sign('sha256', signingInput, privateKey, (error, signature) => {
          if (error) reject(new SignerError('failed', `could not sign with the key from ${source}`))
          else resolve(signature)
        })
      }),
  }
}
