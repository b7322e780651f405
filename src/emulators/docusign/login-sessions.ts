import { randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** Who is logged in at the pages for browsers, by cookie. */
export interface LoginSessions {
  /** @returns the `Set-Cookie` header. */
  start(userId: string): string
  userId(headers: IncomingHttpHeaders): string | undefined
}

/** @param limit how many sessions are kept: the oldest are forgotten first. */
export function createLoginSessions(limit = 1000): LoginSessions {
  const sessions = new Map<string, string>()
  return {
    start(userId) {
      for (const id of sessions.keys()) {
        if (sessions.size < limit) break
        sessions.delete(id)
      }
      const id = randomBytes(24).toString('base64url')
      sessions.set(id, userId)
      return `docusign-emulator=${id}; Path=/oauth/auth; Secure; HttpOnly; SameSite=Lax`
    },
    userId({ cookie = '' }) {
      const [, id = ''] = /(?:^|; *)docusign-emulator=([\w-]+)/.exec(cookie) ?? []
      return sessions.get(id)
    },
  }
}
