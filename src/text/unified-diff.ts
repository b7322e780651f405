/**
 * The change of a text file as a unified diff with three lines of context; empty when there is none.
 * Between the first and the last difference every line is compared with every other, as long as these are
 * few; else all of them count as changed.
 *
 * @param before absent: the file is new.
 */
export function unifiedDiff(path: string, before: string | undefined, after: string): string {
  if (before === after) return ''
  const edits = compare(lines(before ?? ''), lines(after))
  const head = `--- ${before === undefined ? '/dev/null' : `a/${path}`}\n+++ b/${path}\n`
  return head + hunks(edits).join('')
}

// --- internal ---

const contextLines = 3

interface Edit {
  sign: ' ' | '-' | '+'
  line: string
}

/** Lines with their line breaks, so that a changed one shows. */
function lines(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/)
}

/** The most pairs of lines that are compared. */
const maxPairs = 4_000_000

function compare(before: readonly string[], after: readonly string[]): Edit[] {
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head += 1
  let tail = 0
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1
  const middle = (lines: readonly string[]) => lines.slice(head, lines.length - tail)
  return [
    ...before.slice(0, head).map(kept),
    ...changed(middle(before), middle(after)),
    ...before.slice(before.length - tail).map(kept),
  ]
}

function kept(line: string): Edit {
  return { sign: ' ', line }
}

/** By the longest common subsequence, found by dynamic programming. */
function changed(before: readonly string[], after: readonly string[]): Edit[] {
  if (before.length * after.length > maxPairs) {
    return [
      ...before.map((line): Edit => ({ sign: '-', line })),
      ...after.map((line): Edit => ({ sign: '+', line })),
    ]
  }
  const lengths = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(after.length + 1).fill(0),
  )
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = before.length - 1; i >= 0; i -= 1) {
    const row = lengths[i] ?? []
    for (let j = after.length - 1; j >= 0; j -= 1) {
      row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const edits: Edit[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    const [old, now] = [before[i], after[j]]
    if (old !== undefined && old === now) {
      edits.push({ sign: ' ', line: old })
      i += 1
      j += 1
    } else if (old !== undefined && (now === undefined || at(i + 1, j) >= at(i, j + 1))) {
      edits.push({ sign: '-', line: old })
      i += 1
    } else if (now !== undefined) {
      edits.push({ sign: '+', line: now })
      j += 1
    }
  }
  return edits
}

function hunks(edits: readonly Edit[]): string[] {
  const changed = edits.flatMap(({ sign }, index) => (sign === ' ' ? [] : [index]))
  const ranges: { from: number; to: number }[] = []
  for (const index of changed) {
    const from = Math.max(0, index - contextLines)
    const to = Math.min(edits.length, index + contextLines + 1)
    const last = ranges.at(-1)
    if (last !== undefined && from <= last.to) last.to = to
    else ranges.push({ from, to })
  }
  return ranges.map(({ from, to }) => {
    const count = (part: readonly Edit[], sign: '-' | '+') =>
      part.filter((edit) => edit.sign === ' ' || edit.sign === sign).length
    const start = (sign: '-' | '+') => {
      const length = count(edits.slice(from, to), sign)
      const first = count(edits.slice(0, from), sign) + (length === 0 ? 0 : 1)
      return length === 1 ? `${first}` : `${first},${length}`
    }
    const body = edits
      .slice(from, to)
      .map(({ sign, line }) =>
        line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`,
      )
    return `@@ -${start('-')} +${start('+')} @@\n${body.join('')}`
  })
}
