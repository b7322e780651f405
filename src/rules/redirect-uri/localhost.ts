import type { EnvironmentRule } from '../rule.ts'
import { isLocalhost, literalRedirectUris } from './redirect-uris.ts'

/** RFC 8252 section 8.3. In production, `redirect-uri/loopback` speaks. */
export const localhost: EnvironmentRule = {
  id: 'redirect-uri/localhost',
  severity: 'warning',
  summary:
    'A redirect URI on this machine names 127.0.0.1 or [::1]: "localhost" is a name that can be resolved to something else.',
  help: 'Write http://127.0.0.1:PORT/..., and register the same, port included.',
  *check(environment) {
    if (environment.integration?.value.platform === 'production') return
    for (const { text, url, place } of literalRedirectUris(environment)) {
      if (url === undefined || !isLocalhost(url.hostname)) continue
      yield { place, message: `the redirect URI "${text}" names "localhost" instead of 127.0.0.1` }
    }
  },
}
