import { capitalized } from '../../text/capitalized.ts'
import { inert } from '../../text/inert.ts'
import { markdownCode as code, markdownRow, markdownText as prose } from '../../text/markdown.ts'
import { createMarkdownPage } from '../../text/markdown-page.ts'
import { plural } from '../../text/plural.ts'
import type { SmokeReport } from '../smoke-report.ts'
import {
  type ClassGroup,
  changeKinds,
  classGroups,
  type Entry,
  entriesOf,
  probeTroubles,
  warningGroups,
  withChange,
  withOutcome,
} from './entries.ts'
import type { ReportFormatter } from './formatter.ts'
import { migrationOf } from './migration.ts'
import {
  changeWords,
  classTitle,
  comparisonWords,
  countWords,
  expectationWords,
  factWords,
  failureWords,
  keyPairWords,
  ownRemedy,
  type Remedy,
  remedyOf,
  timeWords,
  verdictSentences,
  warningHeading,
} from './words.ts'

/** GitHub drops a whole job summary above 1 MiB, and several steps may write one. */
const maxBytes = 500_000

/**
 * For a job summary: verdict and counts; what has changed since the earlier run; then each class of
 * failures with its remedy, the worst first; then warnings, and what was to be expected.
 */
export const markdown: ReportFormatter = (report) => {
  const page = createMarkdownPage(maxBytes)
  const entries = entriesOf(report)
  const sentence = verdictSentences[report.verdict]
  page.add(
    `### ikctl smoke ${code(report.environment)}: ${report.verdict === 'passed' ? sentence : `**${sentence}**`}`,
    '',
    `${prose(countWords(report))}.`,
  )
  if (report.stopped) page.add('', `Stopped: ${prose(report.stopped.message)}.`)
  for (const { who, failure, probe } of probeTroubles(report)) {
    page.add('', `#### ${capitalized(classTitle(failure.class))}: ${who}`, '')
    page.add(
      `${prose(failureWords(failure))}.`,
      '',
      ...remedyLines(ownRemedy(failure, probe.consentLink)),
    )
  }
  changes(report, entries, page)
  for (const group of classGroups(entries)) {
    const remedy = remedyLines(remedyOf(group, report)).join('\n')
    const heading = `#### ${capitalized(classTitle(group.class))}: ${loginCount(group)}\n\n${remedy}\n\n${head('tenant', 'role', 'user', 'what happened')}`
    page.list(heading, group.entries.map(failureRow), rest)
  }
  for (const group of warningGroups(entries)) {
    const action = group.entries[0]?.warning.action ?? ''
    page.list(
      `#### Warning: ${warningHeading(group)}\n\nTo do: ${prose(action)}.\n\n${head('tenant', 'role', 'user', 'what was read')}`,
      group.entries.map(({ entry, warning }) =>
        row(entry, code(entry.login.user), prose(warning.message)),
      ),
      rest,
    )
  }
  const migration = migrationOf(report)
  if (migration !== undefined) {
    const { sentence, waiting, consentLink } = migration
    page.add('', `#### Migrating: ${sentence}`)
    if (consentLink !== undefined) page.add('', code(consentLink))
    page.list(
      head('tenant', 'role', 'user', 'shared key'),
      waiting.map(({ entry, why }) => row(entry, code(entry.login.user), prose(why))),
      rest,
    )
  }
  page.list(
    `#### Expected\n\n${head('tenant', 'role', 'what happened', 'why it does not count')}`,
    withOutcome(entries, 'known_failure', 'informational').map((entry) =>
      row(entry, prose(titleOf(entry)), prose(expectationWords(entry) ?? '')),
    ),
    rest,
  )
  const facts = [...factWords(report), `key pair ${keyPairWords(report)}`, `run ${report.run.id}`]
  page.add('', `<sub>${timeWords(report.run.endedAt)}: ${prose(facts.join(', '))}</sub>`)
  return inert(page.text())
}

// --- internal ---

function changes(
  { comparison }: SmokeReport,
  entries: readonly Entry[],
  page: ReturnType<typeof createMarkdownPage>,
): void {
  if (comparison === undefined) return
  const heading = `#### ${capitalized(comparisonWords(comparison))}\n`
  const rows = changeKinds.flatMap((kind) =>
    withChange(entries, kind).map((entry) =>
      row(entry, `${changeWords[kind]}${since(entry)}`, prose(titleOf(entry))),
    ),
  )
  if (rows.length === 0) page.add('', heading.trimEnd())
  page.list(`${heading}\n${head('tenant', 'role', 'change', 'now')}`, rows, rest)
}

function since({ change }: Entry): string {
  return change?.since === undefined ? '' : ` since ${timeWords(change.since)}`
}

function failureRow(entry: Entry): string {
  const { login } = entry
  const known = expectationWords(entry)
  const happened = login.failure === undefined ? '' : failureWords(login.failure)
  return row(entry, code(login.user), prose([happened, known].filter(Boolean).join('; ')))
}

function row({ tenant, login }: Entry, ...cells: readonly string[]): string {
  return markdownRow(`${code(tenant.id)}<br>${code(tenant.name)}`, code(login.role), ...cells)
}

function head(...names: readonly string[]): string {
  return `${markdownRow(...names)}|${'---|'.repeat(names.length)}\n`
}

function titleOf({ login }: Entry): string {
  return login.failure === undefined ? 'logs in' : classTitle(login.failure.class)
}

function loginCount({ outcome, entries }: ClassGroup): string {
  return `${plural(entries.length, 'login')}${outcome === 'failed' ? '' : ', unproven'}`
}

function remedyLines({ action, consentLink }: Remedy): string[] {
  return [`To do: ${prose(action)}.`, ...(consentLink === undefined ? [] : ['', code(consentLink)])]
}

function rest(count: number): string {
  return `${count} more are in the JSON report.`
}
