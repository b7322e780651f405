import type { EnvironmentRule } from '../rule.ts'
import { redirectUris } from './redirect-uris.ts'

export const wildcard: EnvironmentRule = {
  id: 'redirect-uri/wildcard',
  severity: 'error',
  summary: 'A redirect URI has no wildcard: Docusign compares it byte for byte and knows none.',
  help: 'List each address that is used. What differs by tenant belongs in the "state" parameter.',
  *check(environment) {
    for (const { text, place } of redirectUris(environment)) {
      if (!text.includes('*')) continue
      yield { place, message: `the redirect URI "${text}" has the wildcard "*"` }
    }
  },
}
