import { valueAt } from '../../config/problem.ts'
import { PublicKeyRefused } from '../../keys/rsa-public-key.ts'
import { declaredKeyPairs } from '../key-pair/declared-key-pairs.ts'
import type { EnvironmentRule } from '../rule.ts'
import { firstLine, readPublicKey } from './read-public-key.ts'

export const mismatch: EnvironmentRule = {
  id: 'public-key/mismatch',
  severity: 'error',
  summary:
    'The public key in public-keys/<id>.pem is the one whose thumbprint the key pair declares: else people would upload another key than the one that signs.',
  help: 'Fetch the public half from the vault again with `ikctl key public`, and compare it with what was uploaded to Docusign.',
  guard: true,
  *check(environment) {
    for (const { id, keyPair, document, pointer } of declaredKeyPairs(environment)) {
      const source = environment.publicKeys.get(id)
      if (source === undefined || keyPair.thumbprint === undefined) continue
      const key = readPublicKey(source)
      if (key instanceof PublicKeyRefused || key.thumbprint === keyPair.thumbprint) continue
      yield {
        place: valueAt(document, ...pointer, 'thumbprint'),
        message: `the key pair "${id}" declares the thumbprint "${keyPair.thumbprint}", but its public key has "${key.thumbprint}"`,
        related: [{ place: firstLine(source), message: 'the public key' }],
      }
    }
  },
}
