import { lookedUpValue } from '../config/confused-value.ts'
import { locate } from '../config/parse-yaml.ts'
import {
  formatPointer,
  type Place,
  type Pointer,
  type ProblemSuggestion,
  type RuleProblem,
} from '../config/problem.ts'
import { withoutSecrets } from '../config/quoted.ts'
import type { Finding, Range, Severity, Suggestion } from '../findings/finding.ts'
import { gradedSeverity, type RuleInfo, rulePage } from '../findings/rule-info.ts'

/** Fills in what the rule's registry entry and the text of the file know. */
export function toFinding(
  { ruleId, place, message, related = [], help, suggest = [] }: RuleProblem,
  infos: ReadonlyMap<string, RuleInfo>,
  severities: Partial<Record<string, Severity | 'off'>>,
): Finding {
  const info = infos.get(ruleId)
  const safe = mayBeSecret({ place, ruleId })
    ? (text: string) => withoutSecrets(text)
    : (text: string) => text
  if (info === undefined) throw new TypeError(`the rule "${ruleId}" is not in the registry`)
  const severity = gradedSeverity(info, severities[ruleId])
  return {
    ruleId,
    severity: severity === 'off' ? info.severity : severity,
    message: safe(message),
    ...located(place),
    ...('pointer' in place && { pointer: shownPointer(place.pointer, ruleId) }),
    related: related.map((other) => ({ message: other.message, ...located(other.place) })),
    help: help === undefined ? info.help : safe(help),
    suggest: suggest
      .filter(({ title, edit }) => safe(title) === title && safe(edit.text) === edit.text)
      .map((suggestion) => suggestionOf(place, suggestion)),
    docUrl: rulePage(ruleId),
  }
}

/** Whether what was written at a place may be a secret that somebody pasted there. */
export function mayBeSecret({ place, ruleId }: Pick<RuleProblem, 'place' | 'ruleId'>): boolean {
  if (!('pointer' in place)) return false
  const { source, pointer, at } = place
  const isWrong = ruleId.startsWith('schema/')
  if (pointer.at(-1) === 'thumbprint' && !isWrong) return false
  const kind = lookedUpValue(pointer)
  const ids = at === 'key' ? !isWrong : kind !== undefined && kind !== 'baseUri'
  const { start, end } = locate(source, pointer, at)
  const text = source.text.slice(start, end)
  // A map or a list holds ids where they belong.
  return !/^(?:[{[]|- )|\n/.test(text) && withoutSecrets(text, ids) !== text
}

// --- internal ---

/** A pointer without a secret in the place of a name; names may be GUIDs, but of those that nobody knows. */
function shownPointer(pointer: Pointer, ruleId: string): string {
  const ids = !ruleId.startsWith('schema/')
  return formatPointer(
    pointer.map((step) => (typeof step === 'string' ? withoutSecrets(step, ids) : step)),
  )
}

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
