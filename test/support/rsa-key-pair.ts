import { generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'

const made = new Map<string, Promise<{ publicKey: KeyObject; privateKey: KeyObject }>>()

/**
 * An RSA key pair made at run time (about 0.1 s for 2048 bits), once per test file and label: the
 * same label gives the same pair.
 */
export function rsaKeyPair(label = 'default', bits = 2048, publicExponent = 65537) {
  const id = `${label} ${bits} ${publicExponent}`
  let pair = made.get(id)
  if (pair === undefined) {
    pair = promisify(generateKeyPair)('rsa', { modulusLength: bits, publicExponent })
    made.set(id, pair)
  }
  return pair
}
