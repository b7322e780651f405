import type { EnvironmentRule } from '../rule.ts'
import { literalRedirectUris, spaceOrControl } from './redirect-uris.ts'

export const whiteSpace: EnvironmentRule = {
  id: 'redirect-uri/white-space',
  severity: 'error',
  summary:
    'A redirect URI has no white space or control characters: Docusign compares bytes, and such bytes are easily lost.',
  help: 'Remove them; a space that belongs to the path is written as %20.',
  *check(environment) {
    for (const { text, place } of literalRedirectUris(environment)) {
      if (!spaceOrControl.test(text)) continue
      yield {
        place,
        message: `the redirect URI ${JSON.stringify(text)} has white space or a control character in it`,
      }
    }
  },
}
