import { isBaseUri } from '../../config/base-uri.ts'
import { confusedValue } from '../../config/confused-value.ts'
import { isOnLoopback } from '../../config/platform-traits.ts'
import { valueAt } from '../../config/problem.ts'
import { suggestValue } from '../../config/suggest-value.ts'
import type { EnvironmentRule } from '../rule.ts'

/** Docusign adds regions, so this is no closed list; user info has the last word. */
export const baseUri: EnvironmentRule = {
  id: 'tenant/base-uri',
  severity: 'error',
  summary:
    'A base URI is https://<region>.docusign.net, as user info gives it: access tokens are sent there.',
  help: 'Omit it, or copy "base_uri" from user info: without "/restapi", without a slash at the end.',
  guard: true,
  fix: 'Writes the address in lower case.',
  *check({ integration, tenants }) {
    const platform = integration?.value.platform
    for (const tenant of tenants) {
      const { baseUri: uri } = tenant.value
      if (uri === undefined || isBaseUri(uri)) continue
      if (isOnLoopback(platform) && loopback.test(uri)) continue
      const place = valueAt(tenant, 'baseUri')
      const { found, expected, help, meant } = confusedValue('baseUri', uri)
      yield {
        place,
        message: `the base URI of the tenant "${tenant.id}" is ${found}, but must be ${expected}`,
        help,
        ...(meant !== undefined && { suggest: suggestValue(place, meant.text, meant.safe) }),
      }
    }
  },
}

// --- internal ---

const loopback = /^https:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/
