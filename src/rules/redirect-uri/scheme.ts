import type { EnvironmentRule } from '../rule.ts'
import { redirectUris } from './redirect-uris.ts'

export const scheme: EnvironmentRule = {
  id: 'redirect-uri/scheme',
  severity: 'error',
  summary:
    'A redirect URI has a scheme that leads to a server or an app: others run script in the browser or open local files.',
  help: 'Use https (on this machine http://127.0.0.1), or the private scheme of your app.',
  guard: true,
  *check(environment) {
    for (const { text, url, place } of redirectUris(environment)) {
      if (url === undefined || !dangerous.has(url.protocol)) continue
      yield {
        place,
        message: `the redirect URI "${text}" has the scheme "${url.protocol.slice(0, -1)}", which must not be used`,
      }
    }
  },
}

// --- internal ---

const dangerous = new Set(['javascript:', 'data:', 'file:', 'vbscript:', 'blob:', 'about:'])
