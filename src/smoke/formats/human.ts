import { stripVTControlCharacters } from 'node:util'
import { failureAction, failureClasses } from '../../docusign/login-failure.ts'
import { style } from '../../text/style.ts'
import { table } from '../../text/table.ts'
import { wrap } from '../../text/wrap.ts'
import type {
  LoginReport,
  LoginResult,
  Outcome,
  ProbeReport,
  ReportedFailure,
  SmokeReport,
  TenantReport,
  Verdict,
} from '../smoke-report.ts'
import type { ReportFormatOptions, ReportFormatter } from './formatter.ts'

/**
 * For people: what has failed, by class, with what to do; what could not be proven; what was to be
 * expected; who can log in, unless they are many; the counts and the verdict last.
 */
export const human: ReportFormatter = (report, options) => {
  const entries = report.tenants.flatMap((tenant) =>
    tenant.logins.map((login) => ({ tenant, login })),
  )
  const having = (...outcomes: Outcome[]) =>
    entries.filter(({ login }) => outcomes.includes(login.outcome))
  const blocks = [
    ...byClass(having('failed')).map((group) => trouble('FAILED', group, report, options)),
    ...byClass(having('incomplete')).map((group) => trouble('UNPROVEN', group, report, options)),
    probes(report, options),
    expectations(report, having('known_failure', 'informational'), options),
    passed(report, options),
    verdict(report, options),
  ]
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

// --- internal ---

interface Entry {
  tenant: TenantReport
  login: LoginReport
}

/** More passed tenants than this are only counted. */
const fewTenants = 30
/** More entries of one class than this are only counted. */
const fewFailures = 40

function passed({ tenants }: SmokeReport, options: ReportFormatOptions): string[] {
  const paint = style(options.colour)
  const rows = tenants.flatMap(({ id, logins }) => {
    const good = logins.filter(isGood)
    if (good.length === 0) return []
    const slowest = Math.max(...good.map(({ durationMs = 0 }) => durationMs))
    const isPlain = good.every(({ outcome }) => outcome === 'passed')
    return [
      [
        paint(isPlain ? 'green' : 'yellow', good.some(isRefused) ? 'refused' : 'passed'),
        id,
        good.map((login) => login.role + note(login)).join(', '),
        paint('dim', `${slowest} ms`),
      ],
    ]
  })
  return rows.length > fewTenants && !options.verbose ? [] : table(rows)
}

function isGood({ outcome }: LoginReport): boolean {
  return outcome === 'passed' || outcome === 'passed_after_retry' || outcome === 'refused'
}

function isRefused({ outcome }: LoginReport): boolean {
  return outcome === 'refused'
}

function note({ attempts, outcome }: LoginReport): string {
  return outcome === 'passed_after_retry' ? ` (try ${attempts})` : ''
}

/** Failures that the configuration announces. */
function expectations(
  report: SmokeReport,
  entries: Entry[],
  { colour, columns }: ReportFormatOptions,
): string[] {
  const paint = style(colour)
  const over = report.tenants.filter(({ knownFailure }) => knownFailure?.state === 'over')
  return [
    ...entries.slice(0, fewFailures).flatMap(({ tenant, login }) => {
      const title = titleOf(login.failure?.class ?? 'unknown')
      const why =
        login.outcome === 'known_failure'
          ? `known until ${tenant.knownFailure?.until}: ${tenant.knownFailure?.reason}`
          : 'the tenant is still onboarding'
      return item(
        paint('cyan', 'expected'),
        `${name({ tenant, login })}: ${title}; ${why}`,
        columns,
      )
    }),
    ...more(entries.length, 'expected failures'),
    ...over.flatMap(({ id }) =>
      item(
        paint('yellow', 'no longer'),
        `${id}: its known failure is over, delete "knownFailure" from tenants/${id}.yaml`,
        columns,
      ),
    ),
  ]
}

/** All of one class: who, what happened, what to do. */
function trouble(
  word: 'FAILED' | 'UNPROVEN',
  entries: Entry[],
  report: SmokeReport,
  { colour, columns }: ReportFormatOptions,
): string[] {
  const paint = style(colour)
  const failures = entries.flatMap(({ login }) => login.failure ?? [])
  const [failure] = failures
  if (failure === undefined) return []
  const shown = entries.slice(0, fewFailures)
  const messages = new Set(failures.map(({ message }) => message))
  const isSame = messages.size === 1
  return [
    `${paint(word === 'FAILED' ? 'red' : 'yellow', word)} ${paint('bold', titleOf(failure.class))}: ${plural(entries.length, 'login')}`,
    ...shown.flatMap((entry) => [
      ...item(
        `  ${paint('bold', name(entry))}`,
        `user ${entry.login.user}${expired(entry)}`,
        columns,
      ),
      ...(isSame ? [] : indent(describe(entry.login.failure), columns, 4)),
    ]),
    ...more(entries.length, 'more').map((line) => `  ${line}`),
    ...(isSame ? indent(describe(failure), columns) : []),
    ...cure(entries.length === 1 ? failure : general(failure, report), entries[0]?.login, columns),
  ]
}

function probes(report: SmokeReport, { colour, columns }: ReportFormatOptions): string[] {
  const paint = style(colour)
  const lines: string[] = []
  const tell = (who: string, result: ProbeReport) => {
    if (result.failure === undefined || result.outcome === 'refused') return
    const isFailed = result.outcome === 'failed'
    lines.push(
      `${paint(isFailed ? 'red' : 'yellow', isFailed ? 'FAILED' : 'UNPROVEN')} ${paint('bold', titleOf(result.failure.class))}: ${who}`,
      ...indent(`user ${result.user}`, columns),
      ...indent(describe(result.failure), columns),
      ...cure(result.failure, result, columns),
    )
  }
  tell('the canary', report.canary)
  tell('a user who does not exist', report.unknownUser)
  return lines
}

function verdict(report: SmokeReport, { colour, columns }: ReportFormatOptions): string[] {
  const paint = style(colour)
  const { summary, run, pace, stopped, thumbprint, keyPair } = report
  const { outcomes } = summary
  const counts = [
    count(outcomes.passed, 'passed'),
    count(outcomes.passed_after_retry, 'passed after a retry'),
    count(outcomes.refused, 'refused as they must be'),
    count(outcomes.failed, 'failed'),
    count(outcomes.incomplete, 'unproven'),
    count(outcomes.known_failure, 'known to fail'),
    count(outcomes.informational, 'onboarding'),
    count(outcomes.not_tried, 'not tried'),
  ].filter((text) => text !== '')
  const seconds = (Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000
  const slow =
    pace.limitedBy === undefined ? '' : ` (asked: ${pace.asked}; ${slowdowns[pace.limitedBy]})`
  const speed = pace.held > 0 ? [`${pace.held} starts per second${slow}`] : []
  const facts = [
    `${seconds.toFixed(1)} s`,
    ...speed,
    `${plural(summary.retries, 'retry')} in ${plural(summary.requests, 'request')}`,
    ...scope(report),
  ]
  const [colourOf, sentence] = sentences[report.verdict]
  return [
    ...(stopped === undefined ? [] : wrap(`stopped: ${stopped.message}`, columns)),
    ...wrap(
      `${plural(summary.tenants, 'tenant')}, ${plural(summary.logins, 'login')}: ${counts.join(', ')}`,
      columns,
    ),
    ...wrap(facts.join(', '), columns),
    ...wrap(`key pair ${keyPair === undefined ? '' : `${keyPair} `}${thumbprint}`, columns),
    paint(colourOf, `${report.environment}: ${sentence}`),
  ]
}

/** What part of the fleet the report is about, and where it comes from. */
function scope({
  run: { sample, seed, shard, mergedShards, resumed, depth },
}: SmokeReport): string[] {
  return [
    ...(sample === 'all' ? [] : [`a sample of ${sample} (seed ${seed})`]),
    ...(shard === undefined ? [] : [`shard ${shard.index} of ${shard.count}`]),
    ...(mergedShards === undefined ? [] : [`${plural(mergedShards, 'shard')} merged`]),
    ...(resumed === undefined ? [] : [`${resumed} passed before the run was resumed`]),
    ...(depth === 'token' ? ['tokens only: users and accounts not checked'] : []),
  ]
}

const sentences: Record<Verdict, ['green' | 'red' | 'yellow', string]> = {
  passed: ['green', 'everybody who should can log in'],
  failed: ['red', 'not everybody who should can log in'],
  integration_key: ['red', 'the integration key itself fails, so every tenant is affected'],
  incomplete: ['yellow', 'incomplete, so this proves nothing'],
}

const slowdowns: Record<NonNullable<SmokeReport['pace']['limitedBy']>, string> = {
  throttling: 'Docusign throttled',
  concurrency: 'answers took too long for the number of connections',
  signing: 'signatures came too slowly',
  outage: 'Docusign could not be reached for a while',
}

function byClass(entries: Entry[]): Entry[][] {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) {
    const key = entry.login.failure?.class ?? ''
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [entry])
    else group.push(entry)
  }
  return [...groups.values()]
}

