import { valueAt } from '../../config/problem.ts'
import { declaredKeyPairs } from '../key-pair/declared-key-pairs.ts'
import type { EnvironmentRule } from '../rule.ts'

export const missing: EnvironmentRule = {
  id: 'public-key/missing',
  severity: 'error',
  summary:
    'A key pair that was made in the vault has its public half in public-keys/<id>.pem: reviewers see there what is uploaded, and its strength is checked without the vault.',
  help: 'Write the file with `ikctl key public`. Retired pairs and those that Docusign made need none.',
  guard: true,
  *check(environment) {
    if (environment.integration?.value.vaults === undefined) return
    for (const { id, keyPair, document, pointer } of declaredKeyPairs(environment)) {
      const { thumbprint, origin, state } = keyPair
      if (thumbprint === undefined || origin !== 'vault' || state === 'retired') continue
      if (environment.publicKeys.has(id) || state === undefined) continue
      const file = `${environment.path}/public-keys/${id}.pem`
      if (environment.unread.has(file)) continue
      yield {
        place: valueAt(document, ...pointer, 'thumbprint'),
        message: `the key pair "${id}" has a thumbprint, but there is no "${file}"`,
      }
    }
  },
}
