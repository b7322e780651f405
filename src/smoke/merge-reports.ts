import { createHash } from 'node:crypto'
import { keyPairChanged } from './key-pair-changed.ts'
import { ReportRefused } from './read-report.ts'
import { budgetOfRun, leastReported } from './report-budget.ts'
import type {
  Outcome,
  Pace,
  ProbeReport,
  SmokeReport,
  StopReason,
  TenantReport,
} from './smoke-report.ts'
import { judgeRun, summarize } from './summarize.ts'

/** A report, and the name of its file for messages. */
export interface NamedReport {
  name: string
  report: SmokeReport
}

/**
 * One report from those of all shards of a run; the same, byte for byte, whatever their order. Shards that
 * another key pair has signed make it incomplete: it was replaced during the run.
 *
 * @param options.partial makes an incomplete report when shards are missing.
 * @throws {ReportRefused} when reports do not belong together, are given twice, or are missing.
 */
export function mergeReports(
  reports: readonly NamedReport[],
  { partial = false }: { partial?: boolean } = {},
): SmokeReport {
  const [first] = reports
  if (first === undefined) throw new ReportRefused('there is nothing to merge: name the reports')
  for (const { name, report } of reports) {
    if (report.run.shard === undefined) {
      throw new ReportRefused(
        `${name} is of a whole run, not of a shard: there is nothing to merge`,
      )
    }
    const differing = Object.entries(mustBeSame(report)).filter(
      ([key, value]) => value !== mustBeSame(first.report)[key],
    )
    if (differing.length > 0) {
      const names = differing.map(([key]) => key).join(', ')
      throw new ReportRefused(`${name} does not belong to ${first.name}: ${names} differ`)
    }
  }
  const count = first.report.run.shard?.count ?? 1
  const shards = new Map<number, SmokeReport>()
  for (const { name, report } of reports) {
    const index = report.run.shard?.index ?? 1
    if (shards.has(index)) {
      throw new ReportRefused(`${name} is of shard ${index} of ${count}, which is given twice`)
    }
    shards.set(index, report)
  }
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((at) => !shards.has(at))
  const absence = `${missing.length === 1 ? 'shard' : 'shards'} ${missing.join(', ')} of ${count} ${missing.length === 1 ? 'is' : 'are'} missing`
  if (missing.length > 0 && !partial) throw new ReportRefused(absence)
  const ordered = [...shards].sort(([a], [b]) => a - b).map(([, report]) => report)
  return merge(ordered, missing.length === 0 ? undefined : absence)
}

// --- internal ---

/** What reports of one run share. */
function mustBeSame({ run, ...report }: SmokeReport): Record<string, string> {
  const { environment, platform, integrationKey, configHash, tool, redacted } = report
  const values = {
    ...{ environment, platform, integrationKey, configHash, version: tool.version },
    ...{ depth: run.depth, selection: run.selection ?? null, sample: run.sample },
    // The order in which tenants are tried may differ, what is drawn may not.
    ...{ seed: run.sample === 'all' ? null : run.seed, shards: run.shard?.count ?? null },
    redacted: redacted ?? false,
  }
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, JSON.stringify(value)]),
  )
}

function merge(reports: readonly SmokeReport[], absence: string | undefined): SmokeReport {
  const [first] = reports
  if (first === undefined) throw new ReportRefused('there is nothing to merge')
  const tenants = reports.flatMap((report) => report.tenants).sort(byId)
  const twice = tenants.find(({ id }, index) => id === tenants[index - 1]?.id)
  if (twice !== undefined) throw new ReportRefused(`tenant ${twice.id} is in two shards`)
  const latest = latestKeyPair(reports)
  const isRefused = latest.some(({ verdict }) => verdict === 'integration_key')
  const hasChanged = latest.length < reports.length && !isRefused
  const stopped = hasChanged ? changeOf(reports) : worstStop(latest, absence)
  const canary = worst(latest.map((report) => report.canary))
  const unknownUser = worst(latest.map((report) => report.unknownUser))
  const common = <T>(read: (report: SmokeReport) => T): T | undefined =>
    reports.every((report) => read(report) === read(first)) ? read(first) : undefined
  const sum = (read: (report: SmokeReport) => number) =>
    reports.reduce((total, report) => total + read(report), 0)
  const times = (read: (report: SmokeReport) => string) => reports.map(read).sort()
  const { schemaVersion, tool, environment, product, platform, integrationKey } = first
  const { depth, scopes, selection, sample, seed } = first.run
  const commit = common((report) => report.commit)
  const startedBy = common((report) => report.run.startedBy)
  const { thumbprint = '', keyPair } = latest[0] ?? first
  const resumed = sum((report) => report.run.resumed ?? 0)
  return {
    ...{ schemaVersion, tool, environment, product, platform, integrationKey },
    thumbprint,
    ...(keyPair !== undefined && { keyPair }),
    configHash: first.configHash,
    ...(commit !== undefined && { commit }),
    run: {
      id: idOf(reports),
      startedAt: times((report) => report.run.startedAt)[0] ?? '',
      endedAt: times((report) => report.run.endedAt).at(-1) ?? '',
      ...(startedBy !== undefined && { startedBy }),
      ...{ depth, scopes, sample, seed },
      ...(selection && { selection }),
      mergedShards: reports.length,
      ...(resumed > 0 && { resumed }),
    },
    verdict: judgeRun({ ...(stopped && { stopped }), canary, unknownUser, tenants }),
    ...(stopped && { stopped }),
    canary,
    unknownUser,
    summary: summarize(tenants, {
      total: sum((report) => report.summary.requests),
      retries: sum((report) => report.summary.retries),
    }),
    pace: paceOf(reports),
    ...budgetOfRun(
      leastReported(reports.map(({ apiBudget }) => apiBudget?.oauth)),
      leastReported(reports.map(({ apiBudget }) => apiBudget?.accounts)),
    ),
    ...(first.redacted && { redacted: first.redacted }),
    tenants,
  }
}

