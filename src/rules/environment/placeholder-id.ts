import { canonicalGuid } from '../../config/guid.ts'
import { type Problem, valueAt } from '../../config/problem.ts'
import { declaredKeyPairs } from '../key-pair/declared-key-pairs.ts'
import type { EnvironmentRule } from '../rule.ts'
import { visitAccounts, visitUsers, type Whereabouts } from './identifiers.ts'

export const placeholderId: EnvironmentRule = {
  id: 'environment/placeholder-id',
  severity: 'error',
  summary:
    'In production every id is a real one: placeholders such as 00000000-... or 12345678-1234-... were meant to be replaced.',
  help: "Copy the id from Docusign's Apps and Keys page.",
  check(environment) {
    const { integration } = environment
    if (integration?.value.platform !== 'production') return []
    const problems: Problem[] = []
    const isPlaceholder = (id: string) => placeholder.test(id)
    const check = (id: string, where: () => Whereabouts): void => {
      if (!isPlaceholder(id)) return
      const { what, place } = where()
      problems.push({ place, message: `${what} is the placeholder ${id}` })
    }
    const { integrationKey } = integration.value
    if (integrationKey !== undefined) {
      check(canonicalGuid(integrationKey), () => ({
        what: 'the integration key',
        place: valueAt(integration, 'integrationKey'),
      }))
    }
    for (const { id, keyPair, document, pointer } of declaredKeyPairs(environment)) {
      if (keyPair.docusignKeyPairId === undefined) continue
      check(canonicalGuid(keyPair.docusignKeyPairId), () => ({
        what: `the Docusign id of the key pair "${id}"`,
        place: valueAt(document, ...pointer, 'docusignKeyPairId'),
      }))
    }
    visitAccounts(environment, isPlaceholder, check)
    visitUsers(environment, isPlaceholder, check)
    return problems
  },
}

// --- internal ---

/** Random GUIDs look like that once in hundreds of millions. */
const placeholder = /^(?:([0-9a-f])\1{7}|12345678-1234|01234567-89ab|deadbeef)-/
