import { createPublicKey, type JsonWebKeyInput } from 'node:crypto'
import { expect, test } from 'vitest'
import { verifyAssertion, verifyJws } from '../../../src/emulators/docusign/verify-assertion.ts'
import { rsaKeyPair } from '../../support/rsa-key-pair.ts'
import { signAssertion } from '../../support/sign-assertion.ts'
import { hasSuite, readSuiteJson } from '../../support/suites.ts'

test('gives the claims of an assertion that one of the keys signed', async () => {
  const { privateKey, publicKey } = await rsaKeyPair()
  const other = (await rsaKeyPair('other')).publicKey
  const claims = { iss: 'i', nested: { ü: [1] } }
  const jws = signAssertion(claims, privateKey)
  expect(verifyAssertion(jws, [other, publicKey])).toEqual({ claims })
  expect(verifyAssertion(jws, [other])).toEqual({ reason: 'signature' })
  expect(verifyAssertion(jws, [])).toEqual({ reason: 'signature' })
})

test('takes no other spelling of the same bytes', async () => {
  const { privateKey, publicKey } = await rsaKeyPair()
  const jws = signAssertion({ iss: 'i' }, privateKey)
  const [header = '', payload = '', signature = ''] = jws.split('.')
  // 256 bytes leave 2 bits of the last character unused.
  const last = signature.at(-1) ?? ''
  const strayBits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const other = strayBits[strayBits.indexOf(last) + 1] ?? ''
  for (const changed of [
    `${header}.${payload}.${signature.slice(0, -1)}${other}`,
    `${header}.${payload}.${signature}==`,
    `${header}.${payload}.${signature.slice(0, 9)}\n${signature.slice(9)}`,
    `${header}=.${payload}.${signature}`,
    `${header}.${payload}.${signature}.`,
    `${header}..${payload}.${signature}`,
  ]) {
    expect(verifyAssertion(changed, [publicKey])).toEqual({ reason: 'malformed' })
  }
})

test('takes claims only as a JSON object in UTF-8', async () => {
  const { privateKey, publicKey } = await rsaKeyPair()
  for (const claims of [[], 'text', 1, null]) {
    const jws = signAssertion(claims as object, privateKey)
    expect(verifyAssertion(jws, [publicKey])).toEqual({ reason: 'malformed' })
  }
})

interface Group {
  public?: JsonWebKeyInput['key'] & { alg?: string }
  tests: { tcId: number; comment: string; jws: unknown; result: 'valid' | 'invalid' }[]
}

test.skipIf(!hasSuite('wycheproof'))('Wycheproof: takes the valid RS256 vectors, no other', () => {
  const { testGroups } = readSuiteJson('wycheproof', 'json_web_signature_test.json') as {
    testGroups: Group[]
  }
  const rs256Key = ({ public: jwk }: Group) =>
    jwk?.alg === 'RS256' ? [createPublicKey({ key: jwk, format: 'jwk' })] : []
  const rs256Keys = testGroups.flatMap(rs256Key)
  const counts = { valid: 0, invalid: 0 }
  for (const group of testGroups) {
    // The vectors of keys for other algorithms must be taken by no RS256 key at all.
    const isRs256 = group.public?.alg === 'RS256'
    const keys = isRs256 ? rs256Key(group) : rs256Keys
    for (const { tcId, comment, jws, result } of group.tests) {
      // About members of a JWK: what is registered is a PEM, which has none.
      if (/^rejectWrong(Use|KeyOps)$/.test(comment)) continue
      const text = typeof jws === 'string' ? jws : JSON.stringify(jws)
      const taken = !('reason' in verifyJws(text, keys))
      const isGood = isRs256 && result === 'valid'
      expect(taken, `vector ${tcId}: ${comment}`).toBe(isGood)
      counts[isGood ? 'valid' : 'invalid'] += 1
    }
  }
  expect(counts.valid).toBeGreaterThan(0)
  expect(counts.invalid).toBeGreaterThan(350)
})
