import { PublicKeyRefused, type RsaPublicKey, weaknesses } from '../../keys/rsa-public-key.ts'
import type { EnvironmentRule } from '../rule.ts'
import { firstLine, readPublicKey } from './read-public-key.ts'

export const weak: EnvironmentRule = {
  id: 'public-key/weak',
  severity: 'error',
  summary:
    'A public key is strong: who finds the private half can log in as every user of every tenant.',
  help: 'Make a new key pair in the vault: RSA with 2048 bits and the exponent 65537.',
  guard: true,
  *check({ publicKeys }) {
    for (const [id, source] of publicKeys) {
      const key = readPublicKey(source)
      if (key instanceof PublicKeyRefused) continue
      for (const weakness of weaknessesOf(key)) {
        yield {
          place: firstLine(source),
          message: `the public key of "${id}" is weak: ${weakness}`,
        }
      }
    }
  },
}

// --- internal ---

/** It takes some milliseconds to look for them. */
const known = new WeakMap<RsaPublicKey, string[]>()

function weaknessesOf(key: RsaPublicKey): readonly string[] {
  const found = known.get(key) ?? weaknesses(key)
  known.set(key, found)
  return found
}
