import { PublicKeyRefused } from '../../keys/rsa-public-key.ts'
import type { EnvironmentRule } from '../rule.ts'
import { firstLine, readPublicKey } from './read-public-key.ts'

export const unreadable: EnvironmentRule = {
  id: 'public-key/unreadable',
  severity: 'error',
  summary:
    'A file in public-keys/ holds one RSA public key as PEM ("BEGIN PUBLIC KEY"), the form in which it is uploaded to Docusign.',
  help: 'Write the file with `ikctl key public`, or with: openssl rsa -pubin -in FILE -pubout.',
  guard: true,
  *check({ publicKeys }) {
    for (const [id, source] of publicKeys) {
      const key = readPublicKey(source)
      // For a private key, `secret/private-key` speaks.
      if (!(key instanceof PublicKeyRefused) || key.reason === 'private_material') continue
      yield {
        place: firstLine(source),
        message: `the public key of "${id}" cannot be read: ${key.message}`,
      }
    }
  },
}
