import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { IkctlError } from '../ikctl-error.ts'

/** The members that identify an RSA public key (RFC 7517, RFC 7518 section 6.3.1). */
export interface RsaPublicJwk {
  kty: 'RSA'
  /** Modulus, base64url of the big-endian bytes without leading zeros. */
  n: string
  /** Public exponent, encoded like the modulus. */
  e: string
}

/** An RSA public key in the forms in which the systems around it name it. */
export interface RsaPublicKey {
  readonly jwk: RsaPublicJwk
  /** RFC 7638 thumbprint: base64url of SHA-256. The key's identity in YAML and reports. */
  readonly thumbprint: string
  /**
   * SHA-256 of the SPKI DER in base64, as shown by
   * `openssl rsa -pubin -in FILE -outform DER | openssl sha256 -binary | openssl base64`.
   */
  readonly spkiSha256: string
  /** Length of the modulus. */
  readonly bits: number
  /** SPKI PEM (`BEGIN PUBLIC KEY`), as uploaded to Docusign; ends with a line feed. */
  readonly pem: string
  readonly keyObject: KeyObject
}

/**
 * A JSON Web Key from anywhere: members are checked here. Key Vault's clients give `n` and `e` as
 * bytes and may call the type `RSA-HSM`.
 */
export type JsonWebKeyLike = Readonly<Record<string, unknown>>

/** Why a text or a JWK is not taken as an RSA public key. */
export type PublicKeyRefusal =
  | 'private_material'
  | 'certificate'
  | 'ssh_format'
  | 'not_rsa'
  | 'wrong_purpose'
  | 'malformed'

/** Thrown by {@link parseRsaPublicKey}. The message never quotes the input. */
export class PublicKeyRefused extends IkctlError {
  static readonly code = 'ERR_KEY_PUBLIC_REFUSED'
  readonly code = PublicKeyRefused.code
  readonly reason: PublicKeyRefusal

  constructor(reason: PublicKeyRefusal, message: string) {
    super(message)
    this.reason = reason
  }
}

/**
 * Reads an RSA public key.
 *
 * @param input one PEM block (`BEGIN PUBLIC KEY` or `BEGIN RSA PUBLIC KEY`) with nothing but white
 *   space around it, or a JWK.
 * @throws {PublicKeyRefused} for private keys, certificates, SSH keys, other key types, JWKs for
 *   another purpose than RS256 signatures, and anything damaged. Weak keys are taken: see
 *   {@link weaknesses}.
 */
export function parseRsaPublicKey(input: string | JsonWebKeyLike): RsaPublicKey {
  const keyObject = typeof input === 'string' ? fromPem(input) : fromJwk(input)
  return describeRsaPublicKey(keyObject)
}

/** The public half of an RSA key that is already at hand as a `KeyObject` of type `public`. */
export function describeRsaPublicKey(keyObject: KeyObject): RsaPublicKey {
  const { n, e } = keyObject.export({ format: 'jwk' })
  const bits = keyObject.asymmetricKeyDetails?.modulusLength
  if (keyObject.asymmetricKeyType !== 'rsa' || !n || !e || bits === undefined) {
    throw new PublicKeyRefused('not_rsa', notRsa(keyObject.asymmetricKeyType))
  }
  return {
    jwk: { kty: 'RSA', n, e },
    // RFC 7638 section 3: the required members only, in this order, without white space.
    thumbprint: sha256(`{"e":"${e}","kty":"RSA","n":"${n}"}`, 'base64url'),
    spkiSha256: sha256(keyObject.export({ format: 'der', type: 'spki' }), 'base64'),
    bits,
    pem: keyObject.export({ format: 'pem', type: 'spki' }) as string,
    keyObject,
  }
}

/**
 * What is wrong with a public key as such, in plain words; empty for a sound key.
 *
 * Checks what can be seen in a public key within milliseconds: size (RFC 7518 section 3.3),
 * exponent, small factors, factors close together (Fermat), and the fingerprint of the Infineon
 * generator (ROCA, CVE-2017-15361).
 */
