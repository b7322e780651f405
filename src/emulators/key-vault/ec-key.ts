import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { p256 } from '@noble/curves/nist.js'
import { badParameter } from './vault-error.ts'

/** A P-256 key: the private half as a key object, which no JSON shows. */
export interface EcKey {
  privateKey: KeyObject
  /** Coordinates of the public point, base64url, as in a JSON Web Key. */
  crv: 'P-256'
  x: string
  y: string
}

/** Makes a key; throws 400 for another curve than P-256. */
export async function generateEcKey(curve: unknown): Promise<EcKey> {
  if (curve !== undefined && curve !== 'P-256') {
    throw badParameter(`Curve ${String(curve)} is not supported; the emulator has P-256.`)
  }
  const { privateKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' })
  return ecKey(privateKey)
}

/** The key of a PKCS#8 structure, as backups hold it. */
export function restoreEcKey(pkcs8: Buffer): EcKey {
  return ecKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }))
}

/**
 * Signs a digest with ES256; the signature is r and s, 32 bytes each (RFC 7518, section 3.4).
 * `crypto.sign` is of no use here: it hashes what it is given, and the service is given digests.
 */
export function signEcDigest(key: EcKey, alg: string, digest: Buffer): Buffer {
  checkDigest(alg, digest)
  const { d = '' } = key.privateKey.export({ format: 'jwk' })
  return Buffer.from(p256.sign(digest, Buffer.from(d, 'base64url'), plain))
}

/** Whether the signature over the digest is this key's. */
export function verifyEcDigest(
  key: EcKey,
  alg: string,
  digest: Buffer,
  signature: Buffer,
): boolean {
  checkDigest(alg, digest)
  const point = Buffer.concat([
    Buffer.of(4),
    Buffer.from(key.x, 'base64url'),
    Buffer.from(key.y, 'base64url'),
  ])
  return signature.length === 64 && p256.verify(signature, digest, point, plain)
}

// --- internal ---

/** The input is a digest already; JOSE knows no rule of low s. */
const plain = { prehash: false, lowS: false, format: 'compact' } as const

function ecKey(privateKey: KeyObject): EcKey {
  const { x = '', y = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  return { privateKey, crv: 'P-256', x, y }
}

function checkDigest(alg: string, digest: Buffer): void {
  if (alg !== 'ES256') {
    throw badParameter(`Signing algorithm ${alg} is not supported for a key of type EC.`)
  }
  if (digest.length !== 32) {
    throw badParameter(`Invalid length of value: ${digest.length} bytes; ES256 needs 32 bytes.`)
  }
}
