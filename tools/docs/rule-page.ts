import { hasFixedSeverity, isSuppressible, type RuleInfo } from '../../src/findings/rule-info.ts'
import { wrap } from '../../src/text/wrap.ts'
import { codeSpan } from './code-span.ts'
import { replacePart } from './replace-part.ts'
import { runRuleExample } from './rule-example.ts'

/** The page that a new rule begins with: its author writes the sections. */
export function newRulePage({ id }: RuleInfo): string {
  const head = '<!-- head: begin -->\n<!-- head: end -->'
  return `${[`# ${id}`, head, ...ruleSections.map((name) => `## ${name}`)].join('\n\n')}\n`
}

/**
 * The page of a rule with what is generated in it made again: the head, and what the bad example prints.
 *
 * @throws {Error} that says what the page lacks, or which example does not show what it should.
 */
export function renderRulePage(info: RuleInfo, page: string): string {
  const [bad, good] = [section(page, 'Bad'), section(page, 'Good')]
  for (const name of ruleSections) {
    if (section(page, name).trim() === '') throw new Error(`has nothing below "## ${name}"`)
  }
  const { findings, output } = runRuleExample(bad)
  if (!findings.some(({ ruleId }) => ruleId === info.id)) {
    throw new Error('has a bad example that yields no finding of the rule')
  }
  // What a suppression does not hide is found beside what is wrong with it.
  const alone = !info.id.startsWith('suppression/')
  if (alone && findings.some(({ ruleId }) => ruleId !== info.id)) {
    throw new Error(`has a bad example that yields findings of other rules:\n${output}`)
  }
  const result = runRuleExample(good)
  if (result.findings.length > 0) {
    throw new Error(`has a good example that yields findings:\n${result.output}`)
  }
  const printed = bad.replace(/^(```text\n)(?:[\s\S]*?\n)?(```)$/m, (_, begin, end) => {
    return `${begin}${output.trimEnd()}\n${end}`
  })
  if (!/^```text$/m.test(bad)) throw new Error('has a bad example without a block ```text')
  return replacePart(
    page.replace(bad, () => printed),
    'head',
    head(info),
  )
}

/** What follows a heading of a page, up to the next one. */
export function section(page: string, name: string): string {
  const [, rest = ''] = page.split(`\n## ${name}\n`)
  return rest.split(/^## /m)[0] ?? ''
}

// --- internal ---

const ruleSections = ['Why it matters', 'How to fix it', 'Bad', 'Good'] as const

function head(info: RuleInfo): string {
  const { summary, severity, fix, since = '0.1.0' } = info
  const change = hasFixedSeverity(info)
    ? 'no setting changes it'
    : info.guard === true
      ? 'a setting can only raise it'
      : 'a setting changes it or turns the rule off'
  return `${wrap(summary, 120).join('\n')}

- Severity: ${severity}; ${change}
- Can be suppressed by a comment: ${isSuppressible(info) ? 'yes' : 'no'}
- ${codeSpan('--fix')}: ${fix ?? 'no, since only a person knows what was meant'}
- Works offline: yes
- Since: ${since}
`
}
