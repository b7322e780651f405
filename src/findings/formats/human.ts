import { inert } from '../../text/inert.ts'
import { plural } from '../../text/plural.ts'
import { printable } from '../../text/printable.ts'
import { style } from '../../text/style.ts'
import { wrap } from '../../text/wrap.ts'
import type { Finding, Severity } from '../finding.ts'
import { checkedWords } from './checked-words.ts'
import { codeFrame } from './code-frame.ts'
import type { FindingReport, FormatOptions, Formatter } from './formatter.ts'
import { suggestedLine } from './suggested-line.ts'

/** For people: the place, the sentence, the lines around it, the way to fix it. */
export const human: Formatter = (report, options) => {
  const known = new Map<string, readonly string[] | undefined>()
  const linesOf: LinesOf = (file) => {
    if (!known.has(file)) known.set(file, report.text(file)?.split(/\r?\n/))
    return known.get(file)
  }
  return inert(
    [
      ...report.findings.map((finding) => block(finding, linesOf, options)),
      summary(report, options),
    ].join('\n'),
  )
}

// --- internal ---

/** The lines of a file, of those that are known. */
type LinesOf = (file: string) => readonly string[] | undefined

const colours: Record<Severity, 'red' | 'yellow' | 'cyan'> = {
  error: 'red',
  warning: 'yellow',
  info: 'cyan',
}

function block(finding: Finding, linesOf: LinesOf, { colour, columns }: FormatOptions): string {
  const { severity, message, ruleId, related, suggest } = finding
  const paint = style(colour)
  const place = where(finding)
  // What does not fit beside the place stands below it.
  const isWide = place.length + severity.length + ruleId.length + 4 > columns
  const lines = [
    `${paint('bold', place)} ${paint(colours[severity], severity)}${isWide ? '\n ' : ''} ${paint('dim', `[${ruleId}]`)}`,
    ...wrap(printable(message), columns - 2).map((line) => `  ${line}`),
    ...frame(finding, linesOf, columns, colour),
  ]
  for (const other of related) {
    const [first = '', ...rest] = wrap(`${where(other)} ${printable(other.message)}`, columns - 2)
    lines.push(`  ${paint('bold', first)}`, ...rest.map((line) => `  ${line}`))
    lines.push(...frame(other, linesOf, columns, colour))
  }
  const say = (words: string) =>
    lines.push(...wrap(printable(words), columns - 2).map((line) => `  ${paint('cyan', line)}`))
  say(`help: ${finding.help}`)
  const source = linesOf(finding.file)
  for (const { title, edit, safe } of suggest) {
    say(safe ? `fix (--fix does it): ${title}` : `suggestion: ${title}`)
    if (source !== undefined) lines.push(...suggestedLine(source, edit, { columns, colour }))
  }
  return `${lines.join('\n')}\n`
}

function where({ file, range }: Pick<Finding, 'file' | 'range'>): string {
  const path = printable(file)
  return range === undefined ? path : `${path}:${range.start.line}:${range.start.column}`
}

function frame(
  { file, range }: Pick<Finding, 'file' | 'range'>,
  linesOf: LinesOf,
  columns: number,
  colour: boolean,
): string[] {
  const lines = linesOf(file)
  if (range === undefined || lines === undefined) return []
  return codeFrame(lines, range, { columns, colour })
}

function summary({ findings, summary: counts }: FindingReport, { colour }: FormatOptions): string {
  const paint = style(colour)
  const checked = checkedWords(counts)
  if (findings.length === 0) return `${paint('green', 'no problems')}: ${checked}\n`
  const infos = findings.length - counts.errors - counts.warnings
  const parts = [
    plural(counts.errors, 'error'),
    plural(counts.warnings, 'warning'),
    ...(infos > 0 ? [plural(infos, 'note')] : []),
  ]
  const worst = counts.errors > 0 ? 'red' : counts.warnings > 0 ? 'yellow' : 'cyan'
  return `${paint(worst, parts.join(', '))}: ${checked}\n`
}
