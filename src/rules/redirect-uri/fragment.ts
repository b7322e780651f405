import type { EnvironmentRule } from '../rule.ts'
import { literalRedirectUris } from './redirect-uris.ts'

/** RFC 6749 section 3.1.2; what Docusign does with one is not known. */
export const fragment: EnvironmentRule = {
  id: 'redirect-uri/fragment',
  severity: 'error',
  summary:
    'A redirect URI has no fragment: OAuth forbids it, and browsers do not send it to the server.',
  help: 'Remove the "#" and what follows; let the page that is left find its own way.',
  *check(environment) {
    for (const { text, place } of literalRedirectUris(environment)) {
      if (!text.includes('#')) continue
      yield {
        place,
        message: `the redirect URI "${text}" has the fragment "${text.slice(text.indexOf('#'))}"`,
      }
    }
  },
}
