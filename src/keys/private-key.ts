import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { IkctlError } from '../ikctl-error.ts'
import { describeRsaPublicKey, type RsaPublicKey } from './rsa-public-key.ts'

/** Why a text is not taken as an RSA private key. */
export type PrivateKeyRefusal =
  | 'encrypted'
  | 'not_private'
  | 'ssh_format'
  | 'not_rsa'
  | 'too_small'
  | 'several'
  | 'wrong_key'
  | 'malformed'

/** Thrown by {@link readRsaPrivateKey}. The message never quotes the key. */
export class PrivateKeyRefused extends IkctlError {
  static readonly code = 'ERR_KEY_PRIVATE_REFUSED'
  readonly code = PrivateKeyRefused.code
  readonly reason: PrivateKeyRefusal

  constructor(reason: PrivateKeyRefusal, message: string) {
    super(message)
    this.reason = reason
  }
}

/** Settings of {@link readRsaPrivateKey}. */
export interface PrivateKeyOptions {
  /** The declared RFC 7638 thumbprint: another key is refused. */
  thumbprint?: string
  /** Where the PEM comes from, for messages: `file key.pem`, `environment variable KEY`. */
  source?: string
}

/** A private key in memory, and its public half. */
export interface RsaPrivateKey {
  privateKey: KeyObject
  publicKey: RsaPublicKey
}

/**
 * Reads the PEM of an RSA private key that can sign RS256.
 *
 * @param pem at least 2048 bits: `BEGIN RSA PRIVATE KEY` (PKCS#1, as Docusign generates them) or
 *   `BEGIN PRIVATE KEY` (PKCS#8), not encrypted; bytes in UTF-8 or UTF-16. What surrounds the key, or was
 *   done to its line breaks on the way, does not matter as long as it is the only private key.
 * @throws {PrivateKeyRefused} for anything else, or when the key is not the declared one.
 */
export function readRsaPrivateKey(
  pem: string | Uint8Array,
  { thumbprint, source = 'the PEM' }: PrivateKeyOptions = {},
): RsaPrivateKey {
  const privateKey = readPem(typeof pem === 'string' ? pem : decode(pem), source)
  const publicKey = describeRsaPublicKey(createPublicKey(privateKey))
  if (publicKey.bits < 2048) {
    throw new PrivateKeyRefused(
      'too_small',
      `${source} holds an RSA key of ${publicKey.bits} bits: RS256 needs at least 2048 (RFC 7518 section 3.3)`,
    )
  }
  if (thumbprint !== undefined && thumbprint !== publicKey.thumbprint) {
    throw new PrivateKeyRefused(
      'wrong_key',
      `${source} holds the key with thumbprint ${publicKey.thumbprint}, declared is ${thumbprint}: use the right key or correct the declaration`,
    )
  }
  if (!fits(privateKey)) {
    throw new PrivateKeyRefused('malformed', `${source} holds a damaged key: its parts do not fit`)
  }
  return { privateKey, publicKey }
}

// --- internal ---

interface PrivateBlock {
  /** What its first line names: `RSA PRIVATE KEY`. */
  label: string
  body: string
}

/**
 * Finds the one private key in what was given, however it was carried: beside its public half, indented,
 * in quotes, without its line breaks or with `\n` as two characters, as base64 of the whole.
 */
function readPem(given: string, source: string): KeyObject {
  const text = unpacked(given)
  const refuse = (reason: PrivateKeyRefusal, message: string) =>
    new PrivateKeyRefused(reason, `${source} ${message}`)
  const [block, ...others] = privateBlocks(text)
  if (block === undefined) {
    throw refuse(...whyNoBlock(text))
  }
  const { label, body } = block
  if (others.some((other) => bare(other.body) !== bare(body))) {
    throw refuse('several', 'holds several private keys: keep the one that is meant')
  }
  if (/ENCRYPTED/.test(label) || /ENCRYPTED/.test(body)) {
    throw refuse(
      'encrypted',
      'is protected by a passphrase: keep it in a vault, or decrypt it for this use with: openssl rsa -in FILE -out PLAIN',
    )
  }
  if (label === 'OPENSSH PRIVATE KEY') {
    throw refuse(
      'ssh_format',
      'is in OpenSSH format: convert a copy with: ssh-keygen -p -m PEM -f FILE',
    )
  }
  const key = fromDer(Buffer.from(bare(body), 'base64'))
  if (key === undefined && label !== 'PRIVATE KEY' && label !== 'RSA PRIVATE KEY') {
    throw refuse('not_rsa', `is labelled "${label}": Docusign takes RSA keys only`)
  }
  if (key === undefined || !/^[A-Za-z0-9+/]+=*$/.test(bare(body))) {
    throw refuse('malformed', 'holds no readable private key: it is damaged or cut off')
  }
  if (key.asymmetricKeyType !== 'rsa') {
    throw refuse(
      'not_rsa',
      `holds a key of type "${key.asymmetricKeyType}": Docusign takes RSA keys only`,
    )
  }
  return key
}

