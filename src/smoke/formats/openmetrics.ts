import { failureClasses } from '../../failure/failure-classes.ts'
import { warningClassNames } from '../../failure/warning-classes.ts'
import { type MetricFamily, openmetricsText } from '../../text/openmetrics-text.ts'
import type { ReportedCalls, ReportedFailureClass, SmokeReport, Verdict } from '../smoke-report.ts'
import { changeKinds, entriesOf, withOutcome } from './entries.ts'
import type { ReportFormatter } from './formatter.ts'
import { outcomeWords, runSeconds, verdictSentences } from './words.ts'

/**
 * OpenMetrics 1.0, at the same time good for node_exporter's textfile collector, which reads
 * Prometheus' older text format: gauges only, since it knows no other type that would fit, and no
 * timestamps, since it refuses them. By class of failure; by tenant only when that is asked for.
 *
 * @see https://github.com/prometheus/OpenMetrics/blob/v1.0.0/specification/OpenMetrics.md
 */
export const openmetrics: ReportFormatter = (report, { metricsByTenant = false }) => {
  const families = [...common(report), ...(metricsByTenant ? [byTenant(report)] : [])]
  return openmetricsText(
    families.map((family) => ({ ...family, name: `ikctl_smoke_${family.name}` })),
    { environment: report.environment },
  )
}

// --- internal ---

const classes: readonly ReportedFailureClass[] = [
  ...(Object.keys(failureClasses) as (keyof typeof failureClasses)[]),
  'not_refused',
]
const quantiles = [0.5, 0.95, 1]

function common(report: SmokeReport): MetricFamily[] {
  const { run, summary, pace, comparison, canary, tool, platform, product } = report
  const entries = entriesOf(report)
  const unproven = withOutcome(entries, 'incomplete')
  const durations = entries.flatMap(({ login }) => login.durationMs ?? []).sort((a, b) => a - b)
  const { thumbprint, keyPair = '' } = report
  return [
    {
      name: 'run_info',
      help: 'What the last run tested, and with what.',
      samples: [
        {
          labels: { product, platform, thumbprint, key_pair: keyPair, version: tool.version },
          value: 1,
        },
      ],
    },
    {
      name: 'verdict',
      help: 'What the last run proves: 1 for its verdict, 0 for all others.',
      samples: (Object.keys(verdictSentences) as Verdict[]).map((verdict) => ({
        labels: { verdict },
        value: report.verdict === verdict ? 1 : 0,
      })),
    },
    {
      name: 'canary_good',
      help: 'Whether the canary user could log in.',
      samples: [{ value: canary.outcome.startsWith('passed') ? 1 : 0 }],
    },
    single('tenants', 'Tenants that the last run speaks about.', summary.tenants),
    {
      name: 'logins',
      help: 'Tenant users by the outcome of their login.',
      samples: Object.keys(outcomeWords).map((outcome) => ({
        labels: { outcome },
        value: Object.entries(summary.outcomes).find(([name]) => name === outcome)?.[1] ?? 0,
      })),
    },
    {
      name: 'failed_logins',
      help: 'Tenant users that count as failed, by class.',
      samples: classes.map((name) => ({
        labels: { class: name },
        value: summary.failures[name] ?? 0,
      })),
    },
    {
      name: 'unproven_logins',
      help: 'Tenant users of whom nothing is proven, by class of the failure.',
      samples: classes.map((name) => ({
        labels: { class: name },
        value: unproven.filter(({ login }) => login.failure?.class === name).length,
      })),
    },
    {
      name: 'warned_logins',
      help: 'Tenant users with a warning, by class; only the depths account and connect look for them.',
      samples: warningClassNames.map((name) => ({
        labels: { class: name },
        value: summary.warnings?.[name] ?? 0,
      })),
    },
    ...(comparison === undefined
      ? []
      : [
          {
            name: 'changed_logins',
            help: 'Tenant users by what has changed since the run that was compared with.',
            samples: changeKinds.map((kind) => ({
              labels: { change: kind.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) },
              value: comparison[kind].length,
            })),
          },
        ]),
    single('requests', 'Requests of the last run to the OAuth server.', summary.requests),
    single('retries', 'Requests of the last run that repeated one.', summary.retries),
    ...callsLeft(report),
    single('start_rate', 'Logins that the last run started per second.', pace.held),
    {
      name: 'run_end_timestamp_seconds',
      unit: 'seconds',
      help: 'When the last run ended, since 1970.',
      samples: [{ value: Date.parse(run.endedAt) / 1000 }],
    },
    {
      name: 'run_duration_seconds',
      unit: 'seconds',
      help: 'How long the last run took.',
      samples: [{ value: runSeconds(report) }],
    },
    {
      name: 'login_duration_seconds',
      unit: 'seconds',
      help: 'How long a login took: its requests, without waiting for its turn.',
      samples: quantiles.flatMap((quantile) => {
        const duration = durations[Math.ceil(quantile * durations.length) - 1]
        if (duration === undefined) return []
        return [{ labels: { quantile: String(quantile) }, value: duration / 1000 }]
      }),
    },
  ]
}

function single(name: string, help: string, value: number): MetricFamily {
  return { name, help, samples: [{ value }] }
}

/** The fewest calls that were seen left; no sample where no answer said it. */
function callsLeft({ apiBudget = {} }: SmokeReport): MetricFamily[] {
  const samples = (read: (calls: ReportedCalls) => number | undefined) =>
    (['oauth', 'accounts'] as const).flatMap((of) =>
      (['hourly', 'burst'] as const).flatMap((window) => {
        const calls = apiBudget[of]?.[window]
        const value = calls && read(calls)
        return value === undefined ? [] : [{ labels: { of, window }, value }]
      }),
    )
  return [
    {
      name: 'api_calls_remaining',
      help: 'Calls that Docusign still allowed, the fewest that an answer of the last run named.',
      samples: samples(({ remaining }) => remaining),
    },
    {
      name: 'api_calls_limit',
      help: 'Calls that Docusign allows in an hour, and in a burst of 30 seconds.',
      samples: samples(({ limit }) => limit),
    },
    {
      name: 'api_calls_reset_timestamp_seconds',
      unit: 'seconds',
      help: 'When these calls count again, since 1970.',
      samples: samples(({ resetsAt }) =>
        resetsAt === undefined ? undefined : Math.round(Date.parse(resetsAt) / 1000),
      ),
    },
  ]
}

/** What is not proven has no sample: an alert sees it as absent, not as bad. */
function byTenant(report: SmokeReport): MetricFamily {
  return {
    name: 'login_good',
    help: 'Whether a tenant user is as it should be: logs in, or is refused where it must be.',
    samples: entriesOf(report).flatMap(({ tenant, login: { role, outcome } }) => {
      if (outcome === 'incomplete' || outcome === 'not_tried') return []
      const isGood = outcome.startsWith('passed') || outcome === 'refused'
      return [{ labels: { tenant: tenant.id, role }, value: isGood ? 1 : 0 }]
    }),
  }
}
