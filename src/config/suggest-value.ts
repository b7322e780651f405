import { locate } from './parse-yaml.ts'
import type { Place, ProblemSuggestion } from './problem.ts'

/**
 * Suggests another text for a scalar: plain or in quotes as it was, and in quotes where YAML would read
 * the new text as something else. There is none for a scalar over several lines.
 *
 * @param place of the value, or of the name of a property.
 * @param safe whether no other text could have been meant.
 */
export function suggestValue(place: Place, value: string, safe = false): ProblemSuggestion[] {
  if (!('pointer' in place)) return []
  const { source, pointer, at } = place
  const { start, end } = locate(source, pointer, at)
  const before = source.text.slice(start, end)
  if (before.includes('\n')) return []
  const text = inStyleOf(before, value)
  return [{ title: `write \`${text}\``, edit: { start, end, text }, safe }]
}

// --- internal ---

function inStyleOf(before: string, value: string): string {
  if (before.startsWith("'")) return `'${value.replace(/'/g, "''")}'`
  return before.startsWith('"') || !plain.test(value) ? JSON.stringify(value) : value
}

/** GUIDs, times, and what no YAML reads as anything but this text, in a list on one line neither. */
const plain =
  /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z|(?!(?:true|false|null)$)[a-z](?:[\w./@%+~=&?-]|:(?=\/))*)$/i
