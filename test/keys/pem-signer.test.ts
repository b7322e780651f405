import { createPrivateKey, generateKeyPairSync, type JsonWebKey, verify } from 'node:crypto'
import { inspect } from 'node:util'
import { calculateJwkThumbprint } from 'jose'
import { describe, expect, test } from 'vitest'
import { pemSigner } from '../../src/keys/pem-signer.ts'
import { PrivateKeyRefused } from '../../src/keys/private-key.ts'
import { caught } from '../support/caught.ts'
import { rsaKeyPair } from '../support/rsa-key-pair.ts'
import { hasSuite, readSuiteJson } from '../support/suites.ts'

const { publicKey, privateKey } = await rsaKeyPair()
const pkcs8 = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
const pkcs1 = privateKey.export({ format: 'pem', type: 'pkcs1' }) as string
const spki = publicKey.export({ format: 'pem', type: 'spki' }) as string
const data = Buffer.from('header.claims')

test.each([
  ['PKCS#8', pkcs8],
  ['PKCS#1', pkcs1],
  ['bytes', Buffer.from(pkcs1)],
  ['Windows line ends', pkcs8.replaceAll('\n', '\r\n')],
  ['both halves in one file', `${spki}${pkcs1}`],
  ['both halves, the private one first', `${pkcs8}\n${spki}`],
  ['the same key in both forms of line ends', `${pkcs1}${pkcs1.replaceAll('\n', '\r\n')}`],
  ['UTF-16 with its mark', Buffer.from(`\ufeff${pkcs1}`, 'utf16le')],
  ['UTF-16 without a mark', Buffer.from(pkcs1, 'utf16le')],
  ['UTF-16, big-endian', Buffer.from(`\ufeff${pkcs1}`, 'utf16le').swap16()],
  ['a byte order mark', `\ufeff${pkcs8}`],
  ['quotes around it', `"${pkcs8}"`],
  ['a line of .env', `KEY='${pkcs8}'\nOTHER=1`],
  ['indentation', pkcs1.replace(/^/gm, '    ')],
  ['tabs', pkcs8.replace(/^/gm, '\t')],
  ['the label of the other form', pkcs1.replaceAll('RSA PRIVATE', 'PRIVATE')],
  ['PKCS#8 labelled as PKCS#1', pkcs8.replaceAll(' PRIVATE', ' RSA PRIVATE')],
  ['an RSA key labelled as EC', pkcs8.replaceAll(' PRIVATE', ' EC PRIVATE')],
  ['base64 of the whole', Buffer.from(pkcs1).toString('base64')],
  [
    'base64 of the whole, in lines',
    Buffer.from(pkcs8).toString('base64').replace(/.{76}/g, '$&\n'),
  ],
  ['base64url of the whole', Buffer.from(pkcs8).toString('base64url')],
  ['base64 of UTF-16', Buffer.from(`\ufeff${pkcs1}`, 'utf16le').toString('base64')],
  ['\\n as text', pkcs8.replaceAll('\n', '\\n')],
  ['\\r\\n as text, in quotes', `"${pkcs8.replaceAll('\n', '\\r\\n')}"`],
  ['\\n escaped twice', pkcs8.replaceAll('\n', '\\\\n')],
  ['spaces for line breaks', pkcs8.replaceAll('\n', ' ')],
  ['no line breaks', pkcs1.replaceAll('\n', '')],
  ['text and bag attributes around it', `Bag Attributes\n  x: 1\n${pkcs8}\nthe end`],
])('signs with %s', async (_, pem) => {
  const signer = pemSigner(pem)
  expect(verify('sha256', data, publicKey, await signer.sign(data))).toBe(true)
  expect(await signer.publicJwk()).toEqual(publicKey.export({ format: 'jwk' }))
  expect(signer.thumbprint).toBe(await calculateJwkThumbprint(publicKey.export({ format: 'jwk' })))
})

test.skipIf(!hasSuite('jose-cookbook'))('RFC 7520 section 4.1: the same signature', async () => {
  const example = readSuiteJson('jose-cookbook', '4_1.rsa_v15_signature.json') as {
    input: { key: JsonWebKey }
    signing: { 'sig-input': string; sig: string }
  }
  const key = createPrivateKey({ key: example.input.key, format: 'jwk' })
  const signer = pemSigner(key.export({ format: 'pem', type: 'pkcs8' }))
  const signature = await signer.sign(Buffer.from(example.signing['sig-input']))
  expect(Buffer.from(signature).toString('base64url')).toBe(example.signing.sig)
})

