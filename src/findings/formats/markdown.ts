import { inert } from '../../text/inert.ts'
import { markdownCode, markdownRow, markdownSentence } from '../../text/markdown.ts'
import { plural } from '../../text/plural.ts'
import { advice } from '../advice.ts'
import { bySeverity, type Finding } from '../finding.ts'
import { checkedWords } from './checked-words.ts'
import type { FindingReport, Formatter } from './formatter.ts'

/** GitHub refuses a comment above 65,536 characters. */
const maxComment = 60_000

/** GitHub drops a whole job summary above 1 MiB, which all that one step writes shares. */
const maxSummary = 500_000

/** A table for comments: the worst first, cut where GitHub would refuse it. */
export const markdown: Formatter = (report) => page(report, maxComment)

/** The same as the summary of a job, which has room for more. */
export const jobSummary: Formatter = (report) => page(report, maxSummary)

// --- internal ---

function page({ findings, summary }: FindingReport, maxBytes: number): string {
  const { errors, warnings } = summary
  const checked = checkedWords(summary)
  if (findings.length === 0) return `**ikctl**: no problems, ${checked}\n`
  const counts = `${plural(errors, 'error')}, ${plural(warnings, 'warning')}, ${checked}`
  let text = `**ikctl**: ${counts}\n\n| | place | finding | rule |\n|---|---|---|---|\n`
  let size = text.length
  const sorted = [...findings].sort(bySeverity)
  for (const [index, finding] of sorted.entries()) {
    const line = row(finding)
    size += Buffer.byteLength(line)
    if (size > maxBytes) {
      return `${text}\n${sorted.length - index} more are in the log: this list ends where GitHub would refuse it.\n`
    }
    text += line
  }
  return text
}

function row(finding: Finding): string {
  const { severity, file, range, message, ruleId } = finding
  const place = range === undefined ? file : `${file}:${range.start.line}:${range.start.column}`
  const cells = [
    severity,
    markdownCode(place),
    [message, ...advice(finding)].map(markdownSentence).join('<br>'),
    markdownCode(ruleId),
  ]
  return inert(markdownRow(...cells))
}
