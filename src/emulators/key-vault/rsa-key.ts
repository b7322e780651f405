import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type JsonWebKey,
  type KeyObject,
  privateDecrypt,
  privateEncrypt,
  publicDecrypt,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'
import { promisify } from 'node:util'
import { badParameter } from './vault-error.ts'

/** An RSA key: the private half as a key object, which no JSON shows. */
export interface RsaKey {
  privateKey: KeyObject
  publicKey: KeyObject
  /** Modulus in bits. */
  size: number
  /** Modulus and exponent, base64url, as in a JSON Web Key. */
  n: string
  e: string
}

/** Makes a key in a thread of its own, so that the server goes on answering. */
export async function generateRsaKey(size: number): Promise<RsaKey> {
  checkSize(size)
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: size })
  return rsaKey(privateKey)
}

/** The key of a private JSON Web Key; throws 400 when it is not a whole RSA key. */
export function importRsaKey(jwk: Record<string, unknown>): RsaKey {
  let key: RsaKey
  try {
    key = rsaKey(createPrivateKey({ key: { ...jwk, kty: 'RSA' } as JsonWebKey, format: 'jwk' }))
  } catch {
    // What the parser says may quote its input.
    throw badParameter('The key is not a valid RSA private key.')
  }
  checkSize(key.size)
  if (!belongTogether(jwk)) {
    throw badParameter('The members of the private key do not belong together.')
  }
  return key
}

/** The key of a PKCS#8 structure, as backups hold it. */
export function restoreRsaKey(pkcs8: Buffer): RsaKey {
  return rsaKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }))
}

/**
 * Signs a digest. `crypto.sign` is of no use here: it hashes what it is given, and the service is
 * given digests. Hence the padding is written here and only the RSA operation is OpenSSL's.
 */
export function signDigest(key: RsaKey, alg: string, digest: Buffer): Buffer {
  const { hash, pss } = checkDigest(alg, digest)
  return pss
    ? privateEncrypt(
        { key: key.privateKey, padding: constants.RSA_NO_PADDING },
        encodePss(digest, hash, key.size - 1),
      )
    : privateEncrypt(
        { key: key.privateKey, padding: constants.RSA_PKCS1_PADDING },
        digestInfo(hash, digest),
      )
}

/** Whether the signature over the digest is this key's. */
export function verifyDigest(key: RsaKey, alg: string, digest: Buffer, signature: Buffer): boolean {
  const { hash, pss } = checkDigest(alg, digest)
  const padding = pss ? constants.RSA_NO_PADDING : constants.RSA_PKCS1_PADDING
  let message: Buffer
  try {
    message = publicDecrypt({ key: key.publicKey, padding }, signature)
  } catch {
    return false
  }
  return pss
    ? verifyPss(digest, hash, message, key.size - 1)
    : message.equals(digestInfo(hash, digest))
}

/** Encrypts with RSA-OAEP; `alg` is `RSA-OAEP` or `RSA-OAEP-256`. */
export function encrypt(key: RsaKey, alg: string, plaintext: Buffer): Buffer {
  const oaep = { key: key.publicKey, oaepHash: oaepHash(alg) }
  try {
    return publicEncrypt(oaep, plaintext)
  } catch {
    throw badParameter('The value is too long for the key and the algorithm.')
  }
}

/** Decrypts what {@link encrypt} made. */
export function decrypt(key: RsaKey, alg: string, ciphertext: Buffer): Buffer {
  const oaep = { key: key.privateKey, oaepHash: oaepHash(alg) }
  try {
    return privateDecrypt(oaep, ciphertext)
  } catch {
    throw badParameter('The value cannot be decrypted with this key and algorithm.')
  }
}

// --- internal ---

const hashes: Record<string, { hash: string; length: number; prefix: Buffer }> = {
  // DigestInfo before the digest, RFC 8017, section 9.2, note 1.
  256: { hash: 'sha256', length: 32, prefix: der('3031300d060960864801650304020105000420') },
  384: { hash: 'sha384', length: 48, prefix: der('3041300d060960864801650304020205000430') },
  512: { hash: 'sha512', length: 64, prefix: der('3051300d060960864801650304020305000440') },
}

function der(hex: string): Buffer {
  return Buffer.from(hex, 'hex')
}

