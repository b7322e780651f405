import { stripVTControlCharacters } from 'node:util'

/**
 * Rows as aligned columns, two spaces apart; the last column is not padded.
 *
 * @param rows texts, which may hold ANSI codes.
 */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [index, cell] of row.entries()) {
      widths[index] = Math.max(widths[index] ?? 0, width(cell))
    }
  }
  return rows.map((row) =>
    row
      .map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd(),
  )
}

// --- internal ---

function width(text: string): number {
  return stripVTControlCharacters(text).length
}
