import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeName, safeText } from '../../src/docusign/safe-text.ts'

test.each([
  ['no_valid_keys_or_signatures', 'no_valid_keys_or_signatures'],
  ['Issuer_not_found', 'Issuer_not_found'],
  ['HOURLY_APIINVOCATION_LIMIT_EXCEEDED', 'HOURLY_APIINVOCATION_LIMIT_EXCEEDED'],
  ['ErrorCode 103', '*** 103'],
  [
    'The user is unknown: 8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c.',
    'The user is unknown: 8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c.',
  ],
  ['token eyJhbGciOiJSUzI1NiJ9.e30.c2ln is bad', 'token ***.***.*** is bad'],
  ['MIIEvQIBADANBgkqhkiG9w0BAQEFAASC', '***'],
  ['a\u0000b\u001b[31m\u202ec\nd', 'a b [*** c d'],
  ['   ', undefined],
  [17, undefined],
])('%j', (text, expected) => {
  expect(safeText(text)).toBe(expected)
})

test('is never longer than asked and always printable', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
      const safe = safeText(text, 40) ?? ' '
      expect(safe.length).toBeLessThanOrEqual(40)
      expect(safe).toMatch(/^[\x20-\x7e]+$/)
    }),
    { seed: 1 },
  )
})

test('shows no 12 characters of a random base64url secret', () => {
  for (let i = 0; i < 200; i++) {
    const secret = createHash('sha512').update(`seed ${i}`).digest('base64url')
    const safe = safeText(`x ${secret} ${secret.replace(/.{14}/g, '$& ')}`) ?? ''
    const pieces = Array.from({ length: secret.length - 12 }, (_, n) => secret.slice(n, n + 12))
    expect(pieces.filter((piece) => safe.includes(piece))).toEqual([])
  }
})

test.each([
  ['Contoso GmbH & Co. KG', 'Contoso GmbH & Co. KG'],
  ['Müller Straße 東京', 'Müller Straße 東京'],
  ['a\u0000b\u001b[31m\u202ec\nd', 'a b [31m c d'],
  [`X ${'eyJhbGciOiJSUzI1NiJ9'.repeat(3)}`, 'X ***'],
  ['   ', undefined],
  [17, undefined],
])('a name: %j', (name, expected) => {
  expect(safeName(name)).toBe(expected)
})
