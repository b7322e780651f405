import { parseYaml } from '../../src/config/parse-yaml.ts'
import type { RuleProblem } from '../../src/config/problem.ts'
import { sourceFile } from '../../src/config/source-file.ts'
import type { Finding } from '../../src/findings/finding.ts'
import { ruleInfos } from '../../src/rules/registry.ts'
import { toFinding } from '../../src/rules/to-finding.ts'

/** Problems as `line:column-line:column rule`, in the order of their places. */
export function placed(problems: readonly RuleProblem[]): string[] {
  return problems
    .map((problem) => toFinding(problem, ruleInfos, {}))
    .sort((a, b) => start(a) - start(b))
    .map(({ range, ruleId, related }) =>
      [
        `${rangeText(range)} ${ruleId}`,
        ...related.map((other) => `(${other.message} ${rangeText(other.range)})`),
      ].join(' '),
    )
}

/** What `parseYaml` says about a text. */
export function yamlProblems(text: string): string[] {
  return placed(parseYaml(sourceFile('a.yaml', text)).problems)
}

// --- internal ---

function rangeText(range: Finding['range']): string {
  if (range === undefined) return 'file'
  return `${range.start.line}:${range.start.column}-${range.end.line}:${range.end.column}`
}

function start({ range }: Finding): number {
  return range === undefined ? 0 : range.start.line * 1e6 + range.start.column
}
