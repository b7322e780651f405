import type { EnvironmentRule } from '../rule.ts'
import { literalRedirectUris } from './redirect-uris.ts'

/** Our choice; Docusign publishes no limit. */
const maxLength = 256

export const length: EnvironmentRule = {
  id: 'redirect-uri/length',
  severity: 'warning',
  summary: `A redirect URI has at most ${maxLength} characters: it becomes part of every consent link, and mail programs cut long links.`,
  help: 'Shorten it; what differs by tenant or visit belongs in "state".',
  *check(environment) {
    for (const { text, place } of literalRedirectUris(environment)) {
      if (text.length <= maxLength) continue
      yield {
        place,
        message: `the redirect URI "${text.slice(0, 60)}…" has ${text.length} characters, more than ${maxLength}`,
      }
    }
  },
}
