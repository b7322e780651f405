import { keyAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'
import { redirectUris } from './redirect-uris.ts'

/** About as many were seen with one key; Docusign publishes no maximum. */
const maxCount = 20

export const tooMany: EnvironmentRule = {
  id: 'redirect-uri/too-many',
  severity: 'warning',
  summary: `An integration key has at most ${maxCount} redirect URIs: each is a door, and nobody has been seen with more.`,
  help: 'Use one address for all tenants and put the tenant into "state"; remove what is not used.',
  *check(environment) {
    const { length } = redirectUris(environment)
    if (length <= maxCount || environment.integration === undefined) return
    yield {
      place: keyAt(environment.integration, 'redirectUris', 'others'),
      message: `there are ${length} redirect URIs, more than ${maxCount}`,
    }
  },
}
