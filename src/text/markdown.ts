import { printable } from './printable.ts'

/**
 * Text of a sentence: nothing in it is markup, and nothing is what GitHub would make a mention, a
 * reference or a link of after the markup is read.
 */
export function markdownText(text: string): string {
  return oneLine(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/([\\`*_{}[\]()#+!|~])/g, '\\$1')
    .replace(/@/g, '&#64;')
    .replace(/&#64;|\\#|www(?=\.)|:(?=\/\/)/g, (mark) => `${mark}\u200b`)
}

/** A value, literally: in a code span nothing is markup, and nothing is a mention or a link. */
export function markdownCode(text: string): string {
  const shown = oneLine(text)
  if (shown.trim() === '') return '(empty)'
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const space = /^`|`$|^ .* $/.test(shown) ? ' ' : ''
  return `${fence}${space}${shown}${space}${fence}`
}

/** A sentence whose quoted values and commands are written as code. */
export function markdownSentence(text: string): string {
  return oneLine(text)
    .split(/("[^"]+"|`[^`]+`)/)
    .map((part, index) => {
      if (index % 2 === 0) return markdownText(part)
      return markdownCode(part.startsWith('`') ? part.slice(1, -1) : part)
    })
    .join('')
}

/** A row of a table, of cells that are Markdown already. */
export function markdownRow(...cells: readonly string[]): string {
  return `| ${cells.map(cell).join(' | ')} |\n`
}

// --- internal ---

/** In a cell, a pipe ends it even within code, unless a backslash is before it. */
function cell(text: string): string {
  return text.replace(/(?<!\\)(\\*)\|/g, (pipe, slashes: string) =>
    slashes.length % 2 === 0 ? `${slashes}\\|` : pipe,
  )
}

function oneLine(text: string): string {
  return printable(text.replace(/\r?\n/g, ' '))
}
