import type { Edit, RuleProblem } from '../../config/problem.ts'
import { maxProblems } from '../../config/read-text.ts'
import type { SourceFile } from '../../config/source-file.ts'
import { yamlComments } from '../../config/yaml-comments.ts'
import type { Finding } from '../../findings/finding.ts'
import type { RuleInfo } from '../../findings/rule-info.ts'
import type { SuppressedFinding } from '../../findings/suppressed-finding.ts'
import { type EntryLines, entryLines } from './entry-lines.ts'
import { readSuppression, type Suppression } from './read-suppression.ts'

/** What comments make of findings. */
export interface SuppressionResult {
  findings: Finding[]
  suppressed: SuppressedFinding[]
  /** What is wrong with the comments. */
  problems: RuleProblem[]
}

/**
 * Takes out what comments `# ikctl-ignore` suppress. A comment holds for the entry on its line, or when
 * it has a line of its own for the next entry, nested ones included; and for a finding about an entry
 * that it stands in. Findings without a known place cannot be suppressed.
 *
 * @param sources files with the text `ikctl-ignore` are looked at, others cost nothing.
 * @param isUnsure whether a rule did not see everything, so that its comments may be of use all the same.
 */
export function suppress(
  found: readonly Finding[],
  sources: readonly SourceFile[],
  rules: ReadonlyMap<string, RuleInfo>,
  now: Date,
  isUnsure: (rule: RuleInfo) => boolean = () => false,
): SuppressionResult {
  const commented = sources.filter(
    ({ path, text }) => path.endsWith('.yaml') && /ikctl-ignore/i.test(text),
  )
  if (commented.length === 0) return { findings: [...found], suppressed: [], problems: [] }
  const findings = new Map<string, Finding[]>()
  for (const finding of found) {
    const own = findings.get(finding.file)
    if (own === undefined) findings.set(finding.file, [finding])
    else own.push(finding)
  }
  const suppressed: SuppressedFinding[] = []
  const problems: RuleProblem[] = []
  for (const source of commented) {
    const own = suppressInFile(source, findings.get(source.path) ?? [], rules, now, isUnsure)
    findings.set(source.path, own.findings)
    suppressed.push(...own.suppressed)
    problems.push(...own.problems)
  }
  return { findings: [...findings.values()].flat(), suppressed, problems }
}

// --- internal ---

interface PlacedSuppression extends Suppression {
  place: { source: SourceFile; start: number; end: number }
  /** Its own line, and the first and last of the entry that it holds for. */
  line: number
  first: number
  last: number
  isExpired: boolean
  uses: number
}

function suppressInFile(
  source: SourceFile,
  found: readonly Finding[],
  rules: ReadonlyMap<string, RuleInfo>,
  now: Date,
  isUnsure: (rule: RuleInfo) => boolean,
): SuppressionResult {
  const entries = entryLines(source.text.split('\n'))
  const { comments, problems } = readComments(source, entries, rules, now)
  const findings: Finding[] = []
  const suppressed: SuppressedFinding[] = []
  for (const finding of found) {
    const matching = comments.filter((each) => holdsFor(each, finding, entries))
    for (const each of matching) each.uses += 1
    const valid = matching.find(({ isExpired }) => !isExpired)
    if (valid !== undefined) {
      const { reason, until, place } = valid
      suppressed.push({
        finding,
        reason,
        ...(until !== undefined && { until }),
        comment: source.range(place.start, place.end),
      })
    } else if (matching.length > 0 && finding.severity === 'error') {
      findings.push({ ...finding, severity: 'warning' })
    } else findings.push(finding)
  }
  for (const { place, rule, until, isExpired, uses } of comments) {
    if (problems.length === maxProblems) break
    const info = rules.get(rule)
    if (uses === 0 && info !== undefined && isUnsure(info)) continue
    if (uses === 0) {
      const message = `the suppression of "${rule}" suppresses nothing`
      const suggest = [
        { title: 'remove the comment', edit: removal(source.text, place), safe: true },
      ]
      problems.push({ ruleId: 'suppression/unused', place, message, suggest })
    } else if (isExpired) {
      const message = `the suppression of "${rule}" was agreed until ${until}`
      problems.push({ ruleId: 'suppression/expired', place, message })
    }
  }
  return { findings, suppressed, problems }
}

function readComments(
  source: SourceFile,
  entries: EntryLines,
  rules: ReadonlyMap<string, RuleInfo>,
  now: Date,
): { comments: PlacedSuppression[]; problems: RuleProblem[] } {
  const comments: PlacedSuppression[] = []
  const problems: RuleProblem[] = []
  for (const comment of yamlComments(source.text)) {
    // What stands behind so many mistakes suppresses nothing, which is safe.
    if (problems.length === maxProblems) break
    const read = readSuppression(comment, rules)
    if (read === undefined) continue
    const place = { source, start: comment.start, end: comment.end }
    if ('ruleId' in read) {
      problems.push({ ...read, place })
      continue
    }
    const { line } = source.position(comment.start)
    const first = entries.next(line) ?? line
    const last = entries.last(first)
    const isExpired = read.until !== undefined && now.toISOString().slice(0, 10) > read.until
    comments.push({ ...read, place, line, first, last, isExpired, uses: 0 })
  }
  return { comments, problems }
}

/** Whether the finding is in the entry of the comment, or the comment in that of the finding. */
function holdsFor(
  { rule, line, first, last }: PlacedSuppression,
  finding: Finding,
  entries: EntryLines,
): boolean {
  if (finding.ruleId !== rule || finding.range === undefined) return false
  const start = finding.range.start.line
  if (first <= start && start <= last) return true
  return start <= line && line <= entries.last(start)
}

/** Takes a comment away with the spaces before it, or with its line when it has one of its own. */
function removal(text: string, { start, end }: { start: number; end: number }): Edit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const before = text.slice(lineStart, start)
  if (before.trim() !== '')
    return { start: start - (before.length - before.trimEnd().length), end, text: '' }
  const lineBreak = text.indexOf('\n', end)
  return { start: lineStart, end: lineBreak < 0 ? end : lineBreak + 1, text: '' }
}
