import type { Position, Range } from '../findings/finding.ts'

/** A text with a name, and the places in it. */
export interface SourceFile {
  /** Relative to the start folder, with `/`. */
  readonly path: string
  readonly text: string
  /** Line and column of an offset (both in UTF-16 units). */
  position(offset: number): Position
  /** The range between two offsets. */
  range(start: number, end: number): Range
}

export function sourceFile(path: string, text: string): SourceFile {
  let starts: number[] | undefined
  const position = (offset: number): Position => {
    starts ??= lineStarts(text)
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }
  return {
    path,
    text,
    position,
    range: (start, end) => ({ start: position(start), end: position(end) }),
  }
}

// --- internal ---

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
