import { stripVTControlCharacters } from 'node:util'
import { inert } from '../../text/inert.ts'
import { plural } from '../../text/plural.ts'
import { printable } from '../../text/printable.ts'
import { style } from '../../text/style.ts'
import { table } from '../../text/table.ts'
import { wrap } from '../../text/wrap.ts'
import type { ChangeKind, LoginReport, SmokeReport, Verdict } from '../smoke-report.ts'
import {
  type ClassGroup,
  classGroups,
  type Entry,
  entriesOf,
  probeTroubles,
  type WarningGroup,
  warningGroups,
  withChange,
  withOutcome,
} from './entries.ts'
import type { ReportFormatOptions, ReportFormatter } from './formatter.ts'
import { migrationOf } from './migration.ts'
import {
  ageWords,
  changeWords,
  classTitle,
  comparisonWords,
  countWords,
  entryName,
  expectationWords,
  factWords,
  failureWords,
  keyPairWords,
  ownRemedy,
  type Remedy,
  remedyOf,
  verdictSentences,
  warningHeading,
} from './words.ts'

/**
 * For people: what has changed since the earlier run; what has failed, by class, with what to do;
 * what could not be proven; what is to be looked at; what was to be expected; who can log in, unless they are many; the counts
 * and the verdict last.
 */
export const human: ReportFormatter = (report, options) => {
  const entries = entriesOf(report)
  const blocks = [
    changes(report, entries, options),
    ...classGroups(entries).map((group) => trouble(group, report, options)),
    ...probes(report, options),
    ...warningGroups(entries).map((group) => warnings(group, options)),
    migration(report, options),
    expectations(report, withOutcome(entries, 'known_failure', 'informational'), options),
    passed(report, options),
    verdict(report, options),
  ]
  const text = blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
  return inert(`${text}\n`)
}

// --- internal ---

/** More passed tenants than this are only counted. */
const fewTenants = 30
/** More entries of one class, or changes of one kind, than this are only counted. */
const fewFailures = 40

const changeColours = {
  regressed: 'red',
  newlyFailing: 'red',
  stillFailing: 'yellow',
  fixed: 'green',
} as const

function changes(
  { comparison }: SmokeReport,
  entries: readonly Entry[],
  { colour, columns }: ReportFormatOptions,
): string[] {
  if (comparison === undefined) return []
  const paint = style(colour)
  // Who is still failing stands below, with the class.
  const shown: readonly ChangeKind[] = ['regressed', 'newlyFailing', 'fixed']
  return [
    ...wrap(comparisonWords(comparison), columns),
    ...shown.flatMap((kind) => {
      const own = withChange(entries, kind)
      const width = Math.max(...shown.map((name) => changeWords[name].length))
      const word = paint(changeColours[kind], changeWords[kind].padEnd(width))
      return [
        ...own.slice(0, fewFailures).flatMap((entry) => {
          const { failure } = entry.login
          const why = failure === undefined ? '' : `: ${classTitle(failure.class)}`
          return item(word, `${entryName(entry)}${why}`, columns)
        }),
        ...more(own.length, changeWords[kind]),
      ]
    }),
  ]
}

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
        printable(id),
        printable(good.map((login) => login.role + note(login)).join(', ')),
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

/** Who could log in with the shared key, and who could not yet. */
function migration(report: SmokeReport, { colour, columns }: ReportFormatOptions): string[] {
  const found = migrationOf(report)
  if (found === undefined) return []
  const paint = style(colour)
  const { sentence, waiting, consentLink } = found
  return [
    `${paint('cyan', 'MIGRATING')} ${paint('bold', sentence)}`,
    ...waiting
      .slice(0, fewFailures)
      .flatMap(({ entry, why }) =>
        item(
          `  ${paint('bold', printable(entryName(entry)))}`,
          `user ${entry.login.user}: ${why}`,
          columns,
        ),
      ),
    ...more(waiting.length, 'more').map((line) => `  ${line}`),
    ...(consentLink === undefined
      ? []
      : indent(
          'to do: each of them opens this link, signed in as that user, and grants consent',
          columns,
        ).concat(`  ${consentLink}`)),
  ]
}

