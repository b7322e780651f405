import { plural } from '../../text/plural.ts'
import { printable } from '../../text/printable.ts'
import type { SmokeReport, Verdict } from '../smoke-report.ts'
import { classGroups, type Entry, entriesOf, probeTroubles, warningGroups } from './entries.ts'
import {
  classTitle,
  comparisonWords,
  countWords,
  entryName,
  headline,
  warningHeading,
} from './words.ts'

/** What a message to a chat says of a report: short, since the report has the rest. */
export interface ChatMessage {
  verdict: Verdict
  title: string
  /** The counts, and what has changed. */
  facts: string[]
  /** What failed or could not be proven, the most severe first; names of a few logins each. */
  troubles: { title: string; names: string }[]
  /** Of the run. */
  link: string | undefined
}

/** The message of a report; it names nobody when the report is redacted. */
export function chatMessage(report: SmokeReport, link: string | undefined): ChatMessage {
  const { environment, verdict, comparison, stopped } = report
  const entries = entriesOf(report)
  const groups = classGroups(entries)
  return {
    verdict,
    title: printable(`${environment}: ${headline(report)}`),
    facts: [
      countWords(report),
      ...(comparison === undefined ? [] : [comparisonWords(comparison)]),
      ...(stopped === undefined ? [] : [`stopped: ${stopped.message}`]),
    ].map(printable),
    troubles: [
      ...probeTroubles(report).map(({ who, failure }) => ({
        title: classTitle(failure.class),
        names: who,
      })),
      ...groups.slice(0, fewGroups).map(({ class: failureClass, entries }) => ({
        title: `${classTitle(failureClass)}: ${plural(entries.length, 'login')}`,
        names: report.redacted ? '' : nameSome(entries),
      })),
      ...(groups.length > fewGroups
        ? [{ title: `and ${groups.length - fewGroups} more`, names: '' }]
        : []),
      ...warningGroups(entries).map((group) => ({
        title: `warning: ${warningHeading(group)}`,
        names: report.redacted ? '' : nameSome(group.entries.map(({ entry }) => entry)),
      })),
    ],
    link,
  }
}

// --- internal ---

/** Slack takes 50 blocks, Teams 28 KB: a message that long would not be read anyway. */
const fewGroups = 10
const fewNames = 5

function nameSome(entries: readonly Entry[]): string {
  const rest = entries.length > fewNames ? ` and ${entries.length - fewNames} more` : ''
  return printable(entries.slice(0, fewNames).map(entryName).join(', ') + rest)
}
