import { nearest } from '../config/nearest.ts'
import type { Finding } from '../findings/finding.ts'
import { isSuppressible } from '../findings/rule-info.ts'
import { IkctlError } from '../ikctl-error.ts'
import { ruleInfos } from './registry.ts'
import type { Validation } from './validate.ts'

/** Thrown by {@link selectRules}. */
export class RuleNotSelectable extends IkctlError {
  readonly code = 'ERR_RULE_NOT_SELECTABLE'
}

/** Rules by id (`redirect-uri/query`) or by family (`redirect-uri`); empty: all, or none. */
export interface RuleSelection {
  only: readonly string[]
  skip: readonly string[]
}

/**
 * Reports findings of some rules only. Rules that guard secrets, keys, tokens or the form of the files are
 * always reported: with one of them broken, silence about the others means nothing.
 *
 * @throws {RuleNotSelectable} for a name that no rule and no family has, and for a guard to be skipped.
 */
export function selectRules(report: Validation, { only, skip }: RuleSelection): Validation {
  for (const name of [...only, ...skip]) requireKnown(name)
  const guard = skip.find((name) => ruleInfos.has(name) && !canBeLeftOut(name))
  if (guard !== undefined) {
    throw new RuleNotSelectable(
      `"${guard}" cannot be skipped: it guards secrets, keys, tokens or the form of the files`,
    )
  }
  const isShown = ({ ruleId }: Pick<Finding, 'ruleId'>): boolean =>
    !canBeLeftOut(ruleId) || ((only.length === 0 || names(only, ruleId)) && !names(skip, ruleId))
  const findings = report.findings.filter(isShown)
  const suppressed = report.suppressed.filter(({ finding }) => isShown(finding))
  const count = (severity: Finding['severity']) =>
    findings.filter((finding) => finding.severity === severity).length
  return {
    ...report,
    findings,
    suppressed,
    summary: {
      ...report.summary,
      errors: count('error'),
      warnings: count('warning'),
      suppressed: suppressed.length,
    },
  }
}

// --- internal ---

function names(selected: readonly string[], ruleId: string): boolean {
  return selected.some((name) => ruleId === name || ruleId.startsWith(`${name}/`))
}

function canBeLeftOut(ruleId: string): boolean {
  const info = ruleInfos.get(ruleId)
  return info === undefined || isSuppressible(info)
}

function requireKnown(name: string): void {
  const ids = [...ruleInfos.keys()]
  if (ids.some((id) => names([name], id))) return
  const families = new Set(ids.map((id) => id.replace(/\/.*/, '')))
  const near = nearest(name, [...ids, ...families])
  throw new RuleNotSelectable(
    `there is no rule or family "${name}"${near === undefined ? ': `ikctl explain` lists all' : `, did you mean "${near}"?`}`,
  )
}
