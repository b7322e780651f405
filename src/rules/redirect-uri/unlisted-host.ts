import { nearest } from '../../config/nearest.ts'
import type { EnvironmentRule } from '../rule.ts'
import { isLoopback, redirectUris } from './redirect-uris.ts'

export const unlistedHost: EnvironmentRule = {
  id: 'redirect-uri/unlisted-host',
  severity: 'warning',
  summary:
    'When config/ikctl.yaml lists redirect hosts, redirect URIs use only these: a mistyped host would get the authorization codes.',
  help: 'Correct the host, or add it to "redirectHosts" in config/ikctl.yaml.',
  guard: true,
  *check(environment, { workspace }) {
    const listed = workspace.settings?.value.redirectHosts?.filter((host) => host !== undefined)
    if (listed === undefined || listed.length === 0) return
    for (const { text, url, place } of redirectUris(environment)) {
      // This machine needs no listing; where it is wrong, other rules say so.
      if (url === undefined || url.hostname === '' || isLoopback(url)) continue
      if (listed.some((pattern) => matches(url.hostname, pattern))) continue
      const near = nearest(url.hostname, listed)
      const hint = near === undefined ? `: ${listed.join(', ')}` : `, did you mean "${near}"?`
      yield {
        place,
        message: `the host of the redirect URI "${text}" is none of the listed redirect hosts${hint}`,
      }
    }
  },
}

// --- internal ---

function matches(host: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern
}
