/** A Markdown text that keeps within a limit. */
export interface MarkdownPage {
  add(...lines: readonly string[]): void
  /**
   * A heading and what belongs below it, as much as there is room for: whatever comes first leaves
   * some for what comes after it.
   *
   * @param items each with its line breaks.
   * @param rest the line that says how many were left out; needs no line break.
   */
  list(heading: string, items: readonly string[], rest: (count: number) => string): void
  text(): string
}

/** @param maxBytes in UTF-8; what {@link MarkdownPage.add} adds is not cut. */
export function createMarkdownPage(maxBytes: number): MarkdownPage {
  const parts: string[] = []
  let size = 0
  const add = (part: string) => {
    parts.push(part)
    size += Buffer.byteLength(part)
  }
  return {
    add: (...lines) => add(lines.map((line) => `${line}\n`).join('')),
    list(heading, items, rest) {
      if (items.length === 0) return
      add(`\n${heading}`)
      const limit = size + (maxBytes - size) * 0.7
      for (const [index, item] of items.entries()) {
        if (size + Buffer.byteLength(item) > limit) {
          add(`\n${rest(items.length - index)}\n`)
          return
        }
        add(item)
      }
    },
    text: () => parts.join(''),
  }
}
