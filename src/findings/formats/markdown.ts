import { escapeMarkdown } from '../../text/markdown.ts'
import type { Finding, Severity } from '../finding.ts'
import type { Formatter } from './formatter.ts'

/** GitHub drops a whole job summary above 1 MiB and refuses a comment above 65,536 characters. */
const maxLength = 60_000

/** A table for job summaries and comments: the worst first, cut where GitHub would refuse it. */
export const markdown: Formatter = ({ findings, summary }) => {
  const checked = `${summary.files} files, ${summary.tenants} tenants checked`
  if (findings.length === 0) return `**ikctl**: no problems, ${checked}\n`
  const sorted = [...findings].sort((a, b) => order[a.severity] - order[b.severity])
  let text = `**ikctl**: ${summary.errors} errors, ${summary.warnings} warnings, ${checked}

| | place | finding | rule |
|---|---|---|---|
`
  for (const [index, finding] of sorted.entries()) {
    const line = row(finding)
    if (text.length + line.length > maxLength) {
      return `${text}\n${sorted.length - index} more findings are in the log.\n`
    }
    text += line
  }
  return text
}

// --- internal ---

const order: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

function row({ severity, file, range, message, help, ruleId }: Finding): string {
  const place = range === undefined ? file : `${file}:${range.start.line}:${range.start.column}`
  return `| ${severity} | ${escapeMarkdown(place)} | ${escapeMarkdown(message)}<br>${escapeMarkdown(help)} | ${escapeMarkdown(ruleId)} |\n`
}