/** The reports of the key pair that the shard signed with that began last. */
function latestKeyPair(reports: readonly SmokeReport[]): readonly SmokeReport[] {
  const last = reports.reduce((a, b) => (b.run.startedAt > a.run.startedAt ? b : a))
  return reports.filter(({ thumbprint }) => thumbprint === last.thumbprint)
}

/** Which shards each of several key pairs has signed, in the order in which they began. */
function changeOf(reports: readonly SmokeReport[]): SmokeReport['stopped'] {
  const inTime = [...reports].sort((a, b) => (a.run.startedAt < b.run.startedAt ? -1 : 1))
  const shards = new Map<string, number[]>()
  const ids = new Map<string, string | undefined>()
  for (const { thumbprint, keyPair, run } of inTime) {
    shards.set(thumbprint, [...(shards.get(thumbprint) ?? []), run.shard?.index ?? 1])
    ids.set(thumbprint, keyPair)
  }
  const details = [...shards].map(([thumbprint, indexes]) => {
    const id = ids.get(thumbprint)
    const list = indexes.sort((a, b) => a - b).join(', ')
    return `${id === undefined ? '' : `${id} `}${thumbprint} signed for ${indexes.length === 1 ? 'shard' : 'shards'} ${list}`
  })
  return keyPairChanged([...shards.keys()], details.join(', '))
}

/** Worst first. */
const stopOrder: readonly StopReason[] = [
  'integration_key',
  'nothing_proven',
  'key_pair_changed',
  'missing_shards',
  'host',
  'throttled',
  'deadline',
  'interrupted',
]

function worstStop(reports: readonly SmokeReport[], absence?: string): SmokeReport['stopped'] {
  const stops = reports.flatMap(({ stopped, run: { shard } }) =>
    stopped === undefined
      ? []
      : [{ ...stopped, message: `shard ${shard?.index} of ${shard?.count}: ${stopped.message}` }],
  )
  if (absence !== undefined) stops.push({ reason: 'missing_shards', message: absence })
  return stops.sort((a, b) => stopOrder.indexOf(a.reason) - stopOrder.indexOf(b.reason))[0]
}

/** Worst first. */
const outcomeOrder: readonly Outcome[] = ['failed', 'incomplete', 'not_tried', 'passed_after_retry']

function worst(results: readonly ProbeReport[]): ProbeReport {
  const rank = ({ outcome }: ProbeReport) => {
    const place = outcomeOrder.indexOf(outcome)
    return place === -1 ? outcomeOrder.length : place
  }
  return results.reduce((a, b) => (rank(b) < rank(a) ? b : a))
}

function paceOf(reports: readonly SmokeReport[]): Pace {
  const paces = reports.map(({ pace }) => pace)
  const isLimited = paces.every(({ asked }) => asked !== null)
  const asked = isLimited ? paces.reduce((total, pace) => total + (pace.asked ?? 0), 0) : null
  const held = paces.reduce((total, pace) => total + pace.held, 0)
  const limitedBy = paces.find((pace) => pace.limitedBy !== undefined)?.limitedBy
  const isSlow = asked !== null && held < 0.95 * asked && limitedBy !== undefined
  return {
    asked: asked === null ? null : round(asked),
    held: round(held),
    ...(isSlow && { limitedBy }),
  }
}

function round(rate: number): number {
  return Math.round(rate * 10) / 10
}

function idOf(reports: readonly SmokeReport[]): string {
  const ids = reports.map(({ run }) => run.id)
  return createHash('sha256').update(ids.join('\n')).digest('hex').slice(0, 32)
}

function byId(a: TenantReport, b: TenantReport): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
