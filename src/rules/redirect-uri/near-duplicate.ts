import type { EnvironmentRule } from '../rule.ts'
import { isLoopback, literalRedirectUris, type RedirectUri } from './redirect-uris.ts'

export const nearDuplicate: EnvironmentRule = {
  id: 'redirect-uri/near-duplicate',
  severity: 'warning',
  summary:
    'No two redirect URIs differ only by a trailing slash, case, port or "www": one of them is usually a mistake that was worked around.',
  help: 'Find out which one the application really sends, and remove the other.',
  *check(environment) {
    const first = new Map<string, RedirectUri>()
    for (const uri of literalRedirectUris(environment)) {
      if (uri.url === undefined) continue
      const essence = essenceOf(uri.url)
      const before = first.get(essence)
      if (before === undefined) first.set(essence, uri)
      else if (before.text !== uri.text) {
        yield {
          place: uri.place,
          message: `the redirect URI "${uri.text}" differs from "${before.text}" only by trailing slash, case, port or "www"`,
          related: [{ place: before.place, message: 'the other one' }],
        }
      }
    }
  },
}

// --- internal ---

function essenceOf(url: URL): string {
  // Several programs on one machine differ by nothing but their ports.
  const host = isLoopback(url) ? url.host : url.hostname.replace(/^www\./, '')
  const path = url.pathname.replace(/\/$/, '')
  return `${url.protocol}//${host}${path}${url.search}${url.hash}`.toLowerCase()
}
