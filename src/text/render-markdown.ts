import { style } from './style.ts'
import { wrap } from './wrap.ts'

export interface RenderOptions {
  /** ANSI colours. */
  colour: boolean
  /** Width of the terminal, in columns. */
  columns: number
  /** What to show of the target of a link. */
  link: (target: string) => string
}

/**
 * A page of this project's documentation as text for a terminal: headings, paragraphs and lists are
 * wrapped, code and tables stay as they are, comments are left out.
 */
export function renderMarkdown(page: string, options: RenderOptions): string {
  const blocks = page
    .replace(/^<!--.*-->$/gm, '')
    .split(/(^```[\s\S]*?^```$)|\n{2,}/m)
    .map((block = '') => block.replace(/^\n+|(?<!\n)\n+$/g, ''))
    .filter((block) => block !== '')
  return `${blocks.map((block) => render(block, options)).join('\n\n')}\n`
}

// --- internal ---

function render(block: string, options: RenderOptions): string {
  const paint = style(options.colour)
  const [, code] = /^```.*\n([\s\S]*?)\n?```$/.exec(block) ?? []
  if (code !== undefined) return indented(code)
  if (block.startsWith('|')) return block
  const [, marks, title] = /^(#+) (.*)$/.exec(block) ?? []
  if (marks !== undefined && title !== undefined) {
    if (options.colour) return paint('bold', title)
    return `${title}\n${(marks === '#' ? '=' : '-').repeat(title.length)}`
  }
  return block
    .split(/\n(?=(?:-|\d+\.) )/)
    .map((part) => paragraph(part, options))
    .join('\n')
}

/** A paragraph, or an item of a list with what follows indented. */
function paragraph(text: string, options: RenderOptions): string {
  const [, bullet = '', rest = text] = /^((?:-|\d+\.) )([\s\S]*)$/.exec(text) ?? []
  const lines = wrap(inline(rest, options), options.columns - bullet.length)
  return lines
    .map((line, index) => (index === 0 ? bullet : ' '.repeat(bullet.length)) + line)
    .join('\n')
}

function inline(text: string, { link }: RenderOptions): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(
      /\[([^[\]]+)\]\(([^()]+)\)/g,
      (_, words: string, target: string) => `${words} (${link(target)})`,
    )
    .replace(/<(https:[^<>]+)>/g, '$1')
    .replace(/(?<!\w)_([^_]+)_(?!\w)/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
}

function indented(code: string): string {
  return code.replace(/^(?=.)/gm, '  ')
}
