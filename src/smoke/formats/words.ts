import { failureAction } from '../../docusign/login-failure.ts'
import { failureClasses } from '../../failure/failure-classes.ts'
import { warningClasses } from '../../failure/warning-classes.ts'
import { grouped } from '../../text/grouped.ts'
import { plural } from '../../text/plural.ts'
import { seeDoctor } from '../see-doctor.ts'
import type {
  ChangeKind,
  Comparison,
  Outcome,
  ReportedFailure,
  ReportedFailureClass,
  SmokeReport,
  Verdict,
} from '../smoke-report.ts'
import type { ClassGroup, Entry, WarningGroup } from './entries.ts'

/** What a run proves, in a sentence. */
export const verdictSentences: Readonly<Record<Verdict, string>> = {
  passed: 'passed. Every expected login succeeded.',
  failed: 'failed',
  integration_key: 'failed: the integration key itself fails, so every tenant is affected',
  incomplete: 'incomplete: nothing is proven',
}

/** The verdict in one line, with how many it is about. */
export function headline({ verdict, summary: { outcomes, logins } }: SmokeReport): string {
  const sentence = verdictSentences[verdict]
  const failed = outcomes.failed ?? 0
  if (verdict !== 'failed' || failed === 0) return sentence
  return `${sentence}: ${grouped(failed)} of ${plural(logins, 'login')} failed`
}

/** Outcomes in the order in which they are counted. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  passed: 'passed',
  passed_after_retry: 'passed after a retry',
  refused: 'refused as they must be',
  failed: 'failed',
  incomplete: 'unproven',
  known_failure: 'known to fail',
  informational: 'onboarding',
  not_tried: 'not tried',
}

export const changeWords: Readonly<Record<ChangeKind, string>> = {
  regressed: 'regressed',
  newlyFailing: 'newly failing',
  stillFailing: 'still failing',
  fixed: 'fixed',
}

/** `since 2026-05-04 08:00 UTC: 3 regressed, 1 fixed`. */
export function comparisonWords(comparison: Comparison): string {
  const counts = (Object.keys(changeWords) as ChangeKind[])
    .filter((kind) => comparison[kind].length > 0)
    .map((kind) => `${comparison[kind].length} ${changeWords[kind]}`)
  return `since ${timeWords(comparison.endedAt)}: ${counts.join(', ') || 'nothing has changed'}`
}

/** A few words for a class. */
export function classTitle(failureClass: ReportedFailureClass): string {
  return failureClass === 'not_refused'
    ? 'logs in though it must not'
    : failureClasses[failureClass].title
}

/** `plan ends soon: 3 logins`. */
export function warningHeading({ class: name, entries }: WarningGroup): string {
  const logins = new Set(entries.map(({ entry }) => entry.login)).size
  return `${warningClasses[name].title}: ${plural(logins, 'login')}`
}

/** `14 tenants, 19 logins: 16 passed, 1 failed, 2 onboarding`. */
export function countWords({ summary }: SmokeReport): string {
  const counts = (Object.keys(outcomeWords) as Outcome[]).flatMap((outcome) => {
    const count = summary.outcomes[outcome]
    return count === undefined ? [] : [`${count} ${outcomeWords[outcome]}`]
  })
  return `${plural(summary.tenants, 'tenant')}, ${plural(summary.logins, 'login')}: ${counts.join(', ')}`
}

/** How the run went, and what part of the fleet it is about. */
export function factWords(report: SmokeReport): string[] {
  const { run, pace, summary } = report
  const { sample, seed, shard, mergedShards, resumed, depth } = run
  const slow =
    pace.limitedBy === undefined ? '' : ` (asked: ${pace.asked}; ${slowdowns[pace.limitedBy]})`
  return [
    durationWords(runSeconds(report)),
    ...(pace.held > 0 ? [`${pace.held} logins/s${slow}`] : []),
    `${plural(summary.retries, 'retry')} in ${plural(summary.requests, 'request')}`,
    ...(sample === 'all' ? [] : [`a sample of ${sample} (seed ${seed})`]),
    ...(shard === undefined ? [] : [`shard ${shard.index} of ${shard.count}`]),
    ...(mergedShards === undefined ? [] : [`${plural(mergedShards, 'shard')} merged`]),
    ...(resumed === undefined ? [] : [`${resumed} passed before the run was resumed`]),
    ...(report.platform === 'emulator' ? ['on emulators'] : []),
    ...(depth === 'token' ? ['tokens only: users and accounts not checked'] : []),
    ...(depth === 'account' ? ['each account and user read through the API, too'] : []),
    ...(depth === 'connect' ? ['the webhooks of each account read through the API, too'] : []),
  ]
}

