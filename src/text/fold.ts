import { displayWidth } from './display-width.ts'

/**
 * Breaks lines at spaces where a terminal would break them anywhere. What stands in backticks gets
 * copied, and stays whole; a line goes on below its first word, behind the number of a step.
 *
 * @param columns absent where there is no terminal, 0 where it does not say: the text stays as it is.
 */
export function fold(text: string, columns: number | undefined): string {
  if (!columns) return text
  return text
    .split('\n')
    .map((line) => foldLine(line, columns))
    .join('\n')
}

// --- internal ---

function foldLine(text: string, columns: number): string {
  const [indent = ''] = /^ *(?:\d+\. )?/.exec(text) ?? []
  const lines: string[] = []
  let line = indent
  for (const word of text.slice(indent.length).match(/(?<! ) *(?:`[^`]*`|[^ `]|`)+/g) ?? []) {
    if (line.trimEnd() !== indent.trimEnd() && displayWidth(line + word) > columns) {
      lines.push(line)
      line = ' '.repeat(indent.length) + word.trimStart()
    } else line += word
  }
  return [...lines, line].join('\n')
}
