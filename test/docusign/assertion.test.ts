import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { createAssertionFactory, signAssertion } from '../../src/docusign/assertion.ts'
import { pemSigner } from '../../src/keys/pem-signer.ts'
import { rsaKeyPair } from '../support/rsa-key-pair.ts'

const { publicKey, privateKey } = await rsaKeyPair()
const settings = {
  integrationKey: '11111111-1111-4111-8111-111111111111',
  audience: 'account-d.docusign.com',
  scopes: ['signature', 'impersonation'],
  signer: pemSigner(privateKey.export({ format: 'pem', type: 'pkcs8' })),
}
const userId = '8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b4c'

test('README example for signing an assertion', async () => {
  const jwt = await signAssertion({ ...settings, userId: 'u', now: () => 0 })
  const [header, claims] = jwt.split('.')
  expect(`${header}.${claims}`).toBe(
    'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.' +
      'eyJpc3MiOiIxMTExMTExMS0xMTExLTQxMTEtODExMS0xMTExMTExMTExMTEiLCJzdWIiOiJ1IiwiYXVkIjoiYWNjb3VudC1kLmRvY3VzaWduLmNvbSIsImlhdCI6MCwiZXhwIjo2MDAsInNjb3BlIjoic2lnbmF0dXJlIGltcGVyc29uYXRpb24ifQ',
  )
})

test('is byte for byte what jose signs, and jose accepts it', async () => {
  const now = Date.UTC(2026, 10, 23, 12, 0, 0, 999)
  const jwt = await signAssertion({ ...settings, userId, lifetime: 300, now: () => now })
  const claims = {
    iss: settings.integrationKey,
    sub: userId,
    aud: settings.audience,
    iat: 1795435200,
    exp: 1795435500,
    scope: 'signature impersonation',
  }
  const byJose = new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
  expect(jwt).toBe(await byJose.sign(privateKey))

  const { payload } = await jwtVerify(jwt, publicKey, { currentDate: new Date(now) })
  expect(payload).toEqual(claims)
  expect(decodeProtectedHeader(jwt)).toEqual({ alg: 'RS256', typ: 'JWT' })
})

test('one factory, many users, each at its time', async () => {
  let now = 0
  const assertion = createAssertionFactory({ ...settings, now: () => now })
  const first = await assertion(userId)
  now = 5000
  const second = await assertion('u"\\\u00fc')
  const claims = [first, second].map((jwt) =>
    JSON.parse(Buffer.from(String(jwt.split('.')[1]), 'base64url').toString()),
  )
  expect(claims).toMatchObject([
    { sub: userId, iat: 0, exp: 600 },
    { sub: 'u"\\\u00fc', iat: 5, exp: 605 },
  ])
})

test('an aborted caller gets its reason', async () => {
  const reason = new Error('stop')
  const signal = AbortSignal.abort(reason)
  await expect(signAssertion({ ...settings, userId, signal })).rejects.toBe(reason)
})

describe('refuses', () => {
  test.each<[string, Partial<typeof settings> & { lifetime?: number }]>([
    ['an audience with scheme', { audience: 'https://account.docusign.com' }],
    ['an audience with slash', { audience: 'account.docusign.com/' }],
    ['no scope', { scopes: [] }],
    ['scopes in one string', { scopes: ['signature impersonation'] }],
    ['more than an hour', { lifetime: 3601 }],
    ['no lifetime', { lifetime: 0 }],
    ['half a second', { lifetime: 0.5 }],
  ])('%s', (_, wrong) => {
    expect(() => createAssertionFactory({ ...settings, ...wrong })).toThrow(TypeError)
  })
})