/** How long the run took. */
export function runSeconds({ run }: SmokeReport): number {
  return (Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000
}

/** `2026-05-04 08:00 UTC`, of an ISO time. */
export function timeWords(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`
}

/** The key pair that signed: its id, when it is declared, and its thumbprint. */
export function keyPairWords({ keyPair, thumbprint }: SmokeReport): string {
  return keyPair === undefined ? thumbprint : `${keyPair} ${thumbprint}`
}

/** `tenant/role`. */
export function entryName({ tenant, login }: Entry): string {
  return `${tenant.id}/${login.role}`
}

/** What the configuration says about a failure, if anything. */
export function expectationWords({ tenant: { knownFailure }, login }: Entry): string | undefined {
  if (login.outcome === 'informational') return 'the tenant is still onboarding'
  if (knownFailure === undefined) return undefined
  const { until, reason, state } = knownFailure
  if (login.outcome === 'known_failure') return `known until ${until}: ${reason}`
  return state === 'expired' ? `known failure, but only until ${until}` : undefined
}

/** For how long somebody has been failing, where an earlier run tells. */
export function ageWords({ change }: Entry): string | undefined {
  if (change === undefined || change.kind === 'fixed') return undefined
  return change.since === undefined
    ? changeWords[change.kind]
    : `failing since ${timeWords(change.since)}`
}

/** What happened; the trace token where Docusign's support will ask for it. */
export function failureWords(failure: ReportedFailure): string {
  const { message, traceToken, status, class: failureClass } = failure
  const isUnexpected =
    failureClass !== 'not_refused' && failureClasses[failureClass].proof === 'unexpected'
  const isForSupport = (isUnexpected || status === 444) && traceToken !== undefined
  return isForSupport ? `${message}, trace token ${traceToken}` : message
}

/** What to do about a class: for one user exactly, for several in general. */
export function remedyOf(
  { failure, class: failureClass, entries }: ClassGroup,
  { environment, integrationKey, thumbprint, redacted }: SmokeReport,
): Remedy {
  const [consentLink] = entries.flatMap(({ login }) => login.consentLink ?? [])
  if (entries.length === 1 || failureClass === 'not_refused') return ownRemedy(failure, consentLink)
  const general = { integrationKey, thumbprint, ...(consentLink && { consentLink: linkBelow }) }
  const advice = failureAction({ ...failure, class: failureClass }, general)
  const [first] = entries
  const action =
    redacted || first === undefined
      ? advice
      : seeDoctor(advice, { environment, tenant: first.tenant.id, role: first.login.role })
  return { action, ...(consentLink && { consentLink }) }
}

/** What to do, and the consent link apart from it, since that gets copied. */
export interface Remedy {
  action: string
  consentLink?: string
}

/** The cure of one failure alone. */
export function ownRemedy({ action }: ReportedFailure, consentLink: string | undefined): Remedy {
  if (consentLink === undefined) return { action }
  return { action: action.replace(consentLink, linkBelow), consentLink }
}

// --- internal ---

const linkBelow = 'the link below'

function durationWords(seconds: number): string {
  if (seconds < 120) return `${seconds.toFixed(1)} s`
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`
}

const slowdowns: Record<NonNullable<SmokeReport['pace']['limitedBy']>, string> = {
  throttling: 'Docusign throttled',
  concurrency: 'answers took too long for the number of connections',
  signing: 'signatures came too slowly',
  outage: 'Docusign could not be reached for a while',
}
