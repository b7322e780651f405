import { nearest } from '../../config/nearest.ts'
import type { EnvironmentRule } from '../rule.ts'
import { firstLine } from './read-public-key.ts'

export const orphan: EnvironmentRule = {
  id: 'public-key/orphan',
  severity: 'warning',
  summary:
    'A file in public-keys/ belongs to a key pair and is named after its id: others are left over, or misnamed and never compared.',
  help: 'Rename the file after its key pair, or delete it.',
  *check({ keyPairs, publicKeys }) {
    // Without a readable list of key pairs nothing is known of any file.
    const declared = keyPairs?.value.keyPairs
    if (declared === undefined) return
    for (const [id, source] of publicKeys) {
      if (declared[id] !== undefined) continue
      const near = nearest(id, Object.keys(declared))
      const hint = near === undefined ? '' : `, did you mean "${near}"?`
      yield {
        place: firstLine(source),
        message: `the public key "${id}" belongs to no key pair${hint}`,
      }
    }
  },
}
