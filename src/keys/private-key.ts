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
  | 'literal_newlines'
  | 'flattened'
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
 *   `BEGIN PRIVATE KEY` (PKCS#8), not encrypted.
 * @throws {PrivateKeyRefused} for anything else, or when the key is not the declared one.
 */
export function readRsaPrivateKey(
  pem: string | Uint8Array,
  { thumbprint, source = 'the PEM' }: PrivateKeyOptions = {},
): RsaPrivateKey {
  const privateKey = readPem(
    typeof pem === 'string' ? pem : Buffer.from(pem).toString('utf8'),
    source,
  )
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

function readPem(text: string, source: string): KeyObject {
  const refuse = (reason: PrivateKeyRefusal, message: string) =>
    new PrivateKeyRefused(reason, `${source} ${message}`)
  if (/\\[nr]/.test(text)) {
    throw refuse(
      'literal_newlines',
      'holds "\\n" as two characters where line breaks belong: environment variables and .env files often do that; pass a file instead, or replace them before',
    )
  }
  if (/ENCRYPTED/.test(text)) {
    throw refuse(
      'encrypted',
      'is protected by a passphrase: keep it in a vault, or decrypt it for this use with: openssl rsa -in FILE -out PLAIN',
    )
  }
  if (/OPENSSH PRIVATE KEY/.test(text)) {
    throw refuse(
      'ssh_format',
      'is in OpenSSH format: convert a copy with: ssh-keygen -p -m PEM -f FILE',
    )
  }
  if (/-----BEGIN (?:RSA )?PUBLIC KEY|-----BEGIN CERTIFICATE|^\s*ssh-/.test(text)) {
    throw refuse(
      'not_private',
      'is public (a public key or a certificate): the private key is needed',
    )
  }
  const label = /-----BEGIN ([A-Z ]{0,30}PRIVATE KEY)-----/.exec(text)?.[1]
  if (label === undefined) {
    throw refuse('malformed', 'is not PEM: a line "-----BEGIN RSA PRIVATE KEY-----" is expected')
  }
  if (label !== 'PRIVATE KEY' && label !== 'RSA PRIVATE KEY') {
    throw refuse('not_rsa', `is labelled "${label}": Docusign takes RSA keys only`)
  }
  if (!/-----BEGIN [A-Z ]+-----\s*\n/.test(text)) {
    throw refuse(
      'flattened',
      'has lost its line breaks: one-line input boxes do that; store it again from a file, for example with: az keyvault secret set --file',
    )
  }
  let key: KeyObject
  try {
    key = createPrivateKey(text)
  } catch {
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
