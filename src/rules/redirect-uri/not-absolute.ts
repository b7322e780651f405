import type { EnvironmentRule } from '../rule.ts'
import { literalRedirectUris, spaceOrControl } from './redirect-uris.ts'

export const notAbsolute: EnvironmentRule = {
  id: 'redirect-uri/not-absolute',
  severity: 'error',
  summary:
    'A redirect URI is an absolute address, since Docusign sends browsers there from its own host.',
  help: 'Write it with scheme, host and path, as https://app.contoso.example/docusign/consented.',
  *check(environment) {
    for (const { text, url, place } of literalRedirectUris(environment)) {
      // White space has a rule of its own.
      if (url !== undefined || spaceOrControl.test(text)) continue
      yield { place, message: `the redirect URI "${text}" is not an absolute address` }
    }
  },
}
