import { canonicalGuid } from '../../config/guid.ts'
import { type Pointer, type Problem, valueAt } from '../../config/problem.ts'
import type { SourceFile } from '../../config/source-file.ts'
import { suggestValue } from '../../config/suggest-value.ts'
import { declaredKeyPairs } from '../key-pair/declared-key-pairs.ts'
import type { EnvironmentRule } from '../rule.ts'

export const idCase: EnvironmentRule = {
  id: 'environment/id-case',
  severity: 'info',
  summary:
    'Ids are written in lower case, as they are compared and reported: a search for one then finds all its places.',
  help: 'Write it in lower case; it stays the same id.',
  fix: 'Writes the id in lower case.',
  check(environment) {
    const problems: Problem[] = []
    const check = (
      id: string | undefined,
      document: { source: SourceFile },
      ...pointer: Pointer
    ): void => {
      if (id === undefined || id === canonicalGuid(id)) return
      const place = valueAt(document, ...pointer)
      problems.push({
        place,
        message: `the id ${id} has upper-case letters`,
        suggest: suggestValue(place, canonicalGuid(id), true),
      })
    }
    const { integration, tenants } = environment
    if (integration !== undefined) {
      const { integrationKey, managementAccount = {} } = integration.value
      check(integrationKey, integration, 'integrationKey')
      check(managementAccount.id, integration, 'managementAccount', 'id')
      check(managementAccount.canaryUser, integration, 'managementAccount', 'canaryUser')
    }
    for (const { keyPair, document, pointer } of declaredKeyPairs(environment)) {
      check(keyPair.docusignKeyPairId, document, ...pointer, 'docusignKeyPairId')
    }
    for (const tenant of tenants) {
      const { account, users = {}, legacy } = tenant.value
      check(account, tenant, 'account')
      for (const role of Object.keys(users)) check(users[role], tenant, 'users', role)
      check(legacy?.integrationKey, tenant, 'legacy', 'integrationKey')
    }
    return problems
  },
}
