import { createPublicKey, type KeyObject } from 'node:crypto'
import type { KeyVaultKey } from '@azure/keyvault-keys'

/** The public half that the vault shows of an RSA key. */
export function publicKeyOf({ key }: KeyVaultKey): KeyObject {
  const text = (bytes?: Uint8Array) => Buffer.from(bytes ?? []).toString('base64url')
  return createPublicKey({
    key: { kty: 'RSA', n: text(key?.n), e: text(key?.e) },
    format: 'jwk',
  })
}
