import { printable } from './printable.ts'

/** A metric family of OpenMetrics 1.0. */
export interface MetricFamily {
  /** With its unit at the end, without `_total`. */
  name: string
  /** Absent: `gauge`. */
  type?: 'gauge' | 'counter'
  unit?: 'seconds'
  help: string
  samples: readonly { labels?: Readonly<Record<string, string>>; value: number }[]
}

/**
 * The text of metric families; those without samples are left out.
 *
 * @param labels that every sample has.
 * @see https://github.com/prometheus/OpenMetrics/blob/v1.0.0/specification/OpenMetrics.md
 */
export function openmetricsText(
  families: readonly MetricFamily[],
  labels: Readonly<Record<string, string>>,
): string {
  const shown = families.filter(({ samples }) => samples.length > 0)
  return `${shown.map((family) => familyText(family, labels)).join('')}# EOF\n`
}

// --- internal ---

function familyText(
  { name, type = 'gauge', unit, help, samples }: MetricFamily,
  common: Readonly<Record<string, string>>,
): string {
  const sampleName = type === 'counter' ? `${name}_total` : name
  return [
    `# TYPE ${name} ${type}`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${help}`,
    ...samples.map(
      ({ labels, value }) => `${sampleName}{${labelText({ ...common, ...labels })}} ${value}`,
    ),
  ]
    .map((line) => `${line}\n`)
    .join('')
}

function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${printable(value).replace(/[\\"]/g, '\\$&')}"`)
    .join(',')
}
