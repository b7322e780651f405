import { canonicalGuid } from '../../config/guid.ts'
import { keyAt } from '../../config/problem.ts'
import { keyPairStates, maxRegisteredKeyPairs } from '../../key-pair/states.ts'
import type { WorkspaceRule } from '../rule.ts'
import { type DeclaredKeyPair, declaredKeyPairs } from './declared-key-pairs.ts'

export const registeredLimit: WorkspaceRule = {
  id: 'key-pair/registered-limit',
  severity: 'error',
  summary: `Docusign keeps at most ${maxRegisteredKeyPairs} key pairs for an integration key; folders with the same key and platform count together.`,
  help: 'Delete a retiring or compromised pair at Docusign and `ikctl rotate retire` it before the next is uploaded.',
  *checkWorkspace({ environments }) {
    const registered = new Map<string, DeclaredKeyPair[]>()
    for (const environment of environments) {
      const { integrationKey, platform } = environment.integration?.value ?? {}
      if (integrationKey === undefined || platform === undefined) continue
      const group = `integration key ${canonicalGuid(integrationKey)} on the platform "${platform}"`
      const counted = declaredKeyPairs(environment).filter(
        ({ keyPair: { state } }) => state !== undefined && keyPairStates[state].registered,
      )
      registered.set(group, [...(registered.get(group) ?? []), ...counted])
    }
    for (const [group, keyPairs] of registered) {
      const over = keyPairs[maxRegisteredKeyPairs]
      if (over === undefined) continue
      yield {
        place: keyAt(over.document, ...over.pointer),
        message: `the ${group} has ${keyPairs.length} registered key pairs, Docusign takes at most ${maxRegisteredKeyPairs}`,
        related: keyPairs
          .filter((keyPair) => keyPair !== over)
          .map(({ id, keyPair, document, pointer }) => ({
            place: keyAt(document, ...pointer),
            message: `"${id}" is ${keyPair.state}`,
          })),
      }
    }
  },
}
