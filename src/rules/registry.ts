import { formRules } from '../config/form-rules.ts'
import type { RuleInfo } from '../findings/rule-info.ts'
import type { Rule } from './rule.ts'

/** The rules that look at values; the order does not matter, findings are sorted. */
export const rules: readonly Rule[] = []

const infos = new Map<string, RuleInfo>([...formRules, ...rules].map((info) => [info.id, info]))

/** Everything that can be found, by id. */
export const ruleInfos: ReadonlyMap<string, RuleInfo> = infos
