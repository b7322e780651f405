import { hasFixedSeverity, isSuppressible, type RuleInfo } from '../../src/findings/rule-info.ts'
import { markdownTable } from '../../src/text/markdown-table.ts'

/** All rules as Markdown tables, one for each family, for docs/rules/README.md. */
export function ruleTable(rules: Iterable<RuleInfo>): string {
  const families = new Map<string, RuleInfo[]>()
  for (const rule of rules) {
    const [family = ''] = rule.id.split('/')
    families.set(family, [...(families.get(family) ?? []), rule])
  }
  return [...families]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([family, members]) => `## ${family}\n\n${table(members)}`)
    .join('\n')
}

// --- internal ---

function table(rules: readonly RuleInfo[]): string {
  const rows = rules.map((rule) => [
    `[${rule.id}](${rule.id}.md)`,
    `${rule.severity}${hasFixedSeverity(rule) ? ', fixed' : ''}`,
    isSuppressible(rule) ? 'yes' : 'no',
    rule.fix === undefined ? 'no' : 'yes',
    rule.summary.replaceAll('|', '\\|'),
  ])
  return markdownTable(
    ['rule', 'severity', 'suppressible', '`--fix`', 'what it demands'],
    rows.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  )
}
