import { suggestValue } from '../../config/suggest-value.ts'
import { keyManagement } from '../../key-pair/apps-and-keys.ts'
import type { EnvironmentRule } from '../rule.ts'
import { literalRedirectUris } from './redirect-uris.ts'

export const unnormalised: EnvironmentRule = {
  id: 'redirect-uri/unnormalised',
  severity: 'error',
  summary:
    'A redirect URI is in normal form: Docusign compares bytes, while browsers and libraries rewrite other forms on the way.',
  help: 'Write the normal form here, and register the same at Docusign.',
  *check(environment) {
    for (const { text, url, place } of literalRedirectUris(environment)) {
      if (url === undefined || !/^https?:$/.test(url.protocol)) continue
      const normal = normalForm(text)
      if (normal === text) continue
      yield {
        place,
        message: `the redirect URI "${text}" is not in normal form, which is "${normal}"`,
        help: `Write "${normal}" here, and register the same in ${keyManagement(environment.integration?.value.managedIn)}.`,
        // Not safe: what is registered at Docusign would have to change as well.
        suggest: suggestValue(place, normal),
      }
    }
  },
}

// --- internal ---

/**
 * What the WHATWG URL standard makes of it, then RFC 3986 section 6.2.2.2: unreserved characters
 * are not encoded. A missing path stays missing, which is a finding of its own.
 */
function normalForm(text: string): string {
  const url = new URL(text)
  url.hostname = url.hostname.replace(/(?<!\.)\.+$/, '')
  const href = url.href.replace(/%[0-9a-f]{2}/gi, (code) => {
    const character = String.fromCharCode(Number.parseInt(code.slice(1), 16))
    return /[A-Za-z0-9._~-]/.test(character) ? character : code
  })
  const hasPath = /^[a-z]+:[/\\]*(?![/\\])[^/\\?#]+[/\\]/i.test(text)
  const form = hasPath ? href : href.replace(/^(https?:\/\/[^/]*)\//, '$1')
  // Decoding may uncover another encoding.
  return form === text ? form : normalForm(form)
}
