import type { YAMLError } from 'yaml'
import { visible } from './quoted.ts'

/** A mistake in the syntax of YAML, with its offsets. */
export interface SyntaxMistake {
  range: readonly [number, number]
  message: string
}

/**
 * What people should hear of the YAML library's errors: in plain words, where the mistake was made
 * rather than where it was noticed, and one for each line, since the others follow from it.
 */
export function syntaxMistakes(text: string, errors: readonly YAMLError[]): SyntaxMistake[] {
  const conflicts = errors.length === 0 ? [] : [...text.matchAll(/^<{7}(?: .*)?$/gm)]
  if (conflicts.length > 0) {
    return conflicts.map(({ 0: line, index }) => ({
      range: [index, index + line.length],
      message: 'a merge conflict that is not resolved begins here',
    }))
  }
  const mistakes: SyntaxMistake[] = []
  let line = { start: -1, end: -1 }
  /** The end of the last error about how lines hang together. */
  let structure = -1
  let afterTab = false
  let afterBracket = false
  for (const [index, { code, message, pos }] of errors.entries()) {
    // These were reported when their tokens were read.
    if (code === 'TAG_RESOLVE_FAILED' || code === 'BAD_DIRECTIVE') continue
    if (message.startsWith('Missing closing')) continue
    // What is left over after another mistake.
    if (mistakes.length > 0 && /token in YAML (stream|document)/.test(message)) continue
    // One line that is indented too far gives these two, at the value of the line before.
    const [before, after] = [errors[index - 1], errors[index + 1]]
    if (message === nested && after?.message === multiline && after.pos[0] === pos[0]) continue
    const isIndented =
      message === multiline && before?.message === nested && before.pos[0] === pos[0]
    if (isIndented && afterTab) continue
    afterTab ||= code === 'TAB_AS_INDENT'
    if (isIndented || message === multiline || message === sameColumn) {
      // A block of lines is reported once, at its first.
      const between = text.slice(structure, pos[0]).split('\n').slice(1, -1)
      const isNext = structure >= 0 && between.every((each) => each.trim() === '')
      structure = pos[1]
      if (isNext && (isIndented || message === sameColumn)) continue
    }

    // The library sees some mistakes one character after the end.
    let start = Math.min(pos[0], text.length)
    let end = Math.min(pos[1], text.length)
    if (isIndented) {
      start = text.lastIndexOf('\n', end - 1) + 1
      while (start < end && text[start] === ' ') start += 1
    }
    if (message === sameColumn) {
      const key = keyWithoutColon(text, start)
      if (key !== undefined) {
        mistakes.push({ range: key, message: 'a colon is missing behind this' })
        continue
      }
    }
    const [, bracket] = unclosed.exec(message) ?? []
    if (bracket !== undefined) {
      // It goes on to the end of the file.
      if (afterBracket) continue
      afterBracket = true
      start = openBracket(text, start, bracket)
      end = start + 1
    }
    if (start >= line.start && start <= line.end) continue
    const lineBreak = text.indexOf('\n', start)
    line = { start, end: lineBreak < 0 ? text.length : lineBreak }
    const lineEnd = text[line.end - 1] === '\r' ? line.end - 1 : line.end
    mistakes.push({
      range: [start, Math.max(start, Math.min(end, lineEnd))],
      message: isIndented
        ? 'the line is indented as if it belonged to the value before it'
        : inWords(message, text, start),
    })
  }
  return mistakes
}

// --- internal ---

const nested = 'Nested mappings are not allowed in compact mappings'
const multiline = 'Implicit keys need to be on a single line'
const sameColumn = 'All mapping items must start at the same column'
const atEnd = 'Unexpected scalar at node end'

/** Where the library's words are those of the YAML specification. */
const words: Partial<Record<string, string>> = {
  [nested]: 'a second colon on the line; if it belongs to the value, quote the value',
  [multiline]: 'a colon, or the space after it, is missing here',
  'Implicit map keys need to be followed by map values':
    'a colon, or the space after it, is missing here',
  'Unexpected block-seq-ind on same line with key': 'a list begins on the line after its key',
  [atEnd]: 'the text does not belong to the value before it',
  'With stringKeys, all keys must be strings':
    'a key must be a name, not a list, a map or an alias',
}

const unclosed = /must be sufficiently indented and end with a ([\]}])$/

/** The bracket that a mistake is about, from where it was noticed. */
function openBracket(text: string, from: number, closing: string): number {
  const opening = closing === ']' ? '[' : '{'
  let depth = 0
  for (let at = from - 1; at >= 0; at -= 1) {
    if (text[at] === closing) depth += 1
    else if (text[at] === opening && depth > 0) depth -= 1
    else if (text[at] === opening) return at
  }
  return from
}

/** The line before, when it is a key on its own whose colon was forgotten. */
function keyWithoutColon(text: string, start: number): readonly [number, number] | undefined {
  const end = text.lastIndexOf('\n', start - 1)
  const lineStart = text.lastIndexOf('\n', end - 1) + 1
  const [, indent = '', key = ''] =
    /^( *)("[^"]*"|'[^']*'|[\w.-]+)\s*$/.exec(text.slice(lineStart, Math.max(end, 0))) ?? []
  if (key === '') return undefined
  const keyStart = lineStart + indent.length
  return [keyStart, keyStart + key.length]
}

function inWords(message: string, text: string, start: number): string {
  const [, bracket] = unclosed.exec(message) ?? []
  if (bracket !== undefined) return `the bracket ${text[start]} is not closed`
  if (/^Unexpected flow-(?:map|seq)-end token/.test(message)) {
    return `the bracket ${text[start]} closes nothing`
  }
  if (message.startsWith('Plain value cannot start with')) {
    return `a value that begins with ${text[start]} needs quotes`
  }
  if (message === multiline && text.startsWith('- ', start)) {
    return 'an item of a list stands where the next key of a map is expected'
  }
  if (message === atEnd) {
    const lineStart = text.lastIndexOf('\n', start - 1) + 1
    const before = text.slice(lineStart, start).trimEnd()
    if (before === '') return 'the line is indented less than the lines before it'
    const quote = before.at(-1)
    if (quote === "'" || quote === '"') {
      return `the quote ${quote} closes before this text; within the text it is written ${quote === '"' ? '\\"' : "''"}`
    }
  }
  return words[message] ?? sentence(message)
}

/** Without the text that some messages end in: it is in the file, and may be a secret. */
function sentence(message: string): string {
  const cut = message.replace(/(token in YAML (stream|document)|extra characters): .*$/s, '$1')
  return visible(cut.charAt(0).toLowerCase() + cut.slice(1))
}
