import { valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'

export const namePlatform: EnvironmentRule = {
  id: 'environment/name-platform',
  severity: 'warning',
  summary:
    'An environment that is named after a platform is on it: people read the name and type commands by it.',
  help: 'Correct "platform", or rename the folder.',
  *check({ name, integration }) {
    const platform = integration?.value.platform
    const expected = meanings.get(name)
    if (integration === undefined || platform === undefined || expected === undefined) return
    if (platform === expected) return
    yield {
      place: valueAt(integration, 'platform'),
      message: `the environment "${name}" is on the platform "${platform}", not on "${expected}"`,
    }
  },
}

// --- internal ---

const meanings = new Map([
  ['production', 'production'],
  ['prod', 'production'],
  ['demo', 'demo'],
  ['local', 'emulator'],
  ['emulator', 'emulator'],
])
