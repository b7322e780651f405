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
  /** The offsets at which lines start, as far as they were needed. */
  const starts = [0]
  const position = (offset: number): Position => {
    for (let last = starts.at(-1) ?? 0; ; ) {
      const lineBreak = text.indexOf('\n', last)
      if (lineBreak < 0 || lineBreak >= offset) break
      last = lineBreak + 1
      starts.push(last)
    }
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
