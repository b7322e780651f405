import { failureClasses } from '../../failure/failure-classes.ts'
import { type WarningClass, warningClassNames } from '../../failure/warning-classes.ts'
import type {
  ChangedLogin,
  ChangeKind,
  LoginReport,
  Outcome,
  ProbeReport,
  ReportedFailure,
  ReportedFailureClass,
  ReportedWarning,
  SmokeReport,
  TenantReport,
} from '../smoke-report.ts'

/** One user of one tenant. */
export interface Entry {
  tenant: TenantReport
  login: LoginReport
  /** What has changed since the earlier run, if anything. */
  change?: ChangedLogin & { kind: ChangeKind }
}

/** The kinds of changes, the worst first. */
export const changeKinds = ['regressed', 'newlyFailing', 'stillFailing', 'fixed'] as const

/** All tenant users, by tenant. */
export function entriesOf({ tenants, comparison }: SmokeReport): Entry[] {
  const changes = new Map<string, Entry['change']>()
  for (const kind of changeKinds) {
    for (const changed of comparison?.[kind] ?? []) {
      changes.set(`${changed.tenant}/${changed.role}`, { ...changed, kind })
    }
  }
  return tenants.flatMap((tenant) =>
    tenant.logins.map((login) => {
      const change = changes.get(`${tenant.id}/${login.role}`)
      return { tenant, login, ...(change && { change }) }
    }),
  )
}

/** What has failed, or could not be proven, for one reason. */
export interface ClassGroup {
  outcome: 'failed' | 'incomplete'
  class: ReportedFailureClass
  /** Of one of the entries. */
  failure: ReportedFailure
  /** At least one; those that could log in before come first. */
  entries: Entry[]
}

/** What has failed and what could not be proven, by class: the worst first. */
export function classGroups(entries: readonly Entry[]): ClassGroup[] {
  const groups = new Map<string, ClassGroup>()
  for (const entry of entries) {
    const { outcome, failure } = entry.login
    if (failure === undefined || (outcome !== 'failed' && outcome !== 'incomplete')) continue
    const key = `${outcome} ${failure.class}`
    const group = groups.get(key)
    if (group) group.entries.push(entry)
    else groups.set(key, { outcome, class: failure.class, failure, entries: [entry] })
  }
  for (const { entries } of groups.values()) entries.sort((a, b) => rankOf(a) - rankOf(b))
  return [...groups.values()].sort(
    (a, b) => gravity(b) - gravity(a) || b.entries.length - a.entries.length,
  )
}

/** All that is to be looked at for one reason. */
export interface WarningGroup {
  class: WarningClass
  /** At least one. */
  entries: { entry: Entry; warning: ReportedWarning }[]
}

/** What is to be looked at, by class. */
export function warningGroups(entries: readonly Entry[]): WarningGroup[] {
  return warningClassNames.flatMap((name) => {
    const own = entries.flatMap((entry) =>
      (entry.login.warnings ?? [])
        .filter((warning) => warning.class === name)
        .map((warning) => ({ entry, warning })),
    )
    return own.length === 0 ? [] : [{ class: name, entries: own }]
  })
}

/** Entries with one of these outcomes. */
export function withOutcome(entries: readonly Entry[], ...outcomes: readonly Outcome[]): Entry[] {
  return entries.filter(({ login }) => outcomes.includes(login.outcome))
}

/** Entries that have changed in this way. */
export function withChange(entries: readonly Entry[], kind: ChangeKind): Entry[] {
  return entries.filter(({ change }) => change?.kind === kind)
}

/** What is wrong with the logins that come before all others. */
export function probeTroubles({ canary, unknownUser }: SmokeReport): ProbeTrouble[] {
  const probes = [
    { who: 'the canary', probe: canary },
    { who: 'a user who does not exist', probe: unknownUser },
  ]
  return probes.flatMap(({ who, probe }) => {
    const { failure, outcome } = probe
    if (failure === undefined || (outcome !== 'failed' && outcome !== 'incomplete')) return []
    return [{ who, outcome, failure, probe }]
  })
}

export interface ProbeTrouble {
  who: string
  outcome: 'failed' | 'incomplete'
  failure: ReportedFailure
  probe: ProbeReport
}

// --- internal ---

function rankOf({ change }: Entry): number {
  return change === undefined ? changeKinds.length : changeKinds.indexOf(change.kind)
}

function gravity({ outcome, class: failureClass }: ClassGroup): number {
  const isApp = failureClass !== 'not_refused' && failureClasses[failureClass].scope === 'app'
  return (outcome === 'failed' ? 2 : 0) + (isApp ? 1 : 0)
}
