import { randomUUID } from 'node:crypto'

/** For whom an access token speaks. */
export interface Grant {
  readonly integrationKey: string
  readonly userId: string
  readonly scopes: readonly string[]
}

/** The access tokens that are out: random texts, as opaque as Docusign's are to its clients. */
export interface AccessTokens {
  issue(grant: Grant, lifetimeSeconds: number): string
  /** The grant behind a token that has not expired. */
  find(token: string): Grant | undefined
}

/** The token of an `Authorization` header; empty when it has none. */
export function bearerToken(authorization: string | undefined): string {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? ''
}

/**
 * @param now epoch milliseconds of the emulator's own clock.
 * @param limit how many are kept: the oldest are forgotten first.
 */
export function createAccessTokens({
  now,
  limit = 200_000,
}: {
  now: () => number
  limit?: number
}): AccessTokens {
  const tokens = new Map<string, { grant: Grant; expiresAt: number }>()
  return {
    issue(grant, lifetimeSeconds) {
      const at = now()
      for (const [token, { expiresAt }] of tokens) {
        if (expiresAt > at && tokens.size < limit) break
        tokens.delete(token)
      }
      // Node keeps random bytes in stock for UUIDs: 13 µs less than randomBytes.
      const token = `${randomUUID()}.${randomUUID()}`
      tokens.set(token, { grant, expiresAt: at + lifetimeSeconds * 1000 })
      return token
    },
    find(token) {
      const found = tokens.get(token)
      return found !== undefined && found.expiresAt > now() ? found.grant : undefined
    },
  }
}
