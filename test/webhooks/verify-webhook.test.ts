import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { verifyWebhook } from '../../src/webhooks/verify-webhook.ts'

// RFC 4231, test case 2.
const jefe = {
  key: 'Jefe',
  body: Buffer.from('what do ya want for nothing?'),
  signature: Buffer.from(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    'hex',
  ).toString('base64'),
}
const other = Buffer.alloc(32, 7).toString('base64')

describe('verifyWebhook', () => {
  test('takes the signature of RFC 4231, test case 2', () => {
    expect(verifyWebhook({ 'x-docusign-signature-1': jefe.signature }, jefe.body, [jefe.key])).toBe(
      true,
    )
  })

  test.each([
    ['a header of another case', { 'X-DocuSign-Signature-1': jefe.signature }],
    ['Headers of fetch', new Headers({ 'X-DocuSign-Signature-1': jefe.signature })],
    ['a list of values', { 'x-docusign-signature-1': [jefe.signature] }],
    [
      'the second of two headers',
      { 'x-docusign-signature-1': other, 'x-docusign-signature-2': jefe.signature },
    ],
    ['the hundredth header', { 'x-docusign-signature-100': jefe.signature }],
  ])('reads %s', (_, headers) => {
    expect(verifyWebhook(headers, jefe.body, [jefe.key])).toBe(true)
  })

  test.each([
    ['no header', {}],
    ['an empty header', { 'x-docusign-signature-1': '' }],
    ['a missing value', { 'x-docusign-signature-1': undefined }],
    ['another signature', { 'x-docusign-signature-1': other }],
    ['half a signature', { 'x-docusign-signature-1': jefe.signature.slice(0, 20) }],
    ['a signature in hex', { 'x-docusign-signature-1': 'ab'.repeat(32) }],
    ['the digest header alone', { 'x-authorization-digest': jefe.signature }],
    ['a header of a similar name', { 'x-docusign-signature-': jefe.signature }],
    ['a header with a prefix', { 'x-x-docusign-signature-1': jefe.signature }],
  ])('refuses %s', (_, headers) => {
    expect(verifyWebhook(headers, jefe.body, [jefe.key])).toBe(false)
  })

  test('one key of several, and one signature of several, are enough', () => {
    const headers = { 'x-docusign-signature-1': other, 'x-docusign-signature-2': jefe.signature }
    expect(verifyWebhook(headers, jefe.body, ['old', jefe.key])).toBe(true)
    expect(verifyWebhook(headers, jefe.body, ['old', 'older'])).toBe(false)
  })

  test('a changed byte of the body, line ends included, is refused', () => {
    const body = Buffer.from('{"event":"envelope-completed"}\r\n')
    const signature = createHmac('sha256', 'secret').update(body).digest('base64')
    const headers = { 'x-docusign-signature-1': signature }
    expect(verifyWebhook(headers, body, ['secret'])).toBe(true)
    expect(verifyWebhook(headers, Buffer.from(body.toString().trimEnd()), ['secret'])).toBe(false)
  })

  test('the key is text, not base64: Docusign documents UTF-8 bytes', () => {
    const key = Buffer.from('0123456789abcdef').toString('base64')
    const sign = (secret: string | Buffer) => ({
      'x-docusign-signature-1': createHmac('sha256', secret).update(jefe.body).digest('base64'),
    })
    expect(verifyWebhook(sign(key), jefe.body, [key])).toBe(true)
    expect(verifyWebhook(sign(Buffer.from(key, 'base64')), jefe.body, [key])).toBe(false)
  })

  test.each([
    ['a parsed body', { event: 'x' } as never, ['key'], /raw bytes/],
    ['a body as text', 'text' as never, ['key'], /raw bytes/],
    ['no key', jefe.body, [], /at least one HMAC key/],
    ['an empty key, which anybody could sign with', jefe.body, [''], /at least one HMAC key/],
  ])('%s is a mistake of the caller', (_, body, keys, message) => {
    expect(() => verifyWebhook({}, body, keys)).toThrow(message)
  })

  test('is true for what was signed with one of the keys, and for nothing else', () => {
    const text = fc.string({ minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.uniqueArray(text, { minLength: 1, maxLength: 4 }),
        fc.uniqueArray(text, { minLength: 1, maxLength: 4 }),
        (body, signing, known) => {
          const headers = Object.fromEntries(
            signing.map((key, index) => [
              `X-DocuSign-Signature-${index + 1}`,
              createHmac('sha256', key).update(body).digest('base64'),
            ]),
          )
          const expected = signing.some((key) => known.includes(key))
          expect(verifyWebhook(headers, body, known)).toBe(expected)
        },
      ),
      { seed: 4231, numRuns: 200 },
    )
  })
})
