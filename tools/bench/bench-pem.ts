import { generateKeyPairSync } from 'node:crypto'

let pem: string | undefined

/** The private key of all measurements. */
export function benchPem(): string {
  pem ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey
  return pem
}
