import type { RuleProblem } from './problem.ts'
import { maxProblems } from './read-text.ts'
import type { SourceFile } from './source-file.ts'

/**
 * Finds white space that looks like a space and that YAML takes for text: in the indentation, behind a
 * key or a dash, and at the end of a line. It comes along with text that is copied out of a page or a mail.
 */
export function falseSpaces(source: SourceFile): RuleProblem[] {
  const problems: RuleProblem[] = []
  for (const { 1: before, 2: leading, 3: trailing = '', index } of source.text.matchAll(places)) {
    const found = leading ?? trailing
    const start = index + (before?.length ?? 0)
    const end = start + found.length
    problems.push({
      ruleId: 'yaml/hidden-character',
      place: { source, start, end },
      message: `${name(found)} stands here, which looks like a space and is none for YAML`,
      help: leading === undefined ? 'Delete it.' : 'Write a space instead.',
      suggest: [
        leading === undefined
          ? { title: 'delete it', edit: { start, end, text: '' }, safe: true }
          : {
              title: 'write spaces',
              edit: { start, end, text: ' '.repeat(found.length) },
              safe: true,
            },
      ],
    })
    if (problems.length === maxProblems) break
  }
  return problems
}

// --- internal ---

const white = '[\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]+'

/** Before the value of a line, or after it. */
const places = new RegExp(
  `^([ \\t]*(?:- *)?(?:["']?[\\w.-]+["']?:)? *)(${white})|(${white})(?=[ \\t]*\\r?$)`,
  'gm',
)

function name(text: string): string {
  const code = (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return code === '00A0' ? 'a no-break space (U+00A0)' : `the white space U+${code}`
}
