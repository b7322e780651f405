import { displayWidth } from '../../text/display-width.ts'
import { printable } from '../../text/printable.ts'
import { style } from '../../text/style.ts'
import type { Range } from '../finding.ts'

/** Lines longer than this are cut around the place. */
const maxWidth = 150

/**
 * The line of a place with one line before and after it, numbered. The place is painted, or without
 * colour underlined with `^`.
 *
 * @param columns width of the terminal.
 */
export function codeFrame(
  lines: readonly string[],
  { start, end }: Range,
  { columns, colour }: { columns: number; colour: boolean },
): string[] {
  const paint = style(colour)
  const first = Math.max(start.line - 1, 1)
  const last = Math.min(start.line + 1, lines.length)
  const gutter = String(last).length
  const width = Math.min(maxWidth, columns) - gutter - 7
  const offset = start.column > width - 10 ? start.column - Math.floor(width / 2) : 0
  const frame: string[] = []
  for (let number = first; number <= last; number++) {
    const full = printable(
      (lines[number - 1] ?? '').slice(0, offset + width + 1).replace(/\t/g, ' '),
    )
    const here = number === start.line
    if (!here && full.trim() === '') continue
    const from = start.column - 1 - offset
    const stop = Math.max(
      from + 1,
      (end.line === start.line ? end.column - 1 : full.length) - offset,
    )
    const line = cut(full, offset, width)
    const [before, place] = [line.slice(0, from), line.slice(from, stop)]
    const shown = here && colour ? before + paint(['red', 'bold'], place) + line.slice(stop) : line
    const marker = here ? paint('red', '>') : ' '
    frame.push(
      `  ${marker} ${paint('dim', `${String(number).padStart(gutter)} |`)} ${shown}`.trimEnd(),
    )
    if (here && !colour) {
      const mark = '^'.repeat(Math.max(1, displayWidth(place)))
      frame.push(`    ${' '.repeat(gutter)} | ${' '.repeat(displayWidth(before))}${mark}`)
    }
  }
  const more = end.line - last
  if (more > 0) {
    const words = `< ${more} more line${more === 1 ? '' : 's'} >`
    frame.push(`    ${' '.repeat(gutter)} ${paint('dim', `| ${words}`)}`)
  }
  return frame
}

// --- internal ---

function cut(line: string, offset: number, width: number): string {
  const part = line.slice(offset, offset + width)
  return offset + width < line.length ? `${part.slice(0, -1)}…` : part
}
