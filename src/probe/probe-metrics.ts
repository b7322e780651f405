import { type MetricFamily, openmetricsText } from '../text/openmetrics-text.ts'
import type { ProbeState } from './probe-state.ts'

/** What never changes while a prober runs. */
export interface ProbeInfo {
  environment: string
  version: string
  everyMs: number
}

/**
 * What a prober knows, as OpenMetrics 1.0. What is not proven has no sample: an alert sees it as absent,
 * not as bad.
 *
 * @param now by {@link Timers.now}, as in the state.
 */
export function probeMetrics(state: ProbeState, info: ProbeInfo, now: number): string {
  const { lastReport, lastRoundOn } = state
  const states = [...state.tenants.values()]
  const failures = new Map<string, number>()
  for (const { outcome, failure } of states) {
    if (outcome !== 'failed' || failure === undefined) continue
    failures.set(failure, (failures.get(failure) ?? 0) + 1)
  }
  const oldest = states.reduce((least, { triedAt }) => Math.min(least, triedAt), now)
  const families: MetricFamily[] = [
    single('info', 'What probes.', 1, { version: info.version }),
    seconds('interval', 'From the start of a round to the start of the next.', info.everyMs / 1000),
    {
      name: 'rounds',
      type: 'counter',
      help: 'Rounds by verdict; error: the round could not begin.',
      samples: Object.entries(state.rounds).map(([verdict, value]) => ({
        labels: { verdict },
        value,
      })),
    },
    ...(lastRoundOn === undefined
      ? []
      : [
          seconds(
            'last_round_timestamp',
            'When the last round ended, since 1970.',
            lastRoundOn / 1000,
          ),
        ]),
    {
      name: 'last_verdict',
      help: 'The verdict of the last round: 1 for it, 0 for all others.',
      samples:
        state.lastVerdict === undefined
          ? []
          : Object.keys(state.rounds).map((verdict) => ({
              labels: { verdict },
              value: verdict === state.lastVerdict ? 1 : 0,
            })),
    },
    flag('canary_good', 'Whether the canary user could log in.', state.canaryIsGood),
    flag(
      'unknown_user_refused',
      'Whether a user who does not exist was refused, as it must be.',
      state.unknownUserIsRefused,
    ),
    ...(lastReport?.canary.durationMs === undefined
      ? []
      : [
          seconds(
            'canary_duration',
            'How long the requests of the canary login took.',
            lastReport.canary.durationMs / 1000,
          ),
        ]),
    ...(lastReport === undefined
      ? []
      : [
          single('key_pair_info', 'The key pair that signs.', 1, {
            thumbprint: lastReport.thumbprint,
            key_pair: lastReport.keyPair ?? '',
          }),
        ]),
    {
      name: 'tenants',
      help: 'Live tenants by what their last turn has shown.',
      samples: (['passed', 'failed', 'unproven'] as const).map((outcome) => ({
        labels: { outcome },
        value: states.filter((tenant) => tenant.outcome === outcome).length,
      })),
    },
    {
      name: 'failed_tenants',
      help: 'Tenants that failed at their last turn, by class.',
      samples: [...failures].sort().map(([failure, value]) => ({
        labels: { class: failure },
        value,
      })),
    },
    ...(states.length === 0
      ? []
      : [
          seconds(
            'oldest_turn_age',
            'Since when a tenant has waited for its turn.',
            (now - oldest) / 1000,
          ),
        ]),
  ]
  return openmetricsText(
    families.map((family) => ({ ...family, name: `ikctl_probe_${family.name}` })),
    { environment: info.environment },
  )
}

/**
 * Whether the prober itself works: a round has ended within three intervals. What the rounds have found is
 * the alerts' business.
 */
export function isProbing(state: ProbeState, { everyMs }: ProbeInfo, now: number): boolean {
  return now - (state.lastRoundAt ?? state.startedAt) <= 3 * everyMs + 60_000
}

// --- internal ---

function single(
  name: string,
  help: string,
  value: number,
  labels: Record<string, string> = {},
): MetricFamily {
  return { name, help, samples: [{ labels, value }] }
}

function seconds(name: string, help: string, value: number): MetricFamily {
  return { name: `${name}_seconds`, unit: 'seconds', help, samples: [{ value }] }
}

function flag(name: string, help: string, value: boolean | undefined): MetricFamily {
  return { name, help, samples: value === undefined ? [] : [{ value: value ? 1 : 0 }] }
}