/** Windows' shell writes UTF-16 with its mark; without one, every second byte of ASCII is zero. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes
  const isBigEndian = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0)
  if (isBigEndian) return new TextDecoder('utf-16be').decode(bytes)
  const isLittleEndian = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0)
  return new TextDecoder(isLittleEndian ? 'utf-16le' : 'utf-8').decode(bytes)
}

/** The text in which PEM is looked for: secrets of CI systems are often base64 of the whole file. */
function unpacked(text: string): string {
  const packed = bare(text)
  if (packed.length > 0 && /^[A-Za-z0-9+/_-]+=*$/.test(packed)) {
    const inside = decode(Buffer.from(packed, 'base64'))
    if (inside.includes('-----BEGIN ')) return inside.replace(/(?<!\\)\\+[nr]/g, '\n')
  }
  return text.replace(/(?<!\\)\\+[nr]/g, '\n')
}

function privateBlocks(text: string): PrivateBlock[] {
  if (text.length > maxLength) return []
  return [...text.matchAll(privateBlock)].map(([, label = '', body = '']) => ({ label, body }))
}

/** Characters of a text in which a key is looked for: the largest keys need some 13,000. */
const maxLength = 200_000

const privateBlock =
  /-----BEGIN ([A-Z0-9 ]{0,30}PRIVATE KEY)-----([\s\S]{1,20000}?)-----END \1-----/g

/** A body without line breaks, indentation and the quotes around it. */
function bare(body: string): string {
  return body.replace(/[\s"'\u200b\ufeff]+/g, '')
}

/** The label is often wrong, so both forms are tried; RFC 5208, RFC 8017 appendix A.1.2. */
function fromDer(der: Buffer): KeyObject | undefined {
  for (const type of ['pkcs8', 'pkcs1'] as const) {
    try {
      return createPrivateKey({ key: der, format: 'der', type })
    } catch {
      // Perhaps it is of the other form.
    }
  }
  return undefined
}

/** What a text without a private key in PEM is. */
function whyNoBlock(text: string): [PrivateKeyRefusal, string] {
  const label = /-----BEGIN ([A-Z0-9 ]{0,30}PRIVATE KEY)-----/.exec(text)?.[1]
  if (label !== undefined) {
    return ['malformed', `begins with "${label}", but has no end: it is damaged or cut off`]
  }
  if (/-----BEGIN (?:RSA )?PUBLIC KEY|-----BEGIN CERTIFICATE|^\s*ssh-/.test(text)) {
    return ['not_private', 'is public (a public key or a certificate): the private key is needed']
  }
  if (/^\s*PuTTY-User-Key-File/.test(text)) {
    return ['ssh_format', 'is in the format of PuTTY: export it from PuTTYgen as an OpenSSH key']
  }
  if (/^\s*\{[\s\S]*"kty"/.test(text)) {
    return ['malformed', 'is a JWK: the PEM of the private key is expected']
  }
  return ['malformed', 'is not PEM: a line "-----BEGIN RSA PRIVATE KEY-----" is expected']
}

/**
 * Whether the numbers of the key belong together (RFC 8017 section 3.2). OpenSSL signs with some
 * damaged keys all the same, slowly; others, like a vault that imports the key, do not.
 */
function fits(key: KeyObject): boolean {
  const jwk = key.export({ format: 'jwk' })
  const number = (name: 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi') =>
    BigInt(`0x${Buffer.from(jwk[name] ?? '', 'base64url').toString('hex') || '0'}`)
  const [n, e, d] = [number('n'), number('e'), number('d')]
  const [p, q, dp, dq, qi] = [number('p'), number('q'), number('dp'), number('dq'), number('qi')]
  if (p <= 1n || q <= 1n || p * q !== n) return false
  return (
    (d * e) % (p - 1n) === 1n &&
    (d * e) % (q - 1n) === 1n &&
    d % (p - 1n) === dp &&
    d % (q - 1n) === dq &&
    (qi * q) % p === 1n
  )
}
