/**
 * The last line of the entry that begins on a line: a key or an item of a list with everything that is
 * nested in it, which YAML shows by the indentation.
 *
 * @param lines of the text.
 * @param first counts from 1, as the result does.
 */
export function lastLineOfEntry(lines: readonly string[], first: number): number {
  const start = lines[first - 1] ?? ''
  const indent = indentOf(start)
  // A list may stand at the indentation of the key that it belongs to.
  const holdsItems = !isItem(start)
  let last = first
  for (let number = first + 1; number <= lines.length; number++) {
    const line = lines[number - 1] ?? ''
    if (isBlank(line)) continue
    const own = indentOf(line)
    if (own < indent || (own === indent && !(holdsItems && isItem(line)))) break
    last = number
  }
  return last
}

/** The first line from here on that holds more than a comment; none after the last entry. */
export function nextEntry(lines: readonly string[], from: number): number | undefined {
  for (let number = from; number <= lines.length; number++) {
    if (!isBlank(lines[number - 1] ?? '')) return number
  }
  return undefined
}

// --- internal ---

function isBlank(line: string): boolean {
  return /^\s*(?:#|$)/.test(line)
}

function isItem(line: string): boolean {
  return /^ *-(?: |\r?$)/.test(line)
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}
