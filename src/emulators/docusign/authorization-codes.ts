import { createHash, randomBytes } from 'node:crypto'
import type { Grant } from './access-tokens.ts'

/** The codes that consent pages gave out. */
export interface AuthorizationCodes {
  /** @param codeChallenge of PKCE with S256 (RFC 7636); absent without PKCE. */
  issue(grant: Grant, codeChallenge?: string): string
  /**
   * Redeems a code: it works once, for two minutes, for its integration key only, and with the
   * verifier of its challenge.
   */
  redeem(code: string, integrationKey: string, codeVerifier?: string): Grant | undefined
}

/**
 * @param now epoch milliseconds of the emulator's own clock.
 * @param limit how many are kept: the oldest are forgotten first.
 */
export function createAuthorizationCodes({
  now,
  limit = 1000,
}: {
  now: () => number
  limit?: number
}): AuthorizationCodes {
  const codes = new Map<string, { grant: Grant; codeChallenge?: string; expiresAt: number }>()
  return {
    issue(grant, codeChallenge) {
      for (const code of codes.keys()) {
        if (codes.size < limit) break
        codes.delete(code)
      }
      const code = randomBytes(24).toString('base64url')
      codes.set(code, { grant, codeChallenge, expiresAt: now() + lifetimeMs })
      return code
    },
    redeem(code, integrationKey, codeVerifier) {
      const found = codes.get(code)
      codes.delete(code)
      if (found === undefined || found.expiresAt <= now()) return undefined
      if (found.grant.integrationKey !== integrationKey) return undefined
      const challenge = codeVerifier === undefined ? undefined : s256(codeVerifier)
      return found.codeChallenge === challenge ? found.grant : undefined
    },
  }
}

// --- internal ---

const lifetimeMs = 120_000

/** RFC 7636 section 4.2. */
function s256(codeVerifier: string): string {
  return createHash('sha256').update(codeVerifier, 'ascii').digest('base64url')
}