function name({ tenant, login }: Entry): string {
  return `${tenant.id}/${login.role}`
}

function expired({ tenant: { knownFailure } }: Entry): string {
  return knownFailure?.state === 'expired'
    ? `, known failure, but only until ${knownFailure.until}`
    : ''
}

function titleOf(failureClass: ReportedFailure['class']): string {
  return failureClass === 'not_refused'
    ? 'logs in though it must not'
    : failureClasses[failureClass].title
}

function describe(failure: ReportedFailure | undefined): string {
  if (failure === undefined) return ''
  const { message, traceToken, class: failureClass } = failure
  const isForSupport = failureClass === 'unknown' && traceToken !== undefined
  return isForSupport ? `${message}, trace token ${traceToken}` : message
}

/** The action for several users. */
function general(
  failure: ReportedFailure,
  { integrationKey, thumbprint }: SmokeReport,
): ReportedFailure {
  const { class: failureClass } = failure
  if (failureClass === 'not_refused') return failure
  const consentLink = linkBelow
  const action = failureAction(
    { ...failure, class: failureClass },
    { integrationKey, thumbprint, consentLink },
  )
  return { ...failure, action }
}

const linkBelow = 'the link below'

/** What to do; the consent link on a line of its own, since it gets copied. */
function cure(
  { action }: ReportedFailure,
  { consentLink }: Pick<LoginResult, 'consentLink'> = {},
  columns: number,
): string[] {
  const text = consentLink === undefined ? action : action.replace(consentLink, linkBelow)
  return [
    ...indent(`to do: ${text}`, columns),
    ...(consentLink === undefined ? [] : [`  ${consentLink}`]),
  ]
}

/** A word and a text behind it; long texts go on below, indented. */
function item(word: string, text: string, columns: number): string[] {
  const room = columns - stripVTControlCharacters(word).length - 2
  const [first = '', ...rest] = wrap(text, room)
  return [`${word}  ${first}`, ...indent(rest.join(' '), columns, 6)]
}

function indent(text: string, columns: number, by = 2): string[] {
  if (text === '') return []
  return wrap(text, columns - by).map((line) => ' '.repeat(by) + line)
}

function more(count: number, what: string): string[] {
  return count > fewFailures ? [`and ${count - fewFailures} ${what}: see the JSON report`] : []
}

function count(number: number | undefined, what: string): string {
  return number === undefined ? '' : `${number} ${what}`
}

function plural(count: number, word: string): string {
  if (count === 1) return `1 ${word}`
  return `${count} ${word.replace(/y$/, 'ie')}s`
}
