import type { Environment } from '../../src/config/environment.ts'
import { oauthPlatform } from '../../src/docusign/platform.ts'
import { seededRandom } from '../../src/random/seeded-random.ts'
import { runSmoke, type SmokeOptions } from '../../src/smoke/run-smoke.ts'
import { createFakeDocusign, type FakeDocusign } from './fake-docusign.ts'
import { createVirtualTimers, type VirtualTimers } from './virtual-timers.ts'

/** When simulated runs start. */
export const simulatedStart = Date.UTC(2026, 4, 4, 8)

/** A run against a fake Docusign in simulated time. */
export interface Simulation {
  docusign: FakeDocusign
  timers: VirtualTimers
  run(options?: Partial<SmokeOptions>): ReturnType<typeof runSmoke>
}

export function simulateSmoke(
  environment: Environment,
  fakeOptions?: Parameters<typeof createFakeDocusign>[2],
): Simulation {
  const timers = createVirtualTimers()
  const docusign = createFakeDocusign(environment, timers, fakeOptions)
  return {
    docusign,
    timers,
    run: (options = {}) =>
      timers.run(
        runSmoke({
          environment,
          platform: oauthPlatform('demo'),
          signer: docusign.signer,
          client: docusign.client,
          openAccounts: docusign.openAccounts,
          timers,
          now: () => simulatedStart + timers.now(),
          random: seededRandom(1),
          toolVersion: '0.0.0',
          ...options,
        }),
      ),
  }
}
