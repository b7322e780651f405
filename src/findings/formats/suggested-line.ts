import { printable } from '../../text/printable.ts'
import { style } from '../../text/style.ts'
import type { TextEdit } from '../finding.ts'

/** The first line that an edit makes, as `+ 9 | labels: {region: eu}`; nothing when it only deletes. */
export function suggestedLine(
  lines: readonly string[],
  { range: { start, end }, text: replacement }: TextEdit,
  { columns, colour }: { columns: number; colour: boolean },
): string[] {
  if (replacement === '') return []
  const before = (lines[start.line - 1] ?? '').slice(0, start.column - 1)
  const after = (lines[end.line - 1] ?? '').slice(end.column - 1)
  const [made = ''] = `${before}${replacement}${after}`.split(/\r?\n/)
  const shown = printable(made.replace(/\t/g, ' '))
  // As wide as that of the frame above.
  const gutter = String(Math.min(start.line + 1, lines.length)).length
  const width = Math.min(150, columns) - gutter - 7
  const line = shown.length > width ? `${shown.slice(0, width - 1)}…` : shown
  const paint = style(colour)
  return [
    `  ${paint('green', '+')} ${paint('dim', `${String(start.line).padStart(gutter)} |`)} ${line}`,
  ]
}
