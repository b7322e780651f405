import { type Annotation, workflowCommands } from '../../text/workflow-commands.ts'
import { advice } from '../advice.ts'
import type { Finding, Range, Severity } from '../finding.ts'
import type { Formatter } from './formatter.ts'

/**
 * Workflow commands that GitHub shows as annotations, the worst first. The job summary (`markdown`)
 * has those, too, that GitHub would not show.
 */
export const github: Formatter = ({ findings }, { prefix = '' }) => {
  const of = (severity: Severity) =>
    findings
      .filter((finding) => finding.severity === severity)
      .map((finding) => annotation(finding, prefix))
  return [
    workflowCommands('error', of('error')),
    workflowCommands('warning', of('warning')),
    workflowCommands('notice', of('info')),
  ].join('')
}

// --- internal ---

function annotation(finding: Finding, prefix: string): Annotation {
  const { file, range, ruleId, message } = finding
  const properties = { file: prefix + file, ...place(range), title: ruleId }
  return { properties, message: [message, ...advice(finding)].join('\n') }
}

/** GitHub takes columns only of a place on one line. */
function place(range: Range | undefined): Annotation['properties'] {
  if (range === undefined) return {}
  const { start, end } = range
  if (start.line !== end.line) return { line: start.line, endLine: end.line }
  return { line: start.line, col: start.column, endLine: end.line, endColumn: end.column }
}
