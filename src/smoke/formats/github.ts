import { plural } from '../../text/plural.ts'
import { printable } from '../../text/printable.ts'
import { type Annotation, workflowCommands } from '../../text/workflow-commands.ts'
import type { SmokeReport, Verdict } from '../smoke-report.ts'
import { type ClassGroup, classGroups, entriesOf, probeTroubles, warningGroups } from './entries.ts'
import type { ReportFormatter } from './formatter.ts'
import {
  classTitle,
  comparisonWords,
  countWords,
  entryName,
  failureWords,
  ownRemedy,
  type Remedy,
  remedyOf,
  verdictSentences,
  warningHeading,
} from './words.ts'

/**
 * Workflow commands that GitHub shows as annotations: the verdict, then one for each class of
 * failures, the worst first, and of warnings. The job summary (`markdown`) has every login that failed.
 */
export const github: ReportFormatter = (report) => {
  const entries = entriesOf(report)
  const groups = classGroups(entries)
  const warnings = warningGroups(entries).map((group) =>
    annotation(warningHeading(group), [
      names({ entries: group.entries.map(({ entry }) => entry) }),
      `to do: ${group.entries[0]?.warning.action ?? ''}`,
    ]),
  )
  const of = (outcome: ClassGroup['outcome']) => [
    ...probeTroubles(report)
      .filter((trouble) => trouble.outcome === outcome)
      .map(({ who, failure, probe }) =>
        annotation(`${classTitle(failure.class)}: ${who}`, [
          failureWords(failure),
          ...remedyLines(ownRemedy(failure, probe.consentLink)),
        ]),
      ),
    ...groups
      .filter((group) => group.outcome === outcome)
      .map((group) =>
        annotation(`${classTitle(group.class)}: ${plural(group.entries.length, 'login')}`, [
          names(group),
          ...remedyLines(remedyOf(group, report)),
        ]),
      ),
  ]
  const verdict = (command: Command) =>
    commands[report.verdict] === command ? [verdictAnnotation(report)] : []
  return [
    workflowCommands('error', [...verdict('error'), ...of('failed')]),
    workflowCommands('warning', [...verdict('warning'), ...of('incomplete'), ...warnings]),
    workflowCommands('notice', verdict('notice')),
  ].join('')
}

// --- internal ---

/** More names than this are only counted. */
const fewNames = 20

type Command = Parameters<typeof workflowCommands>[0]

const commands: Readonly<Record<Verdict, Command>> = {
  passed: 'notice',
  failed: 'error',
  integration_key: 'error',
  incomplete: 'warning',
}

function annotation(title: string, lines: readonly string[]): Annotation {
  return { properties: { title: printable(title) }, message: lines.map(printable).join('\n') }
}

function verdictAnnotation(report: SmokeReport): Annotation {
  const title = `ikctl smoke ${report.environment}: ${verdictSentences[report.verdict]}`
  const stopped = report.stopped === undefined ? [] : [`stopped: ${report.stopped.message}`]
  const changed = report.comparison === undefined ? [] : [comparisonWords(report.comparison)]
  return annotation(title, [countWords(report), ...changed, ...stopped])
}

function names({ entries }: Pick<ClassGroup, 'entries'>): string {
  const shown = entries.slice(0, fewNames).map(entryName).join(', ')
  const rest = entries.length - fewNames
  return rest > 0 ? `${shown} and ${rest} more` : shown
}

function remedyLines({ action, consentLink }: Remedy): string[] {
  return [`to do: ${action}`, ...(consentLink === undefined ? [] : [consentLink])]
}