test('an aborted caller gets its reason', async () => {
  const reason = new Error('stop')
  const signal = AbortSignal.abort(reason)
  await expect(pemSigner(pkcs8).sign(data, { signal })).rejects.toBe(reason)
})

describe('refuses', () => {
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const cipher = { cipher: 'aes-256-cbc', passphrase: 'secret' }
  const encrypted = privateKey.export({ format: 'pem', type: 'pkcs8', ...cipher }) as string
  const oldEncrypted = privateKey.export({ format: 'pem', type: 'pkcs1', ...cipher }) as string
  const openSsh = '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----'

  test.each<[reason: string, what: string, pem: string]>([
    ['encrypted', 'PKCS#8 with passphrase', encrypted],
    ['encrypted', 'PKCS#1 with passphrase', oldEncrypted],
    ['not_private', 'a public key', publicKey.export({ format: 'pem', type: 'spki' }) as string],
    [
      'not_private',
      'a certificate',
      '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    ],
    ['ssh_format', 'OpenSSH', openSsh],
    ['not_rsa', 'EC, PKCS#8', ec.export({ format: 'pem', type: 'pkcs8' }) as string],
    ['not_rsa', 'EC, SEC1', ec.export({ format: 'pem', type: 'sec1' }) as string],
    ['too_small', '1024 bits', small.export({ format: 'pem', type: 'pkcs8' }) as string],
    ['several', 'two keys', `${pkcs8}${small.export({ format: 'pem', type: 'pkcs8' })}`],
    ['ssh_format', 'PuTTY', 'PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none'],
    ['encrypted', 'encrypted, indented', encrypted.replace(/^/gm, '  ')],
    ['not_private', 'a public key in base64', Buffer.from(spki.repeat(3)).toString('base64')],
    ['malformed', 'a JWK', JSON.stringify(privateKey.export({ format: 'jwk' }))],
    ['malformed', 'a line lost in the middle', pkcs1.split('\n').toSpliced(7, 1).join('\n')],
    ['malformed', 'no last line', pkcs1.replace(/-----END[\s\S]*/, '')],
    ['malformed', 'cut off', pkcs8.slice(0, 400)],
    ['malformed', 'damaged private exponent', swapLines(pkcs1, 9)],
    ['malformed', 'damaged prime', swapLines(pkcs1, 14)],
    ['malformed', 'nothing', ''],
    ['malformed', 'only base64', pkcs8.split('\n').slice(1, -2).join('\n')],
  ])('%s: %s', async (reason, _, pem) => {
    const error = await caught(() => pemSigner(pem, { source: 'environment variable KEY' }))
    expect(error).toBeInstanceOf(PrivateKeyRefused)
    expect(error).toMatchObject({
      code: 'ERR_KEY_PRIVATE_REFUSED',
      reason,
      message: expect.stringMatching(/^environment variable KEY /),
    })
    const shown = inspect(error, { depth: 9, showHidden: true })
    for (const line of pem.split(/\s|\\n/).filter((text) => /^[\w+/=]{16,}$/.test(text))) {
      expect(shown).not.toContain(line.slice(0, 16))
    }
  })

  test('another key than the declared one', async () => {
    const thumbprint = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'
    const error = await caught(() => pemSigner(pkcs8, { thumbprint }))
    expect(error).toMatchObject({ reason: 'wrong_key' })
    expect(String(error)).toContain(thumbprint)
    expect(String(error)).toContain(pemSigner(pkcs8).thumbprint)
  })

  /** Two lines of the key exchanged: well-formed DER, numbers that do not fit. */
  function swapLines(pem: string, first: number): string {
    const lines = pem.split('\n')
    const [a = '', b = ''] = lines.splice(first, 2)
    lines.splice(first, 0, b, a)
    return lines.join('\n')
  }
})

test('shows nothing of the key', () => {
  const signer = pemSigner(pkcs8)
  const shown = [inspect(signer, { depth: 9, showHidden: true }), JSON.stringify(signer)].join()
  const { d, p, q } = privateKey.export({ format: 'jwk' })
  for (const secret of [d, p, q, pkcs8.split('\n')[5]]) {
    expect(shown).not.toContain(String(secret).slice(0, 16))
  }
})
