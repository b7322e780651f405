import type { EnvironmentRule } from '../rule.ts'
import { isLoopback, literalRedirectUris } from './redirect-uris.ts'

export const loopback: EnvironmentRule = {
  id: 'redirect-uri/loopback',
  severity: 'warning',
  summary:
    "In production no redirect URI leads to the visitor's own machine, where any program could take the authorization code.",
  help: 'Remove it from production; for development, register it on the demo platform.',
  *check(environment) {
    if (environment.integration?.value.platform !== 'production') return
    for (const { text, url, place } of literalRedirectUris(environment)) {
      if (url === undefined || !isLoopback(url)) continue
      yield {
        place,
        message: `the redirect URI "${text}" leads to the visitor's own machine on the platform "production"`,
      }
    }
  },
}
