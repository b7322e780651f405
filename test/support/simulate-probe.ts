import { oauthPlatform } from '../../src/docusign/platform.ts'
import { type ProbeInfo, probeMetrics } from '../../src/probe/probe-metrics.ts'
import { createProbeState } from '../../src/probe/probe-state.ts'
import { type RoundEnd, runProbe } from '../../src/probe/run-probe.ts'
import { seededRandom } from '../../src/random/seeded-random.ts'
import { runSmoke } from '../../src/smoke/run-smoke.ts'
import { createFakeDocusign, type FakeDocusign } from './fake-docusign.ts'
import { parseMetrics } from './parse-metrics.ts'
import { simulatedStart } from './simulate-smoke.ts'
import { smokeEnvironment, smokeTenant } from './smoke-environment.ts'
import { createVirtualTimers } from './virtual-timers.ts'

/** A round, and what is served after it. */
export interface Probed {
  /** Its end, in milliseconds since the start. */
  at: number
  end: RoundEnd
  metrics: Map<string, { labels: Record<string, string>; value: number }[]>
}

/**
 * Probes a fake Docusign in simulated time.
 *
 * @param options.tenants how many there are.
 * @param happen is asked before each round.
 */
export async function simulateProbe(
  { tenants, forMs, ...info }: ProbeInfo & { tenants: number; forMs: number },
  happen: (at: number, docusign: FakeDocusign) => void,
): Promise<{ rounds: Probed[]; docusign: FakeDocusign; size: number }> {
  const timers = createVirtualTimers()
  const environment = smokeEnvironment(
    Array.from({ length: tenants }, (_, index) => smokeTenant(index)),
  )
  const docusign = createFakeDocusign(environment, timers)
  const now = () => simulatedStart + timers.now()
  const state = createProbeState({ now, date: now })
  const stop = new AbortController()
  const rounds: Probed[] = []
  timers.after(forMs, () => stop.abort())
  await timers.run(
    runProbe({
      ...{
        everyMs: info.everyMs,
        coverMs: 86_400_000,
        maxTenants: 50,
        state,
        timers,
        signal: stop.signal,
      },
      async openRound() {
        happen(timers.now(), docusign)
        return {
          tenants: environment.tenants.map(({ id }) => id),
          run: (selected) =>
            runSmoke({
              ...{ environment, timers, now, signer: docusign.signer, client: docusign.client },
              platform: oauthPlatform('demo'),
              selection: { tenants: selected },
              deadlineMs: info.everyMs,
              random: seededRandom(1),
              toolVersion: '0.0.0',
            }),
          close: async () => {},
        }
      },
      onRound: (end) => {
        const text = probeMetrics(state, info, now())
        rounds.push({ at: timers.now(), end, metrics: parseMetrics(text, { counters: true }) })
      },
    }),
  )
  return { rounds, docusign, size: state.tenants.size }
}
