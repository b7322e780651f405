import { createPrivateKey, randomBytes } from 'node:crypto'
import { StateKeyRefused } from './consent-error.ts'

/** A new key for states, as text: 32 random bytes in base64url. `openssl rand -base64 32` makes one as well. */
export function createStateKey(): string {
  return randomBytes(keyBytes).toString('base64url')
}

/**
 * The key in a text. It signs states and nothing else, so what is a key for something else is refused.
 *
 * @param text base64 or base64url.
 * @throws {StateKeyRefused} for a private key, a short key, or one that is not random.
 */
export function readStateKey(text: string): Uint8Array {
  const trimmed = text.trim()
  if (/PRIVATE KEY|"kty"/.test(trimmed))
    throw refused('it is a private key, which signs other things')
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(trimmed)) throw refused('it is not base64')
  const key = Buffer.from(trimmed, 'base64')
  if (isPrivateKey(key)) throw refused('it is a private key, which signs other things')
  if (key.length < keyBytes) {
    throw refused(`it has ${key.length} bytes, at least ${keyBytes} are needed`)
  }
  // 32 random bytes have some 30 different ones; fewer than 16 happen once in 10^18 keys.
  if (new Set(key).size < 16) throw refused('it is not random')
  return new Uint8Array(key)
}

// --- internal ---

/** RFC 7518 section 3.2: as long as the hash of HS256, or longer. */
const keyBytes = 32

/** A PEM without its first and last line. */
function isPrivateKey(key: Buffer): boolean {
  return (['pkcs8', 'pkcs1', 'sec1'] as const).some((type) => {
    try {
      createPrivateKey({ key, format: 'der', type })
      return true
    } catch {
      return false
    }
  })
}

function refused(why: string): StateKeyRefused {
  return new StateKeyRefused(
    `the key for consent states is not usable: ${why}; \`ikctl consent state-key\` makes one`,
  )
}
