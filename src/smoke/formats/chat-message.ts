import { plural } from '../../text/plural.ts'
import { printable } from '../../text/printable.ts'
import type { SmokeReport, Verdict } from '../smoke-report.ts'
import { classGroups, entriesOf, probeTroubles } from './entries.ts'
import { classTitle, comparisonWords, countWords, entryName, verdictSentences } from './words.ts'

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
  const groups = classGroups(entriesOf(report))
  return {
    verdict,
    title: printable(`${environment}: ${verdictSentences[verdict]}`),
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
        names: report.redacted
          ? ''
          : printable(
              entries.slice(0, fewNames).map(entryName).join(', ') +
                (entries.length > fewNames ? ` and ${entries.length - fewNames} more` : ''),
            ),
      })),
      ...(groups.length > fewGroups
        ? [{ title: `and ${groups.length - fewGroups} more`, names: '' }]
        : []),
    ],
    link,
  }
}

// --- internal ---

/** Slack takes 50 blocks, Teams 28 KB: a message that long would not be read anyway. */
const fewGroups = 10
const fewNames = 5