export function weaknesses(key: RsaPublicKey): string[] {
  const n = toBigInt(key.jwk.n)
  const e = toBigInt(key.jwk.e)
  const found: string[] = []
  if (key.bits < 2048) found.push(`the modulus has ${key.bits} bits: RS256 needs at least 2048`)
  if (e !== 65537n) found.push(`the public exponent is ${shorten(e)}: expected 65537`)
  const factor = smallPrimes.find((p) => n % BigInt(p) === 0n)
  if (factor === 2) found.push('the modulus is even: it cannot be the product of two large primes')
  else if (factor !== undefined) found.push(`the modulus is divisible by ${factor}`)
  else if (hasCloseFactors(n)) found.push('the prime factors are so close that they can be found')
  if (isRoca(n)) {
    found.push('the key has the fingerprint of the ROCA weakness (CVE-2017-15361)')
  }
  return found
}

// --- internal ---

const maxPemLength = 16_384

function fromPem(text: string): KeyObject {
  const block = /^\s*-----BEGIN ((?:RSA )?PUBLIC KEY)-----([A-Za-z0-9+/=\s]+)-----END \1-----\s*$/
  const found = text.length <= maxPemLength ? block.exec(text) : null
  if (found === null) throw explain(text)
  const pkcs1 = found[1] === 'RSA PUBLIC KEY'
  const der = Buffer.from(found[2] ?? '', 'base64')
  let keyObject: KeyObject
  try {
    keyObject = createPublicKey({ key: der, format: 'der', type: pkcs1 ? 'pkcs1' : 'spki' })
  } catch {
    throw new PublicKeyRefused(
      'malformed',
      'the PEM block does not hold a readable public key: it is damaged or cut off; export it again',
    )
  }
  if (keyObject.asymmetricKeyType !== 'rsa') {
    throw new PublicKeyRefused('not_rsa', notRsa(keyObject.asymmetricKeyType))
  }
  // An SPKI ends with the PKCS#1 form, which Node 24 does not write of a key that it has read from it.
  const canonical = keyObject.export({ format: 'der', type: 'spki' })
  if (!der.equals(pkcs1 ? canonical.subarray(-der.length) : canonical)) {
    throw new PublicKeyRefused(
      'malformed',
      'the PEM block holds more than the public key, or not in canonical form; write it again with: openssl rsa -pubin -in FILE -pubout',
    )
  }
  return keyObject
}

/** Finds out what a text is that is not one block of a public key. */
function explain(text: string): PublicKeyRefused {
  const refuse = (reason: PublicKeyRefusal, message: string) =>
    new PublicKeyRefused(reason, message)
  if (/PRIVATE KEY/.test(text) || looksLikePrivateJwk(text)) {
    return refuse(
      'private_material',
      'this is a private key, a public key is expected: treat the private key as exposed if it was stored or sent, and make the public half with: openssl rsa -in FILE -pubout',
    )
  }
  if (/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE/.test(text)) {
    return refuse(
      'certificate',
      'this is a certificate or a request for one, a public key is expected: extract it with: openssl x509 -in FILE -noout -pubkey',
    )
  }
  if (/^\s*ssh-|BEGIN SSH2 PUBLIC KEY|OPENSSH/.test(text)) {
    return refuse(
      'ssh_format',
      'this is a key in SSH format, PEM is expected: convert it with: ssh-keygen -e -m PKCS8 -f FILE',
    )
  }
  if (text.length > maxPemLength) {
    return refuse(
      'malformed',
      `the text is longer than ${maxPemLength} characters: not a public key`,
    )
  }
  const begins = text.match(/-----BEGIN /g)?.length ?? 0
  if (begins > 1) return refuse('malformed', 'there is more than one PEM block: keep only one')
  if (begins === 0) {
    return refuse('malformed', 'this is not PEM: a line "-----BEGIN PUBLIC KEY-----" is expected')
  }
  if (/\\[nr]/.test(text)) {
    return refuse(
      'malformed',
      'the PEM holds "\\n" as two characters: write real line breaks instead',
    )
  }
  const label = /-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(text)?.[1]
  if (label !== undefined && !/^(?:RSA )?PUBLIC KEY$/.test(label)) {
    return refuse('not_rsa', `the PEM block is labelled "${label}": "PUBLIC KEY" is expected`)
  }
  return refuse(
    'malformed',
    'the PEM block is incomplete or has other text around it: keep only the lines from "-----BEGIN PUBLIC KEY-----" to "-----END PUBLIC KEY-----"',
  )
}

