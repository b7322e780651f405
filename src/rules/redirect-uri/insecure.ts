import type { EnvironmentRule } from '../rule.ts'
import { isLoopback, redirectUris } from './redirect-uris.ts'

/** Whether Docusign itself refuses http in production is not known: this is our policy. */
export const insecure: EnvironmentRule = {
  id: 'redirect-uri/insecure',
  severity: 'error',
  summary:
    'In production a redirect URI is https: over http, anyone who listens on the way reads the authorization code.',
  help: 'Serve the page over https and register that address.',
  guard: true,
  *check(environment) {
    if (environment.integration?.value.platform !== 'production') return
    for (const { text, url, place } of redirectUris(environment)) {
      if (url?.protocol !== 'http:' || isLoopback(url)) continue
      yield { place, message: `the redirect URI "${text}" is http on the platform "production"` }
    }
  },
}
