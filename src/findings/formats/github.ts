import type { Finding, Range, Severity } from '../finding.ts'
import type { Formatter } from './formatter.ts'

/** GitHub shows this many annotations of a kind for one step and drops the rest. */
const shownPerStep = 10

/**
 * Workflow commands that GitHub shows as annotations, the worst first. What GitHub would drop is told
 * in the tenth one; the job summary (`markdown`) has them all.
 *
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export const github: Formatter = ({ findings }, { prefix = '' }) =>
  (['error', 'warning', 'info'] as const)
    .flatMap((severity) => annotations(severity, findings, prefix))
    .map((line) => `${line}\n`)
    .join('')

// --- internal ---

const commands: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice' }

function annotations(severity: Severity, findings: readonly Finding[], prefix: string): string[] {
  const own = findings.filter((finding) => finding.severity === severity)
  const command = commands[severity]
  if (own.length <= shownPerStep) return own.map((finding) => annotation(command, finding, prefix))
  const shown = own.slice(0, shownPerStep - 1)
  const rest = own.length - shown.length
  return [
    ...shown.map((finding) => annotation(command, finding, prefix)),
    `::${command} title=ikctl::${data(`${rest} more: GitHub shows ${shownPerStep} for a step, the log and the job summary have all`)}`,
  ]
}

function annotation(
  command: string,
  { file, range, ruleId, message, help }: Finding,
  prefix: string,
): string {
  return `::${command} file=${property(prefix + file)}${place(range)},title=${property(ruleId)}::${data(`${message}\n${help}`)}`
}

/** GitHub takes columns only of a place on one line. */
function place(range: Range | undefined): string {
  if (range === undefined) return ''
  const { start, end } = range
  if (start.line !== end.line) return `,line=${start.line},endLine=${end.line}`
  return `,line=${start.line},col=${start.column},endLine=${end.line},endColumn=${end.column}`
}

function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C')
}
