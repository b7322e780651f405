import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { checkEvidenceKey } from '../../src/rotation/check-evidence-key.ts'

const pem = () =>
  generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).publicKey
const publicKey = pem()

function check(declared: string | undefined) {
  const environment = { name: 'production', path: 'config/production' }
  return checkEvidenceKey(environment, declared, { publicKey })
}

test('the same key is right, whatever the line ends', () => {
  expect(check(publicKey.replaceAll('\n', '\r\n'))).toBeUndefined()
})

test('another key, or none, is refused, and the way to write it is named', () => {
  expect(check(pem())).toMatchObject({
    message: expect.stringContaining('is not the public half'),
    wayForward: expect.stringContaining('`ikctl key evidence production --replace`'),
  })
  expect(check(undefined)).toMatchObject({
    message: expect.stringContaining('evidence.pem is missing'),
    wayForward: expect.stringContaining('`ikctl key evidence production`'),
  })
})
