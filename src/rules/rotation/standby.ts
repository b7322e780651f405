import { valueAt } from '../../config/problem.ts'
import { declaredKeyPairs } from '../key-pair/declared-key-pairs.ts'
import type { EnvironmentRule } from '../rule.ts'

export const standby: EnvironmentRule = {
  id: 'rotation/standby',
  severity: 'warning',
  summary:
    'Where the policy asks for a standby, a key pair is staged: in an emergency it takes over in one change, else every tenant waits for an upload by hand.',
  help: 'Make one with `ikctl rotate start` and `ikctl rotate stage`.',
  *check(environment) {
    const { integration } = environment
    if (integration?.value.rotation?.standby !== true) return
    const states = declaredKeyPairs(environment).map(({ keyPair }) => keyPair.state)
    if (!states.includes('active') || states.includes('staged')) return
    yield {
      place: valueAt(integration, 'rotation', 'standby'),
      message: 'a standby key pair is asked for, but none is staged',
    }
  },
}