/** Failures that the configuration announces. */
function expectations(
  { tenants }: SmokeReport,
  entries: readonly Entry[],
  { colour, columns }: ReportFormatOptions,
): string[] {
  const paint = style(colour)
  const over = tenants.filter(({ knownFailure }) => knownFailure?.state === 'over')
  return [
    ...entries.slice(0, fewFailures).flatMap((entry) => {
      const title = classTitle(entry.login.failure?.class ?? 'unknown')
      const text = `${entryName(entry)}: ${title}; ${expectationWords(entry)}`
      return item(paint('cyan', 'expected'), text, columns)
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
  group: ClassGroup,
  report: SmokeReport,
  { colour, columns }: ReportFormatOptions,
): string[] {
  const paint = style(colour)
  const { entries, failure } = group
  const messages = new Set(entries.map(({ login }) => login.failure?.message))
  const isSame = messages.size === 1
  return [
    `${stamp(group, colour)} ${paint('bold', classTitle(group.class))}: ${plural(entries.length, 'login')}`,
    ...entries.slice(0, fewFailures).flatMap((entry) => {
      const known = expectationWords(entry)
      const who = [`user ${entry.login.user}`, known, ageWords(entry)].filter(Boolean)
      return [
        ...item(`  ${paint('bold', printable(entryName(entry)))}`, who.join(', '), columns),
        ...(isSame || entry.login.failure === undefined
          ? []
          : indent(failureWords(entry.login.failure), columns, 4)),
      ]
    }),
    ...more(entries.length, 'more').map((line) => `  ${line}`),
    ...(isSame ? indent(failureWords(failure), columns) : []),
    ...remedyLines(remedyOf(group, report), columns),
  ]
}

/** All warnings of one class: who, what was read, what to do. */
function warnings(group: WarningGroup, { colour, columns }: ReportFormatOptions): string[] {
  const paint = style(colour)
  const action = group.entries[0]?.warning.action
  return [
    `${paint('yellow', 'WARNING')} ${paint('bold', warningHeading(group))}`,
    ...group.entries
      .slice(0, fewFailures)
      .flatMap(({ entry, warning }) =>
        item(`  ${paint('bold', printable(entryName(entry)))}`, warning.message, columns),
      ),
    ...more(group.entries.length, 'more').map((line) => `  ${line}`),
    ...(action === undefined ? [] : indent(`to do: ${action}`, columns)),
  ]
}

function probes(report: SmokeReport, { colour, columns }: ReportFormatOptions): string[][] {
  const paint = style(colour)
  const lines = probeTroubles(report).flatMap(({ who, outcome, failure, probe }) => [
    `${stamp({ outcome }, colour)} ${paint('bold', classTitle(failure.class))}: ${who}`,
    ...indent(`user ${probe.user}`, columns),
    ...indent(failureWords(failure), columns),
    ...remedyLines(ownRemedy(failure, probe.consentLink), columns),
  ])
  return [lines]
}

function stamp({ outcome }: Pick<ClassGroup, 'outcome'>, colour: boolean): string {
  return outcome === 'failed' ? style(colour)('red', 'FAILED') : style(colour)('yellow', 'UNPROVEN')
}

function verdict(report: SmokeReport, { colour, columns }: ReportFormatOptions): string[] {
  const { stopped, environment } = report
  const sentence = verdictSentences[report.verdict]
  return [
    ...(stopped === undefined ? [] : wrap(printable(`stopped: ${stopped.message}`), columns)),
    ...wrap(countWords(report), columns),
    ...wrap(factWords(report).join(', '), columns),
    ...wrap(printable(`key pair ${keyPairWords(report)}`), columns),
    style(colour)(verdictColours[report.verdict], `${printable(environment)}: ${sentence}`),
  ]
}

const verdictColours: Record<Verdict, 'green' | 'red' | 'yellow'> = {
  passed: 'green',
  failed: 'red',
  integration_key: 'red',
  incomplete: 'yellow',
}

/** What to do; the consent link on a line of its own, since it gets copied. */
function remedyLines({ action, consentLink }: Remedy, columns: number): string[] {
  return [
    ...indent(`to do: ${action}`, columns),
    ...(consentLink === undefined ? [] : [`  ${printable(consentLink)}`]),
  ]
}

/** A word and a text behind it; long texts go on below, indented. */
function item(word: string, text: string, columns: number): string[] {
  const room = columns - stripVTControlCharacters(word).length - 2
  const [first = '', ...rest] = wrap(printable(text), room)
  return [`${word}  ${first}`, ...indent(rest.join(' '), columns, 6)]
}

function indent(text: string, columns: number, by = 2): string[] {
  if (text === '') return []
  return wrap(printable(text), columns - by).map((line) => ' '.repeat(by) + line)
}

function more(count: number, what: string): string[] {
  return count > fewFailures ? [`and ${count - fewFailures} ${what}: see the JSON report`] : []
}
