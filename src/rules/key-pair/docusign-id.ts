import { keyAt } from '../../config/problem.ts'
import { wasRegistered } from '../../key-pair/states.ts'
import type { EnvironmentRule } from '../rule.ts'
import { declaredKeyPairs } from './declared-key-pairs.ts'

export const docusignId: EnvironmentRule = {
  id: 'key-pair/docusign-id',
  severity: 'warning',
  summary:
    'A registered key pair names the id that Docusign shows for it: without it nobody knows which of several pairs to delete.',
  help: 'Copy the key pair id that Docusign shows into "docusignKeyPairId".',
  *check(environment) {
    if (environment.integration?.value.vaults === undefined) return
    for (const { id, keyPair, document, pointer } of declaredKeyPairs(environment)) {
      if (keyPair.docusignKeyPairId !== undefined || !wasRegistered(keyPair)) continue
      yield {
        place: keyAt(document, ...pointer),
        message: `the ${keyPair.state} key pair "${id}" has no "docusignKeyPairId"`,
      }
    }
  },
}
