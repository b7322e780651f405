import type { Place } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'
import { redirectUris } from './redirect-uris.ts'

export const duplicate: EnvironmentRule = {
  id: 'redirect-uri/duplicate',
  severity: 'error',
  summary:
    'A redirect URI stands in the list once, so that removing it here means removing it at Docusign.',
  help: 'Remove one of the two. The consent redirect is registered too: it need not be repeated.',
  *check(environment) {
    const first = new Map<string, Place>()
    for (const { text, place } of redirectUris(environment)) {
      const before = first.get(text)
      if (before === undefined) first.set(text, place)
      else {
        yield {
          place,
          message: `the redirect URI "${text}" is listed twice`,
          related: [{ place: before, message: 'first listed here' }],
        }
      }
    }
  },
}
