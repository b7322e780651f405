import { keyAt } from '../../config/problem.ts'
import { wasRegistered } from '../../key-pair/states.ts'
import type { EnvironmentRule } from '../rule.ts'
import { declaredKeyPairs } from './declared-key-pairs.ts'

export const missingPart: EnvironmentRule = {
  id: 'key-pair/missing-part',
  severity: 'error',
  summary:
    'A key pair names its vault key and its thumbprint together; in production each one that Docusign knows has both, to sign with or to prove that it is refused.',
  help: '`ikctl rotate stage` (or `adopt`) writes both. A pending pair has neither until its key is made; a retired pair needs none.',
  *check(environment) {
    const { platform, vaults } = environment.integration?.value ?? {}
    // Without vaults of its own, the emulators make the keys of an environment at each start.
    if (platform === undefined || vaults === undefined) return
    for (const { id, keyPair, document, pointer } of declaredKeyPairs(environment)) {
      const missing = parts.filter((part) => keyPair[part] === undefined)
      const place = keyAt(document, ...pointer)
      if (missing.length === 1 && keyPair.state !== 'retired') {
        const [present] = parts.filter((part) => !missing.includes(part))
        yield { place, message: `the key pair "${id}" has "${present}", but no "${missing[0]}"` }
      } else if (missing.length === 2 && platform === 'production' && wasRegistered(keyPair)) {
        yield {
          place,
          message: `the ${keyPair.state} key pair "${id}" has neither "key" nor "thumbprint"`,
        }
      }
    }
  },
}

// --- internal ---

const parts = ['key', 'thumbprint'] as const
