import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { StateKeyRefused } from '../../src/consent/consent-error.ts'
import { createStateKey, readStateKey } from '../../src/consent/state-key.ts'
import { rsaKeyPair } from '../support/rsa-key-pair.ts'

test('a new key is 32 random bytes, and another one each time', () => {
  expect(readStateKey(`${createStateKey()}\n`)).toHaveLength(32)
  expect(createStateKey()).not.toBe(createStateKey())
})

test('takes base64, base64url and more bytes', () => {
  const bytes = randomBytes(48)
  expect(readStateKey(bytes.toString('base64'))).toEqual(new Uint8Array(bytes))
  expect(readStateKey(bytes.toString('base64url'))).toEqual(new Uint8Array(bytes))
})

test('refuses the login key in any of its forms, and does not repeat it', async () => {
  const { privateKey } = await rsaKeyPair()
  const der = (type: 'pkcs1' | 'pkcs8') =>
    (privateKey.export({ format: 'der', type }) as Buffer).toString('base64')
  const forms = [
    privateKey.export({ format: 'pem', type: 'pkcs1' }) as string,
    privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
    JSON.stringify(privateKey.export({ format: 'jwk' })),
    der('pkcs1'),
    der('pkcs8'),
  ]
  for (const form of forms) {
    expect(() => readStateKey(form)).toThrow(StateKeyRefused)
    expect(() => readStateKey(form)).toThrow('it is a private key')
    expect(() => readStateKey(form)).not.toThrow(form.slice(100, 140))
  }
})

test.each([
  ['', 'it is not base64'],
  ['a pass phrase of many words', 'it is not base64'],
  [randomBytes(31).toString('base64'), 'it has 31 bytes, at least 32 are needed'],
  [Buffer.alloc(32).toString('base64'), 'it is not random'],
  ['password'.repeat(8), 'it is not random'],
])('refuses %j', (text, why) => {
  expect(() => readStateKey(text)).toThrow(why)
})

test('takes what openssl makes', (context) => {
  let made: string
  try {
    made = execFileSync('openssl', ['rand', '-base64', '32'], { encoding: 'utf8' })
  } catch {
    return context.skip('there is no openssl')
  }
  expect(readStateKey(made)).toHaveLength(32)
})
