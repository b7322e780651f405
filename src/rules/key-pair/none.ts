import { keyAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'
import { declaredKeyPairs } from './declared-key-pairs.ts'

/** Only a warning: an error would block the commands that declare the first one. */
export const none: EnvironmentRule = {
  id: 'key-pair/none',
  severity: 'warning',
  summary: 'Live tenants, but no key pair.',
  help: '`ikctl rotate start` declares the first key pair; `ikctl rotate adopt` takes in one that signs already. `ikctl rotate status` shows what comes next.',
  fleet: 'all',
  *check(environment) {
    const { name, keyPairs, tenants } = environment
    if (keyPairs?.value.keyPairs === undefined) return
    if (declaredKeyPairs(environment).length > 0) return
    const live = tenants.filter(({ value }) => value.status === 'live').length
    if (live === 0) return
    yield {
      place: keyAt(keyPairs, 'keyPairs'),
      message: `${live === 1 ? 'one tenant' : `${live} tenants`} of "${name}" must be able to log in, but no key pair is declared`,
    }
  },
}
