import { isOnLoopback } from '../../config/platform-traits.ts'
import { valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'

export const noEvidence: EnvironmentRule = {
  id: 'rotation/no-evidence',
  severity: 'error',
  summary: 'A rotation without proof outside the platform "emulator".',
  help: 'State what proof a key pair needs, such as "evidence: {maxAge: 24h, sample: 200}".',
  locked: true,
  *check({ integration }) {
    const { platform, rotation } = integration?.value ?? {}
    if (integration === undefined || rotation?.evidence !== 'none') return
    if (platform === undefined || isOnLoopback(platform)) return
    yield {
      place: valueAt(integration, 'rotation', 'evidence'),
      message: `"rotation.evidence" is "none" on the platform "${platform}": any key pair could be made to sign, and nobody would know whether anybody can log in with it`,
    }
  },
}
