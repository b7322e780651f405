import type { ConfigTree } from '../config/config-tree.ts'
import type { SuppressedFinding } from '../findings/suppressed-finding.ts'
import { plural } from '../text/plural.ts'
import type { Judgement } from './judgement.ts'

/** The suppressed findings of a revision, with its files. */
export interface Suppressions {
  suppressed: readonly SuppressedFinding[]
  tree: ConfigTree
}

/**
 * What to say about findings that the base does not suppress: anyone who approves the change agrees to them.
 * A suppression is known by its rule, its place and what it covers, with its reason and last day: a
 * comment that was agreed to does not count for another entry, nor for another value. Nothing is quoted,
 * since a reason may name a tenant.
 */
export function newSuppressions(head: Suppressions, base: Suppressions): Judgement[] {
  const agreed = new Set(identities(base))
  const counts = new Map<string, number>()
  for (const [index, identity] of identities(head).entries()) {
    const ruleId = head.suppressed[index]?.finding.ruleId
    if (ruleId === undefined || agreed.has(identity)) continue
    counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1)
  }
  return [...counts].map(([ruleId, count]) => ({
    weight: 'danger',
    code: 'plan/new-suppression',
    message: `the change suppresses ${plural(count, 'finding')} of the rule "${ruleId}" that the base does not`,
    wayForward:
      'read the reasons in the files; `ikctl validate --no-ignores` shows what is suppressed',
  }))
}

// --- internal ---

/** One for each suppressed finding, in their order. */
function identities({ suppressed, tree }: Suppressions): string[] {
  const lines = new Map<string, string[]>()
  const linesOf = (file: string): string[] => {
    const known = lines.get(file) ?? Buffer.from(tree.read(file)).toString('utf8').split('\n')
    lines.set(file, known)
    return known
  }
  return suppressed.map(({ finding, reason, until, comment }) => {
    const { file, ruleId, pointer, message, range } = finding
    const covered =
      range === undefined
        ? []
        : linesOf(file)
            .slice(range.start.line - 1, range.end.line)
            .map((line) => line.trim())
    // Where the comment is from there: moved up to a list, it covers more than it did.
    const { line, column } = comment.start
    const distance = range === undefined ? line : range.start.line - line
    const place = [file, ruleId, pointer, distance, column]
    return JSON.stringify([...place, message, covered, reason, until])
  })
}
