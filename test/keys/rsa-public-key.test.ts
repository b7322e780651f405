import { spawnSync } from 'node:child_process'
import { checkPrimeSync, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { inspect } from 'node:util'
import { calculateJwkThumbprint } from 'jose'
import { describe, expect, test } from 'vitest'
import {
  type JsonWebKeyLike,
  PublicKeyRefused,
  parseRsaPublicKey,
  weaknesses,
} from '../../src/keys/rsa-public-key.ts'
import { caught } from '../support/caught.ts'
import { rsaKeyPair } from '../support/rsa-key-pair.ts'
import { hasSuite, readSuiteJson } from '../support/suites.ts'

const { publicKey, privateKey } = await rsaKeyPair()
const spki = publicKey.export({ format: 'pem', type: 'spki' }) as string
const pkcs1 = publicKey.export({ format: 'pem', type: 'pkcs1' }) as string
const jwk = publicKey.export({ format: 'jwk' }) as JsonWebKeyLike

/** RFC 7638 section 3.1. */
const rfc7638 = {
  kty: 'RSA',
  n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
  e: 'AQAB',
}

describe('parseRsaPublicKey', () => {
  test('SPKI PEM, PKCS#1 PEM and JWK of one key are the same key', () => {
    const key = parseRsaPublicKey(spki)
    expect(key.bits).toBe(2048)
    expect(key.pem).toBe(spki)
    expect(key.jwk).toEqual(jwk)
    for (const form of [pkcs1, jwk, `\n  ${spki.replaceAll('\n', '\r\n')}\n`]) {
      const other = parseRsaPublicKey(form)
      expect({ ...other, keyObject: undefined }).toEqual({ ...key, keyObject: undefined })
    }
  })

  test("takes Key Vault's form: bytes and RSA-HSM", () => {
    const n = Uint8Array.from(Buffer.from(String(jwk.n), 'base64url'))
    const key = parseRsaPublicKey({
      kty: 'RSA-HSM',
      n,
      e: Uint8Array.of(1, 0, 1),
      keyOps: ['sign'],
      d: undefined,
    })
    expect(key.jwk).toEqual(jwk)
  })

  test('RFC 7638 section 3.1: thumbprint', () => {
    expect(parseRsaPublicKey(rfc7638).thumbprint).toBe(
      'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
    )
  })

  test('the thumbprint is the one that jose calculates', async () => {
    expect(parseRsaPublicKey(spki).thumbprint).toBe(await calculateJwkThumbprint({ ...jwk }))
  })

  const hasOpenssl = spawnSync('openssl', ['version']).status === 0
  test.skipIf(!hasOpenssl)('spkiSha256 is what the openssl pipeline shows', () => {
    const der = spawnSync('openssl', ['rsa', '-pubin', '-outform', 'DER'], { input: pkcs1ToSpki() })
    const hash = spawnSync('openssl', ['sha256', '-binary'], { input: der.stdout })
    const shown = spawnSync('openssl', ['base64'], { input: hash.stdout })
    expect(parseRsaPublicKey(spki).spkiSha256).toBe(shown.stdout.toString().trim())
  })

  const refused: [reason: string, what: string, input: string | JsonWebKeyLike][] = [
    ['private_material', 'PKCS#8', privateKey.export({ format: 'pem', type: 'pkcs8' }) as string],
    ['private_material', 'PKCS#1', privateKey.export({ format: 'pem', type: 'pkcs1' }) as string],
    [
      'private_material',
      'public and private',
      spki + privateKey.export({ format: 'pem', type: 'pkcs8' }),
    ],
    ['private_material', 'JWK with d', privateKey.export({ format: 'jwk' }) as JsonWebKeyLike],
    ['private_material', 'JWK text with d', JSON.stringify(privateKey.export({ format: 'jwk' }))],
    ['private_material', 'JWK with only a CRT member', { ...jwk, qi: 'AQ' }],
    [
      'certificate',
      'certificate',
      '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
    ],
    [
      'certificate',
      'request',
      '-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----',
    ],
    ['ssh_format', 'SSH', 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ== somebody'],
    [
      'ssh_format',
      'RFC 4716',
      '---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----',
    ],
    ['not_rsa', 'EC PEM', ecPem()],
    ['not_rsa', 'EC JWK', { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }],
    ['not_rsa', 'RSA-PSS PEM', rsaPssPem()],
    [
      'not_rsa',
      'another label',
      '-----BEGIN PGP PUBLIC KEY BLOCK-----\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----',
    ],
    ['wrong_purpose', 'JWK for encryption', { ...jwk, use: 'enc' }],
    ['wrong_purpose', 'JWK for another algorithm', { ...jwk, alg: 'PS256' }],
    ['malformed', 'padding in a JWK', { ...jwk, e: 'AQAB=' }],
    ['malformed', 'standard base64 in a JWK', { ...jwk, n: '+/+/' }],
    ['malformed', 'JWK without n', { kty: 'RSA', e: 'AQAB' }],
    ['malformed', 'empty', ''],
    ['malformed', 'prose', 'no key'],
    ['malformed', 'cut off', spki.slice(0, 200)],
    ['malformed', 'damaged', spki.replace(/MIIB../, 'MIIBAA')],
    ['malformed', 'one line with \\n', spki.replaceAll('\n', '\\n')],
    ['malformed', 'text before', `Public key of acme\n${spki}`],
    ['malformed', 'two keys', spki + spki],
    ['malformed', 'SPKI with a byte more', withByteMore(spki)],
    ['malformed', 'PKCS#1 with a byte more', withByteMore(pkcs1)],
    ['malformed', 'bytes after the key', withTrailingBytes()],
    ['malformed', 'too long', spki + ' '.repeat(20_000)],
  ]
  test.each(refused)('refuses with %s: %s', async (reason, _, input) => {
    const error = await caught(() => parseRsaPublicKey(input))
    expect(error).toBeInstanceOf(PublicKeyRefused)
    expect(error).toMatchObject({ code: 'ERR_KEY_PUBLIC_REFUSED', reason })
  })

  test('never quotes a private key', async () => {
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
    const secrets = [pem.split('\n')[3] ?? '', String(privateKey.export({ format: 'jwk' }).d)]
    for (const input of [pem, privateKey.export({ format: 'jwk' }) as JsonWebKeyLike]) {
      const shown = inspect(
        caught(() => parseRsaPublicKey(input)),
        { depth: 9 },
      )
      for (const secret of secrets) expect(shown).not.toContain(secret)
    }
  })

  function pkcs1ToSpki(): string {
    return createPublicKey(pkcs1).export({ format: 'pem', type: 'spki' }) as string
  }
  function withByteMore(pem: string): string {
    return pem.replace(/(-----\n)([^-]+)(\n-----)/, (_, before, body, after) => {
      const der = Buffer.concat([Buffer.from(body, 'base64'), Buffer.of(0)])
      return `${before}${der.toString('base64')}${after}`
    })
  }

  function ecPem(): string {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    return publicKey.export({ format: 'pem', type: 'spki' }) as string
  }
  /** The same key under id-RSASSA-PSS, which OpenSSL does not let sign RS256. */
  function rsaPssPem(): string {
    const { publicKey } = generateKeyPairSync('rsa-pss', { modulusLength: 1024 })
    return publicKey.export({ format: 'pem', type: 'spki' }) as string
  }
  function withTrailingBytes(): string {
    const der = publicKey.export({ format: 'der', type: 'spki' })
    const text = Buffer.concat([der, Buffer.from('more')]).toString('base64')
    return `-----BEGIN PUBLIC KEY-----\n${text}\n-----END PUBLIC KEY-----\n`
  }
})

describe('weaknesses', () => {
  test('none in a sound key', () => {
    expect(weaknesses(parseRsaPublicKey(spki))).toEqual([])
  })

  test('size and exponent', async () => {
    const { publicKey } = await rsaKeyPair('weak', 1024, 3)
    expect(
      weaknesses(parseRsaPublicKey(publicKey.export({ format: 'jwk' }) as JsonWebKeyLike)),
    ).toEqual([
      'the modulus has 1024 bits: RS256 needs at least 2048',
      'the public exponent is 3: expected 65537',
    ])
  })

  const p = primeBelow(2n ** 1024n)
  test.each([
    ['even', (n: bigint) => n + 1n, /even/],
    ['a small factor', (n: bigint) => ((n / 7919n) | 1n) * 7919n, /divisible by/],
    ['close factors', () => p * primeBelow(p), /so close/],
    ['a square', () => p ** 2n, /so close/],
  ])('%s', (_, change, expected) => {
    const n = change(BigInt(`0x${Buffer.from(String(jwk.n), 'base64url').toString('hex')}`))
    const hex = n.toString(16)
    const encoded = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
    const key = parseRsaPublicKey({ kty: 'RSA', n: encoded.toString('base64url'), e: 'AQAB' })
    expect(weaknesses(key)).toEqual([expect.stringMatching(expected)])
  })

  // The fingerprint, made by hand: a power of 65537 modulo each odd prime up to 167.
  const primes = Array.from({ length: 165 }, (_, index) => BigInt(index + 3)).filter((candidate) =>
    checkPrimeSync(candidate),
  )
  const all = primes.reduce((product, prime) => product * prime, 2n)
  const fingerprinted = 2n ** 2047n - (2n ** 2047n % all) + all + 65537n ** 5n
  test.each<[name: string, modulus: bigint, isFound: boolean]>([
    ['the fingerprint', fingerprinted, true],
    ['all of it but modulo 11', withoutFingerprint(fingerprinted, 11n), false],
    ['all of it but modulo 157', withoutFingerprint(fingerprinted, 157n), false],
  ])('ROCA: %s', (_, modulus, isFound) => {
    const n = Buffer.from(modulus.toString(16), 'hex').toString('base64url')
    const found = weaknesses(parseRsaPublicKey({ kty: 'RSA', n, e: 'AQAB' })).join('\n')
    expect(found.includes('CVE-2017-15361')).toBe(isFound)
  })
  /** Another residue modulo one prime, the same modulo all others: no power of 65537, and not zero. */
  function withoutFingerprint(modulus: bigint, prime: bigint): bigint {
    const powers = new Set(Array.from({ length: 200 }, (_, k) => 65537n ** BigInt(k) % prime))
    let other = modulus
    do other += all / prime
    while (powers.has(other % prime) || other % prime === 0n)
    return other
  }

  test.skipIf(!hasSuite('wycheproof'))('Wycheproof: ROCA, small and exponent-one keys', () => {
    const { testGroups } = readSuiteJson('wycheproof', 'json_web_key_test.json') as {
      testGroups: { comment: string; private: { keys: JsonWebKeyLike[] } }[]
    }
    const found = (comment: string) => {
      const key = testGroups.find((group) => group.comment === comment)?.private.keys[0]
      return weaknesses(parseRsaPublicKey({ kty: 'RSA', n: key?.n, e: key?.e }))
    }
    expect(found('jws_rsa_roca_key')).toEqual([expect.stringContaining('ROCA')])
    expect(found('keysize_too_small')).toEqual([expect.stringContaining('1024 bits')])
    expect(found('exponentOne')).toEqual([expect.stringContaining('exponent is 1:')])
    expect(found('rs256')).toEqual([])
  })
})

function primeBelow(limit: bigint): bigint {
  let candidate = limit % 2n === 0n ? limit - 1n : limit - 2n
  while (!checkPrimeSync(candidate, { checks: 1 })) candidate -= 2n
  return candidate
}
