import type { EnvironmentRule } from '../rule.ts'
import { publicDomain } from './public-domain.ts'
import { literalRedirectUris } from './redirect-uris.ts'

export const publicHost: EnvironmentRule = {
  id: 'redirect-uri/public-host',
  severity: 'warning',
  summary:
    'A redirect URI leads to a host of your own: on a shared host, or one that anybody can take over, others get the authorization code.',
  help: 'Register a page below a domain that you own.',
  *check(environment) {
    for (const { text, url, place } of literalRedirectUris(environment)) {
      if (url === undefined) continue
      const domain = publicDomain(url)
      if (domain === undefined) continue
      yield {
        place,
        message: `the redirect URI "${text}" leads to "${domain}", which is not yours alone`,
      }
    }
  },
}
