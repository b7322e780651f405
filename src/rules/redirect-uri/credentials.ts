import type { EnvironmentRule } from '../rule.ts'
import { redirectUris } from './redirect-uris.ts'

export const credentials: EnvironmentRule = {
  id: 'redirect-uri/credentials',
  severity: 'error',
  summary:
    'A redirect URI has no user name or password: everyone who sees the consent link would know them.',
  help: 'Remove everything between "//" and "@". If a password stood there, change it.',
  guard: true,
  *check(environment) {
    for (const { url, place } of redirectUris(environment)) {
      if (url === undefined || (url.username === '' && url.password === '')) continue
      yield {
        place,
        message: `the redirect URI at the host "${url.host}" has a user name or password before the host`,
      }
    }
  },
}
