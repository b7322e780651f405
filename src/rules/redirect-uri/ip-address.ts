import type { EnvironmentRule } from '../rule.ts'
import { isLoopback, literalRedirectUris } from './redirect-uris.ts'

export const ipAddress: EnvironmentRule = {
  id: 'redirect-uri/ip-address',
  severity: 'warning',
  summary:
    'A redirect URI names its host: an address may belong to somebody else tomorrow, and rarely has a certificate.',
  help: 'Give the machine a name in DNS and register that.',
  *check(environment) {
    for (const { text, url, place } of literalRedirectUris(environment)) {
      if (url === undefined || isLoopback(url)) continue
      if (!/^(\d{1,3}(\.\d{1,3}){3}|\[.*\])$/.test(url.hostname)) continue
      yield {
        place,
        message: `the host of the redirect URI "${text}" is the IP address ${url.hostname}`,
      }
    }
  },
}
