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
  const mistakes: SyntaxMistake[] = []
  let line = { start: -1, end: -1 }
  for (const [index, { code, message, pos }] of errors.entries()) {
    // These were reported when their tokens were read.
    if (code === 'TAG_RESOLVE_FAILED' || code === 'BAD_DIRECTIVE') continue
    if (message.startsWith('Missing closing')) continue
    // One line that is indented too far gives these two, at the value of the line before.
    const [before, after] = [errors[index - 1], errors[index + 1]]
    if (message === nested && after?.message === multiline && after.pos[0] === pos[0]) continue
    const isIndented =
      message === multiline && before?.message === nested && before.pos[0] === pos[0]

    // The library sees some mistakes one character after the end.
    let start = Math.min(pos[0], text.length)
    const end = Math.min(pos[1], text.length)
    if (isIndented) {
      start = text.lastIndexOf('\n', end - 1) + 1
      while (start < end && text[start] === ' ') start += 1
    }
    if (start >= line.start && start <= line.end) continue
    const lineBreak = text.indexOf('\n', start)
    line = { start, end: lineBreak < 0 ? text.length : lineBreak }
    const lineEnd = text[line.end - 1] === '\r' ? line.end - 1 : line.end
    mistakes.push({
      range: [start, Math.max(start, Math.min(end, lineEnd))],
      message: isIndented
        ? 'the line is indented as if it belonged to the value before it'
        : (words[message] ?? sentence(message)),
    })
  }
  return mistakes
}

// --- internal ---

const nested = 'Nested mappings are not allowed in compact mappings'
const multiline = 'Implicit keys need to be on a single line'

/** Where the library's words are those of the YAML specification. */
const words: Partial<Record<string, string>> = {
  [nested]: 'a second colon on the line; if it belongs to the value, quote the value',
  [multiline]: 'a colon, or the space after it, is missing here',
  'Implicit map keys need to be followed by map values':
    'a colon, or the space after it, is missing here',
  'Unexpected block-seq-ind on same line with key': 'a list begins on the line after its key',
  'Unexpected scalar at node end': 'the text does not belong to the value before it',
  'With stringKeys, all keys must be strings':
    'a key must be a name, not a list, a map or an alias',
}

/** Without the text that some messages end in: it is in the file, and may be a secret. */
function sentence(message: string): string {
  const cut = message.replace(/(token in YAML (stream|document)|extra characters): .*$/s, '$1')
  return visible(cut.charAt(0).toLowerCase() + cut.slice(1))
}
