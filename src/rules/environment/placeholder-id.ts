import { canonicalGuid } from '../../config/guid.ts'
import { type Place, valueAt } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'
import { declaredKeyPairs } from '../key-pair/declared-key-pairs.ts'
import type { EnvironmentRule } from '../rule.ts'
import { usersOf } from '../tenant/users-of.ts'

export const placeholderId: EnvironmentRule = {
  id: 'environment/placeholder-id',
  severity: 'error',
  summary:
    'In production every id is a real one: placeholders such as 00000000-... or 12345678-1234-... were meant to be replaced.',
  help: "Copy the id from Docusign's Apps and Keys page.",
  *check(environment) {
    if (environment.integration?.value.platform !== 'production') return
    for (const { id, what, place } of ids(environment)) {
      if (!isPlaceholder(canonicalGuid(id))) continue
      yield { place, message: `${what} is the placeholder ${id}` }
    }
  },
}

// --- internal ---

interface Identifier {
  id: string
  what: string
  place: Place
}

function* ids(environment: EnvironmentDraft): Iterable<Identifier> {
  const { integration, tenants } = environment
  if (integration !== undefined) {
    const { integrationKey, managementAccount: { id, canaryUser } = {} } = integration.value
    const at = (...pointer: string[]) => valueAt(integration, ...pointer)
    if (integrationKey !== undefined) {
      yield { id: integrationKey, what: 'the integration key', place: at('integrationKey') }
    }
    if (id !== undefined) {
      yield { id, what: 'the management account', place: at('managementAccount', 'id') }
    }
    if (canaryUser !== undefined) {
      const place = at('managementAccount', 'canaryUser')
      yield { id: canaryUser, what: 'the canary user', place }
    }
  }
  for (const { id, keyPair, document, pointer } of declaredKeyPairs(environment)) {
    if (keyPair.docusignKeyPairId === undefined) continue
    yield {
      id: keyPair.docusignKeyPairId,
      what: `the Docusign id of the key pair "${id}"`,
      place: valueAt(document, ...pointer, 'docusignKeyPairId'),
    }
  }
  for (const tenant of tenants) {
    const { account } = tenant.value
    if (account !== undefined) {
      const what = `the account of the tenant "${tenant.id}"`
      yield { id: account, what, place: valueAt(tenant, 'account') }
    }
    for (const { role, user } of usersOf(tenant)) {
      const what = `the user "${role}" of the tenant "${tenant.id}"`
      yield { id: user, what, place: valueAt(tenant, 'users', role) }
    }
  }
}

/** Random GUIDs look like that once in hundreds of millions. */
function isPlaceholder(guid: string): boolean {
  return /^(([0-9a-f])\2{7}|12345678-1234|01234567-89ab|deadbeef)-/.test(guid)
}
