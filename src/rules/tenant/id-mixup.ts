import { canonicalGuid } from '../../config/guid.ts'
import { type Place, valueAt } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'
import { declaredKeyPairs } from '../key-pair/declared-key-pairs.ts'
import type { EnvironmentRule } from '../rule.ts'
import { usersOf } from './users-of.ts'

/** The most frequent cause of Docusign's `user_not_found`. */
export const idMixup: EnvironmentRule = {
  id: 'tenant/id-mixup',
  severity: 'error',
  summary:
    'A user id is the id of a user and an account id that of an account: Docusign shows several GUIDs on one page, and none can be told from another.',
  help: 'Copy the id again from the Apps and Keys page of that account: "User ID" and "API Account ID" stand side by side.',
  *check(environment) {
    const known: KnownId[] = []
    for (const each of ownIds(environment)) {
      const other = known.find(({ id, kind }) => id === each.id && kind !== each.kind)
      if (other !== undefined) yield sameId(each, other)
      known.push(each)
    }
    for (const tenant of environment.tenants) {
      const account = canonicalGuid(tenant.value.account ?? '')
      const place = valueAt(tenant, 'account')
      for (const { role, user } of usersOf(tenant)) {
        const what = `the user "${role}" of the tenant "${tenant.id}"`
        const other =
          user === account
            ? { what: "the tenant's account", place }
            : known.find(({ id, kind }) => id === user && kind !== 'user')
        if (other === undefined) continue
        yield sameId({ id: user, what, place: valueAt(tenant, 'users', role) }, other)
      }
      const other = known.find(({ id, kind }) => id === account && kind !== 'account')
      const what = `the account of the tenant "${tenant.id}"`
      if (other !== undefined) yield sameId({ id: account, what, place }, other)
    }
  },
}

// --- internal ---

interface KnownId {
  id: string
  kind: 'integration key' | 'account' | 'user' | 'key pair'
  what: string
  place: Place
}

/** The ids of an environment that are no tenant's. */
function* ownIds(environment: EnvironmentDraft): Iterable<KnownId> {
  const { integration } = environment
  if (integration !== undefined) {
    const { integrationKey, managementAccount: { id: account, canaryUser } = {} } =
      integration.value
    const at = (...pointer: string[]) => valueAt(integration, ...pointer)
    if (integrationKey !== undefined) {
      const place = at('integrationKey')
      yield { ...ofKind(integrationKey, 'integration key'), what: 'the integration key', place }
    }
    if (account !== undefined) {
      const place = at('managementAccount', 'id')
      yield { ...ofKind(account, 'account'), what: 'the management account', place }
    }
    if (canaryUser !== undefined) {
      const place = at('managementAccount', 'canaryUser')
      yield { ...ofKind(canaryUser, 'user'), what: 'the canary user', place }
    }
  }
  for (const { id, keyPair, document, pointer } of declaredKeyPairs(environment)) {
    if (keyPair.docusignKeyPairId === undefined) continue
    const place = valueAt(document, ...pointer, 'docusignKeyPairId')
    yield { ...ofKind(keyPair.docusignKeyPairId, 'key pair'), what: `the key pair "${id}"`, place }
  }
}

function ofKind(id: string, kind: KnownId['kind']) {
  return { id: canonicalGuid(id), kind }
}

function sameId(
  { id, what, place }: Omit<KnownId, 'kind'>,
  other: Pick<KnownId, 'what' | 'place'>,
) {
  return {
    place,
    message: `${what} has the id of ${other.what}: ${id}`,
    related: [{ place: other.place, message: other.what }],
  }
}