function looksLikePrivateJwk(text: string): boolean {
  return /^\s*\{/.test(text) && /"d"\s*:/.test(text)
}

/** RFC 7518 sections 6.3.2 and 6.4.1; `key_hsm` is Key Vault's wrapped private key. */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'key_hsm', 't']

function fromJwk(jwk: JsonWebKeyLike): KeyObject {
  const present = privateMembers.filter((name) => jwk[name] !== undefined && jwk[name] !== null)
  if (present.length > 0) {
    throw new PublicKeyRefused(
      'private_material',
      `the JWK has private members (${present.join(', ')}), a public key is expected: treat the private key as exposed if it was stored or sent`,
    )
  }
  if (jwk.kty !== 'RSA' && jwk.kty !== 'RSA-HSM') {
    throw new PublicKeyRefused('not_rsa', 'the JWK\'s "kty" is not "RSA": Docusign takes RSA only')
  }
  if (jwk.alg !== undefined && jwk.alg !== 'RS256') {
    throw new PublicKeyRefused('wrong_purpose', 'the JWK\'s "alg" is not "RS256"')
  }
  if (jwk.use !== undefined && jwk.use !== 'sig') {
    throw new PublicKeyRefused('wrong_purpose', 'the JWK\'s "use" is not "sig"')
  }
  const key = { kty: 'RSA', n: member(jwk, 'n'), e: member(jwk, 'e') }
  try {
    return createPublicKey({ key, format: 'jwk' })
  } catch {
    throw new PublicKeyRefused('malformed', 'the JWK\'s "n" and "e" are not a readable RSA key')
  }
}

function member(jwk: JsonWebKeyLike, name: 'n' | 'e'): string {
  const value = jwk[name]
  if (value instanceof Uint8Array && value.length > 0)
    return Buffer.from(value).toString('base64url')
  // Node's decoder skips what is not base64url: check it here (RFC 7515 section 2: no padding).
  if (typeof value === 'string' && /^[\w-]{1,4096}$/.test(value)) return value
  throw new PublicKeyRefused('malformed', `the JWK's "${name}" is not base64url without padding`)
}

function notRsa(type: string | undefined): string {
  return `this is a key of type "${type ?? 'unknown'}", not "rsa": Docusign takes RSA public keys only`
}

function sha256(data: string | Buffer, encoding: 'base64' | 'base64url'): string {
  return createHash('sha256').update(data).digest(encoding)
}

function toBigInt(base64url: string): bigint {
  return BigInt(`0x${Buffer.from(base64url, 'base64url').toString('hex')}`)
}

function shorten(value: bigint): string {
  return value < 1n << 64n ? String(value) : `longer than 64 bits`
}

const smallPrimes = primesBelow(10_000)

function primesBelow(limit: number): number[] {
  const composite = new Uint8Array(limit)
  const primes: number[] = []
  for (let i = 2; i < limit; i++) {
    if (composite[i]) continue
    primes.push(i)
    for (let j = i * i; j < limit; j += i) composite[j] = 1
  }
  return primes
}

/** Fermat's method finds close factors in the first rounds; far ones it never finds. */
function hasCloseFactors(n: bigint, rounds = 100): boolean {
  let a = squareRoot(n)
  if (a * a === n) return true
  for (let round = 0; round < rounds; round++) {
    a += 1n
    const rest = a * a - n
    const b = squareRoot(rest)
    if (b * b === rest) return true
  }
  return false
}

/** The integer square root, by Newton's method from above. */
function squareRoot(value: bigint): bigint {
  if (value < 2n) return value
  let x = 1n << BigInt((value.toString(16).length * 4) / 2 + 1)
  for (;;) {
    const next = (x + value / x) >> 1n
    if (next >= x) return x
    x = next
  }
}

/** A modulus of that generator is a power of 65537 modulo each of the first primes. */
function isRoca(n: bigint): boolean {
  return smallPrimes
    .filter((p) => p > 2 && p <= 167)
    .every((p) => {
      const residue = Number(n % BigInt(p))
      let power = 1
      do {
        if (power === residue) return true
        power = (power * (65537 % p)) % p
      } while (power !== 1)
      return false
    })
}
