import { locate } from '../config/parse-yaml.ts'
import {
  formatPointer,
  type Place,
  type ProblemSuggestion,
  type RuleProblem,
} from '../config/problem.ts'
import type { Finding, Range, Severity, Suggestion } from '../findings/finding.ts'
import { gradedSeverity, type RuleInfo, rulePage } from '../findings/rule-info.ts'

/** Fills in what the rule's registry entry and the text of the file know. */
export function toFinding(
  { ruleId, place, message, related = [], help, suggest = [] }: RuleProblem,
  infos: ReadonlyMap<string, RuleInfo>,
  severities: Partial<Record<string, Severity | 'off'>>,
): Finding {
  const info = infos.get(ruleId)
  if (info === undefined) throw new TypeError(`the rule "${ruleId}" is not in the registry`)
  const severity = gradedSeverity(info, severities[ruleId])
  return {
    ruleId,
    severity: severity === 'off' ? info.severity : severity,
    message,
    ...located(place),
    ...('pointer' in place && { pointer: formatPointer(place.pointer) }),
    related: related.map((other) => ({ message: other.message, ...located(other.place) })),
    help: help ?? info.help,
    suggest: suggest.map((suggestion) => suggestionOf(place, suggestion)),
    docUrl: rulePage(ruleId),
  }
}

// --- internal ---

function located(place: Place): { file: string; range?: Range } {
  if ('path' in place) return { file: place.path }
  const { source } = place
  const { start, end } = 'pointer' in place ? locate(source, place.pointer, place.at) : place
  return { file: source.path, range: source.range(start, end) }
}

function suggestionOf(
  place: Place,
  { title, edit: { start, end, text }, safe = false }: ProblemSuggestion,
): Suggestion {
  if ('path' in place) throw new TypeError(`no edit of "${place.path}", which has no text`)
  return { title, edit: { range: place.source.range(start, end), text }, safe }
}
