import type { EnvironmentRule } from '../rule.ts'
import { redirectUris } from './redirect-uris.ts'

export const wildcard: EnvironmentRule = {
  id: 'redirect-uri/wildcard',
  severity: 'error',
  summary:
    'A redirect URI has no wildcard or placeholder: Docusign compares it byte for byte and knows none.',
  help: 'List each address that is used. What differs by tenant belongs in the "state" parameter.',
  *check(environment) {
    for (const { text, placeholder, place } of redirectUris(environment)) {
      if (placeholder === undefined) continue
      const kind = placeholder.includes('*') ? 'wildcard' : 'placeholder'
      yield { place, message: `the redirect URI "${text}" has the ${kind} "${placeholder}"` }
    }
  },
}
