import { nearest } from '../../config/nearest.ts'
import { quoted } from '../../config/quoted.ts'
import type { YamlComment } from '../../config/yaml-comments.ts'
import { isSuppressible, type RuleInfo } from '../../findings/rule-info.ts'
import { readTime } from '../time/read-time.ts'

/** What a comment `# ikctl-ignore` says. */
export interface Suppression {
  rule: string
  reason: string
  /** The last day on which it suppresses, such as `2027-01-31`. */
  until?: string
}

/** What is wrong with a comment. */
export interface SuppressionMistake {
  ruleId: string
  message: string
}

/**
 * Reads `# ikctl-ignore rule-id: reason` or `# ikctl-ignore rule-id until 2027-01-31: reason`.
 *
 * @returns nothing for any other comment.
 */
export function readSuppression(
  { text }: YamlComment,
  rules: ReadonlyMap<string, RuleInfo>,
): Suppression | SuppressionMistake | undefined {
  if (!/^#+\s*ikctl-ignore(?![\w])/i.test(text)) return undefined
  const [, rule, until, reason] = form.exec(text.trimEnd()) ?? []
  if (rule === undefined || reason === undefined) {
    if (!text.includes('ikctl-ignore')) return malformed('is not written in lower case')
    if (/^#+\s*ikctl-ignore\s+[\w-]+\/[\w-]+[\s,]+[\w-]+\/[\w-]+/.test(text)) {
      return malformed('names several rules: each needs a comment of its own')
    }
    return malformed(/:\s*\S/.test(text) ? 'names no rule' : 'gives no reason')
  }
  if (until !== undefined && (!isDate.test(until) || readTime(until) === undefined)) {
    return malformed(`ends on ${quoted(until)}, which is no day of the calendar`)
  }
  if (until === undefined && /^until\b|\buntil \d{4}-\d\d-\d\d\W*$/.test(reason)) {
    return malformed('has its last day in the reason, and not before the colon')
  }
  const info = rules.get(rule)
  if (info === undefined) {
    const near = nearest(rule, [...rules.keys()])
    const hint = near === undefined ? '' : `, did you mean "${near}"?`
    return {
      ruleId: 'suppression/unknown-rule',
      message: `there is no rule ${quoted(rule)} to suppress${hint}`,
    }
  }
  if (!isSuppressible(info)) {
    return {
      ruleId: 'suppression/not-allowed',
      message: `the rule "${rule}" cannot be suppressed`,
    }
  }
  return { rule, reason, ...(until !== undefined && { until }) }
}

// --- internal ---

const form = /^#+\s*ikctl-ignore\s+([\w-]+\/[\w-]+)(?:\s+until\s+([^\s:]+))?\s*:\s+(\S.*)$/

const isDate = /^\d{4}-\d\d-\d\d$/

function malformed(what: string): SuppressionMistake {
  return { ruleId: 'suppression/malformed', message: `the suppression ${what}` }
}
