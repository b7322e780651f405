import type { EnvironmentRule } from '../rule.ts'
import { literalRedirectUris } from './redirect-uris.ts'

export const query: EnvironmentRule = {
  id: 'redirect-uri/query',
  severity: 'warning',
  summary:
    'A redirect URI has no query: it is compared as a whole, so each value would have to be registered.',
  help: 'Remove the "?" and what follows; what differs by tenant or visit belongs in "state".',
  *check(environment) {
    for (const { text, place } of literalRedirectUris(environment)) {
      const [, found] = /(\?[^#]*)/.exec(text) ?? []
      if (found === undefined) continue
      yield { place, message: `the redirect URI "${text}" has the query "${found}"` }
    }
  },
}
