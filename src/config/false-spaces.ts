import type { RuleProblem } from './problem.ts'
import { maxProblems } from './read-text.ts'
import type { SourceFile } from './source-file.ts'

/**
 * Finds white space that looks like a space and that YAML takes for text: in the indentation, behind a
 * key or a dash, and at the end of a line. It comes along with text that is copied out of a page or a mail.
 */
export function falseSpaces(source: SourceFile): RuleProblem[] {
  const { text } = source
  const problems: RuleProblem[] = []
  let lineEnd = -1
  for (const { 0: found, index: start } of text.matchAll(white)) {
    const end = start + found.length
    // Only the first of a line can stand before its value.
    const isFirst = start > lineEnd
    if (isFirst) lineEnd = endOfLine(text, start)
    const isBefore =
      isFirst && beforeValue.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))
    if (!isBefore && !isAtEnd(text, end)) continue
    problems.push({
      ruleId: 'yaml/hidden-character',
      place: { source, start, end },
      message: `${name(found)} stands here, which looks like a space and is none for YAML`,
      help: isBefore ? 'Write a space instead.' : 'Delete it.',
      suggest: [
        isBefore
          ? {
              title: 'write spaces',
              edit: { start, end, text: ' '.repeat(found.length) },
              safe: true,
            }
          : { title: 'delete it', edit: { start, end, text: '' }, safe: true },
      ],
    })
    if (problems.length === maxProblems) break
  }
  return problems
}

// --- internal ---

const white = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/g

/** Indentation, a dash, a key. */
const beforeValue = /^[ \t]*(?:- *)?(?:["']?[\w.-]+["']?: *)?$/

function endOfLine(text: string, from: number): number {
  const lineBreak = text.indexOf('\n', from)
  return lineBreak < 0 ? text.length : lineBreak
}

function isAtEnd(text: string, from: number): boolean {
  blank.lastIndex = from
  return blank.test(text)
}

const blank = /[ \t]*\r?(?:\n|$)/y

function name(text: string): string {
  const code = (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return code === '00A0' ? 'a no-break space (U+00A0)' : `the white space U+${code}`
}
