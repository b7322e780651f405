/** Where the entries of a YAML text begin and end; all lines count from 1. */
export interface EntryLines {
  /** The first line from here on that holds more than a comment; none after the last entry. */
  next(line: number): number | undefined
  /**
   * The last line of the entry that begins on a line: a key or an item of a list with everything that is
   * nested in it, which YAML shows by the indentation.
   */
  last(line: number): number
}

/** Looks at each line once, so that any number of comments can ask. */
export function entryLines(lines: readonly string[]): EntryLines {
  const indents = lines.map(indentOf)
  const following: (number | undefined)[] = []
  for (let index = lines.length - 1; index >= 0; index--) {
    following[index] = indents[index] === undefined ? following[index + 1] : index + 1
  }
  const known = new Map<number, number>()
  const findLast = (first: number): number => {
    const indent = indents[first - 1] ?? 0
    // A list may stand at the indentation of the key that it belongs to.
    const holdsItems = !isItem(lines[first - 1] ?? '')
    let last = first
    for (let next = following[first]; next !== undefined; next = following[next]) {
      const own = indents[next - 1] ?? 0
      if (own < indent || (own === indent && !(holdsItems && isItem(lines[next - 1] ?? '')))) break
      last = next
    }
    return last
  }
  return {
    next: (line) => following[line - 1],
    last(line) {
      const last = known.get(line) ?? findLast(line)
      known.set(line, last)
      return last
    },
  }
}

// --- internal ---

/** Nothing for a line that holds at most a comment. */
function indentOf(line: string): number | undefined {
  return /^\s*(?:#|$)/.test(line) ? undefined : line.length - line.trimStart().length
}

function isItem(line: string): boolean {
  return /^ *-(?: |\r?$)/.test(line)
}
