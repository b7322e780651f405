import { valueAt } from '../../config/problem.ts'
import { declaredKeyPairs } from '../key-pair/declared-key-pairs.ts'
import type { EnvironmentRule } from '../rule.ts'

export const noLiveTenant: EnvironmentRule = {
  id: 'environment/no-live-tenant',
  severity: 'warning',
  summary:
    'An environment with an active key pair has a live tenant: without one, smoke tests and the evidence for a rotation prove little.',
  help: 'Add one with `ikctl tenant add`, or set the status of one that is in use to "live".',
  fleet: 'all',
  *check(environment) {
    const { name, integration, tenants, unread } = environment
    // A new environment, in which nobody can log in yet.
    if (declaredKeyPairs(environment).every(({ keyPair }) => keyPair.since?.active === undefined)) {
      return
    }
    // A status, or a whole file, that could not be read may be "live".
    if ([...unread].some((file) => /\.ya?ml$/i.test(file))) return
    // Before the first cut-over, all customers of a migration are migrating.
    const isServed = (status: string | undefined) =>
      status === undefined || status === 'live' || status === 'migrating'
    if (tenants.some(({ value }) => isServed(value.status))) return
    if (integration === undefined) return
    const { length } = tenants
    const found = length === 0 ? 'no tenants' : length === 1 ? 'one tenant' : `${length} tenants`
    yield {
      place: valueAt(integration, 'product'),
      message: `the environment "${name}" has ${found}${length === 0 ? '' : ', but none that is live'}`,
    }
  },
}
