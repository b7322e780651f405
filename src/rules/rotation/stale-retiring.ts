import { policyOf } from './policy-of.ts'
import { staleState } from './stale-state.ts'

/** What people get for deleting the key pair by hand, after the overlap. */
const grace = 7 * 86_400_000

export const staleRetiring = staleState({
  id: 'rotation/stale-retiring',
  state: 'retiring',
  limit: (environment) => {
    const { overlap } = policyOf(environment)
    return overlap === undefined ? undefined : overlap + grace
  },
  summary:
    'A key pair is deleted at Docusign within 7 days after its overlap: until then it can still log in as every tenant.',
  help: 'Delete it at Docusign, then let `ikctl rotate retire` prove that it is refused.',
})
