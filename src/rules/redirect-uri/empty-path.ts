import type { EnvironmentRule } from '../rule.ts'
import { literalRedirectUris } from './redirect-uris.ts'

export const emptyPath: EnvironmentRule = {
  id: 'redirect-uri/empty-path',
  severity: 'warning',
  summary:
    'A redirect URI has a path: without one, some libraries send a slash and some do not, and only one of the two is registered.',
  help: 'Register the page that answers, as https://app.contoso.example/docusign/consented.',
  *check(environment) {
    for (const { text, url, place } of literalRedirectUris(environment)) {
      if (url === undefined || !/^https?:\/\/[^/?#]*([?#]|$)/i.test(text)) continue
      yield { place, message: `the redirect URI "${text}" has no path` }
    }
  },
}
