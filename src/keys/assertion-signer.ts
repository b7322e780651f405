import type { RsaPublicJwk } from './rsa-public-key.ts'

/** What signs assertions: a key in a vault, or a PEM in memory. */
export interface AssertionSigner {
  /** RFC 7638 thumbprint of the public half. */
  readonly thumbprint: string
  readonly alg: 'RS256'
  /** The public half as the signer's own source holds it. */
  publicJwk(): Promise<RsaPublicJwk>
  /**
   * Signs with RSASSA-PKCS1-v1_5 and SHA-256.
   *
   * @param signingInput the bytes to sign, not their digest.
   * @returns the raw signature.
   * @throws {SignerError} when there is no signature to be had; never holds what was to be signed.
   */
  sign(signingInput: Uint8Array, options?: { signal?: AbortSignal }): Promise<Uint8Array>
  /** Lets go of connections; the signer is of no use afterwards. */
  close?(): Promise<void>
}
