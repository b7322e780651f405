import type { Problem } from '../../config/problem.ts'
import { quoted } from '../../config/quoted.ts'
import type { SourceFile } from '../../config/source-file.ts'
import { yaml } from '../../config/yaml-library.ts'
import type { WorkspaceRule } from '../rule.ts'

export const lostText: WorkspaceRule = {
  id: 'yaml/lost-text',
  severity: 'warning',
  summary: 'Text that YAML takes for a comment, because a "#" follows a space.',
  help: 'Put the whole text in quotes, or write a space behind the "#" of a comment.',
  *checkWorkspace({ sources }) {
    for (const source of sources) {
      // Lexing costs as much as parsing: nearly no file has such a place.
      if (!source.path.endsWith('.yaml') || !suspicious.test(source.text)) continue
      for (const lost of lostTexts(source.text)) yield problemOf(source, lost)
    }
  },
}

// --- internal ---

const suspicious = /[^\s#][ \t]+#[^\s#!]/

/** A plain text, and the comment on its last line. */
interface LostText {
  start: number
  /** Where the text ends, and where the comment does. */
  textEnd: number
  end: number
}

function* lostTexts(text: string): Iterable<LostText> {
  let offset = 0
  let isPlain = false
  let plain: { start: number; end: number } | undefined
  for (const lexeme of new (yaml().Lexer)().lex(text)) {
    const type: string | null = isPlain ? 'plain' : yaml().CST.tokenType(lexeme)
    // Marks are no part of the text; the one of a scalar announces it.
    isPlain = type === 'scalar'
    if (type === 'scalar' || type === 'doc-mode' || type === 'flow-error-end') continue
    const start = offset
    offset += lexeme.length
    if (type === 'plain') plain = { start, end: offset }
    else if (type === 'comment') {
      if (plain !== undefined && /^#[^\s#!]/.test(lexeme)) {
        yield { start: plain.start, textEnd: plain.end, end: offset }
      }
      plain = undefined
    } else if (type !== 'space') plain = undefined
  }
}

function problemOf(source: SourceFile, { start, textEnd, end }: LostText): Problem {
  const hash = source.text.indexOf('#', textEnd)
  const whole = source.text.slice(start, end).trimEnd()
  const inQuotes = JSON.stringify(whole)
  const isOneLine = !whole.includes('\n')
  return {
    place: { source, start: hash, end },
    message: `the text ends before ${quoted(source.text.slice(hash, end).trimEnd())}, which YAML takes for a comment`,
    suggest: isOneLine
      ? [
          {
            title: `write \`${inQuotes}\``,
            edit: { start, end: start + whole.length, text: inQuotes },
          },
        ]
      : [],
  }
}
