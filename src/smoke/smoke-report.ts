import type { LoginPhase } from '../docusign/login-failure.ts'
import type { PlatformName } from '../docusign/platform.ts'
import type { FailureClass, FailureScope } from '../failure/failure-classes.ts'
import type { WarningClass } from '../failure/warning-classes.ts'
import type { Pace } from '../pace/start-gate.ts'
import type { Selection } from './plan-logins.ts'
import type { Shard } from './shard.ts'

export type { Pace }

/** What a run found out, as described by `schemas/report.schema.json`. */
export interface SmokeReport {
  schemaVersion: 1
  tool: { name: 'ikctl'; version: string }
  environment: string
  product: string
  platform: PlatformName
  integrationKey: string
  /** RFC 7638 thumbprint of the key pair that signed. */
  thumbprint: string
  /** Id of that key pair, when it is declared. */
  keyPair?: string
  configHash: string
  commit?: string
  run: RunInfo
  verdict: Verdict
  /** Absent: the run came to its end. */
  stopped?: {
    reason: StopReason
    message: string
    /** RFC 7638, of `key_pair_changed`: the key pairs that signed, in the order of time. */
    thumbprints?: readonly string[]
  }
  canary: ProbeReport
  unknownUser: ProbeReport
  summary: SmokeSummary
  /** Of logins. */
  pace: Pace
  /** Calls that Docusign still allows; absent: no answer said it. */
  apiBudget?: {
    /** Of the OAuth server. */
    oauth?: ReportedBudget
    /** Of the account with the fewest. */
    accounts?: ReportedBudget
  }
  /** What has changed since an earlier run, when there is one to compare with. */
  comparison?: Comparison
  /** Names and ids of tenants and users are left out: hashes stand for them. */
  redacted?: true
  /** Sorted by id. */
  tenants: TenantReport[]
}

export interface RunInfo {
  id: string
  startedAt: string
  endedAt: string
  startedBy?: string
  depth: Depth
  scopes: readonly string[]
  selection?: Selection
  sample: number | 'all'
  seed: number
  shard?: Shard
  mergedShards?: number
  /** Logins that passed before the run was interrupted, taken from its journal. */
  resumed?: number
}

/**
 * How much a login proves: an access token; also user, account and base URI; besides these, that the
 * account and the user can send, as far as the API says it, or that its webhooks are as declared.
 */
export type Depth = 'token' | 'userinfo' | 'account' | 'connect'

export type Verdict = 'passed' | 'failed' | 'integration_key' | 'incomplete'

export type StopReason =
  | 'integration_key'
  | 'host'
  | 'nothing_proven'
  | 'throttled'
  | 'interrupted'
  | 'deadline'
  | 'missing_shards'
  | 'key_pair_changed'

export type Outcome =
  | 'passed'
  | 'passed_after_retry'
  | 'failed'
  | 'known_failure'
  | 'informational'
  | 'incomplete'
  | 'refused'
  | 'not_tried'

/** One login's result, anyone who it stands for. */
export interface LoginResult {
  outcome: Outcome
  /** Absent: one, or none at all. */
  attempts?: number
  /** Of the last attempt's requests. */
  durationMs?: number
  failure?: ReportedFailure
  consentLink?: string
}

export interface ProbeReport extends LoginResult {
  user: string
}

export interface LoginReport extends ProbeReport {
  role: string
  /** Why it was not tried. */
  reason?: 'suspended' | 'offboarded' | 'stopped'
  /** Of a migrating tenant, which logs in with its old key: whether the shared one would do. */
  sharedKey?: LoginResult
  /** What to look at, although it does not keep the user from sending. */
  warnings?: ReportedWarning[]
}

export interface ReportedWarning {
  class: WarningClass
  message: string
  action: string
}

/** The fewest calls that were seen left, of an hour and of 30 seconds. */
export interface ReportedBudget {
  hourly?: ReportedCalls
  burst?: ReportedCalls
}

export interface ReportedCalls {
  remaining: number
  limit?: number
  /** UTC, RFC 3339. */
  resetsAt?: string
}

export interface TenantReport {
  id: string
  name: string
  status: 'onboarding' | 'migrating' | 'live' | 'suspended' | 'offboarded'
  account: string
  labels?: Readonly<Record<string, string>>
  /** Calls to its account that Docusign still allows, where this was read. */
  apiBudget?: ReportedBudget
  knownFailure?: {
    class: FailureClass
    reason: string
    until: string
    /** `over`: nobody fails any more. */
    state: 'accepted' | 'expired' | 'over'
  }
  logins: LoginReport[]
}

/**
 * How a tenant user has changed: `regressed` could log in and cannot now, `fixed` the other way round;
 * `newlyFailing` has no earlier verdict.
 */
export type ChangeKind = 'regressed' | 'newlyFailing' | 'stillFailing' | 'fixed'

export interface ChangedLogin {
  /** Its id. */
  tenant: string
  role: string
  /** Absent: the earlier report does not know this user. */
  before?: Outcome
  /** Of who is still failing: the end of the first run in a row of compared ones that saw it. */
  since?: string
}

/** What has changed since an earlier run. */
export interface Comparison extends Record<ChangeKind, ChangedLogin[]> {
  /** Of the earlier run. */
  runId: string
  endedAt: string
}

/** `not_refused`: a user who must not be able to log in, and is. */
export type ReportedFailureClass = FailureClass | 'not_refused'

export interface ReportedFailure {
  class: ReportedFailureClass
  scope: FailureScope
  message: string
  action: string
  phase?: LoginPhase
  status?: number
  error?: string
  errorDescription?: string
  networkCode?: string
  traceToken?: string
  skewMs?: number
}

export interface SmokeSummary {
  tenants: number
  logins: number
  outcomes: Partial<Record<Outcome, number>>
  /** Of what counts as failed. */
  failures: Partial<Record<ReportedFailureClass, number>>
  /** Users of migrating tenants: how many could log in with the shared key; absent: there are none. */
  migration?: { ready: number; waiting: number }
  /** Tenant users with a warning, by class; absent: none. */
  warnings?: Partial<Record<WarningClass, number>>
  requests: number
  retries: number
}
