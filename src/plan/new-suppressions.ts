import { yamlComments } from '../config/yaml-comments.ts'
import type { SuppressedFinding } from '../findings/suppressed-finding.ts'
import { ruleInfos } from '../rules/registry.ts'
import { readSuppression } from '../rules/suppression/read-suppression.ts'
import { plural } from '../text/plural.ts'
import type { GitTree } from './git-tree.ts'
import type { Judgement } from './judgement.ts'

/**
 * What to say about findings that are suppressed by comments which the base does not have: whoever
 * approves the change agrees to them. Nothing is quoted, since a reason may name a tenant.
 */
export function newSuppressions(
  suppressed: readonly SuppressedFinding[],
  base: GitTree,
): Judgement[] {
  const counts = new Map<string, number>()
  for (const { finding, reason, until } of suppressed) {
    const agreed = suppressionsOf(finding.file, base)
    if (agreed.has(JSON.stringify([finding.ruleId, reason, until]))) continue
    counts.set(finding.ruleId, (counts.get(finding.ruleId) ?? 0) + 1)
  }
  return [...counts].map(([ruleId, count]) => ({
    weight: 'danger',
    code: 'plan/new-suppression',
    message: `the change has comments that suppress ${plural(count, 'finding')} of the rule "${ruleId}"`,
    wayForward:
      'read the reasons in the files; `ikctl validate --no-ignores` tells what is suppressed',
  }))
}

// --- internal ---

/** The comments of a file in the base, in a form that can be compared. */
function suppressionsOf(file: string, base: GitTree): Set<string> {
  const found = new Set<string>()
  if (!base.blobs.has(file)) return found
  const text = Buffer.from(base.only([file]).read(file)).toString('utf8')
  for (const comment of yamlComments(text)) {
    const read = readSuppression(comment, ruleInfos)
    if (read !== undefined && 'rule' in read) {
      found.add(JSON.stringify([read.rule, read.reason, read.until]))
    }
  }
  return found
}
