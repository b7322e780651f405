import { isOnLoopback } from '../../config/platform-traits.ts'
import { valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'
import { policyOf } from './policy-of.ts'

/** Assertions live for 10 minutes; the rest is for settings to reach every process. */
const minOverlap = 60 * 60_000

export const overlap: EnvironmentRule = {
  id: 'rotation/overlap',
  severity: 'error',
  summary:
    'The overlap is at least an hour: assertions of the replaced key pair are valid for 10 minutes, and processes that have not read the new settings still sign with it.',
  help: 'Set "overlap" to 1h or more; 24h is a good start.',
  *check(environment) {
    const { integration } = environment
    // Nobody waits for the published settings of an emulator, and rehearsals should be quick.
    if (integration === undefined || isOnLoopback(integration.value.platform)) return
    const { overlap: given } = policyOf(environment)
    if (given === undefined || given >= minOverlap) return
    yield {
      place: valueAt(integration, 'rotation', 'overlap'),
      message: `"overlap" is ${integration.value.rotation?.overlap}, but must be at least 1h`,
    }
  },
}
