import { keyAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'
import { type DeclaredKeyPair, declaredKeyPairs } from './declared-key-pairs.ts'
import { wasRegistered } from './was-registered.ts'

export const missingPart: EnvironmentRule = {
  id: 'key-pair/missing-part',
  severity: 'error',
  summary:
    'A key pair that Docusign knows names its vault key and its thumbprint: staged, active and retiring pairs sign or may have to, a compromised one proves that it is refused.',
  help: '`ikctl rotate stage` (or `adopt`) writes both. A pending pair has neither until its key is made, and then both; a retired pair needs none.',
  *check(environment) {
    // The emulators make the keys of their environments at each start.
    if (environment.integration?.value.platform === 'emulator') return
    for (const declared of declaredKeyPairs(environment)) {
      const { id, keyPair, document, pointer } = declared
      for (const [property, other] of parts) {
        if (keyPair[property] !== undefined) continue
        const half = keyPair[other] !== undefined && keyPair.state !== 'retired'
        if (!half && !wasRegistered(declared)) continue
        yield {
          place: keyAt(document, ...pointer),
          message: half
            ? `the key pair "${id}" has "${other}", but no "${property}"`
            : `the ${keyPair.state} key pair "${id}" has no "${property}"`,
        }
      }
    }
  },
}

// --- internal ---

const parts = [
  ['key', 'thumbprint'],
  ['thumbprint', 'key'],
] as const satisfies [keyof DeclaredKeyPair['keyPair'], keyof DeclaredKeyPair['keyPair']][]