function rsaKey(privateKey: KeyObject): RsaKey {
  const publicKey = createPublicKey(privateKey)
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' })
  return { privateKey, publicKey, size: privateKey.asymmetricKeyDetails?.modulusLength ?? 0, n, e }
}

/** OpenSSL takes a key with wrong members and works around them: RFC 8017, section 3.2. */
function belongTogether(jwk: Record<string, unknown>): boolean {
  const [n, e, d, p, q, dp, dq, qi] = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'].map((member) =>
    BigInt(`0x0${Buffer.from(String(jwk[member]), 'base64url').toString('hex')}`),
  ) as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint]
  return (
    p * q === n &&
    (e * d) % (p - 1n) === 1n &&
    (e * d) % (q - 1n) === 1n &&
    dp === d % (p - 1n) &&
    dq === d % (q - 1n) &&
    (q * qi) % p === 1n
  )
}

function checkSize(size: number): void {
  if (size !== 2048 && size !== 3072 && size !== 4096) {
    throw badParameter(`Key size ${size} is not supported; use 2048, 3072 or 4096.`)
  }
}

function checkDigest(alg: string, digest: Buffer): { hash: string; pss: boolean } {
  const [, scheme, bits = ''] = /^(RS|PS)(256|384|512)$/.exec(alg) ?? []
  const found = hashes[bits]
  if (found === undefined) {
    throw badParameter(`Signing algorithm ${alg} is not supported for a key of type RSA.`)
  }
  if (digest.length !== found.length) {
    throw badParameter(
      `Invalid length of value: ${digest.length} bytes; ${alg} needs ${found.length} bytes.`,
    )
  }
  return { hash: found.hash, pss: scheme === 'PS' }
}

function digestInfo(hash: string, digest: Buffer): Buffer {
  return Buffer.concat([hashes[hash.slice(3)]?.prefix ?? Buffer.alloc(0), digest])
}

function oaepHash(alg: string): string {
  if (alg === 'RSA-OAEP-256') return 'sha256'
  if (alg === 'RSA-OAEP') return 'sha1'
  throw badParameter(`Encryption algorithm ${alg} is not supported by the emulator.`)
}

/** EMSA-PSS encoding with a salt as long as the hash, RFC 8017, section 9.1.1. */
function encodePss(digest: Buffer, hash: string, bits: number): Buffer {
  const length = Math.ceil(bits / 8)
  const salt = randomBytes(digest.length)
  const h = pssHash(digest, salt, hash)
  const db = Buffer.alloc(length - h.length - 1)
  db[db.length - salt.length - 1] = 1
  salt.copy(db, db.length - salt.length)
  return Buffer.concat([mask(db, h, hash, bits), h, Buffer.from([0xbc])])
}

/** RFC 8017, section 9.1.2. */
function verifyPss(digest: Buffer, hash: string, message: Buffer, bits: number): boolean {
  const split = message.length - digest.length - 1
  const h = message.subarray(split, -1)
  const db = mask(message.subarray(0, split), h, hash, bits)
  const salt = db.subarray(-digest.length)
  const start = db.length - digest.length - 1
  return (
    message.at(-1) === 0xbc &&
    db.subarray(0, start).every((byte) => byte === 0) &&
    db[start] === 1 &&
    pssHash(digest, salt, hash).equals(h)
  )
}

function pssHash(digest: Buffer, salt: Buffer, hash: string): Buffer {
  return createHash(hash).update(Buffer.alloc(8)).update(digest).update(salt).digest()
}

/** Masks and unmasks with MGF1 (RFC 8017, appendix B.2.1) and clears the bits that are too many. */
function mask(db: Buffer, seed: Buffer, hash: string, bits: number): Buffer {
  const masked = Buffer.alloc(db.length)
  for (let counter = 0, at = 0; at < db.length; counter += 1) {
    const block = Buffer.alloc(4)
    block.writeUInt32BE(counter)
    const stream = createHash(hash).update(seed).update(block).digest()
    for (let i = 0; i < stream.length && at < db.length; i += 1, at += 1) {
      masked[at] = (db[at] ?? 0) ^ (stream[i] ?? 0)
    }
  }
  masked[0] = (masked[0] ?? 0) & (0xff >> (8 * Math.ceil(bits / 8) - bits))
  return masked
}
