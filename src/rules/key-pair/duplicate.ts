import { type Place, valueAt } from '../../config/problem.ts'
import type { WorkspaceRule } from '../rule.ts'
import { declaredKeyPairs } from './declared-key-pairs.ts'

export const duplicate: WorkspaceRule = {
  id: 'key-pair/duplicate',
  severity: 'error',
  summary:
    'A key pair is declared once: no thumbprint, vault key or Docusign key pair id stands twice, in no environment.',
  help: 'Give each key pair, and each environment, an RSA key of its own: one key, one purpose.',
  guard: true,
  *checkWorkspace({ environments }) {
    const first = new Map<string, { owner: string; place: Place }>()
    for (const environment of environments) {
      for (const { id, keyPair, document, pointer } of declaredKeyPairs(environment)) {
        for (const [property, what] of identities) {
          const value = keyPair[property]
          if (value === undefined) continue
          // GUIDs and vault ids are compared without regard to case; base64url is not.
          const identity = property === 'thumbprint' ? value : value.toLowerCase()
          const place = valueAt(document, ...pointer, property)
          const owner = `"${id}" of the environment "${environment.name}"`
          const before = first.get(`${property} ${identity}`)
          if (before === undefined) first.set(`${property} ${identity}`, { owner, place })
          else {
            yield {
              place,
              message: `the ${what} "${value}" of the key pair ${owner} is also that of ${before.owner}`,
              related: [{ place: before.place, message: 'first used here' }],
            }
          }
        }
      }
    }
  },
}

// --- internal ---

const identities = [
  ['thumbprint', 'thumbprint'],
  ['key', 'vault key'],
  ['docusignKeyPairId', 'Docusign key pair id'],
] as const
