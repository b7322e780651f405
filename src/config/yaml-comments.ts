import { yaml } from './yaml-library.ts'

/** A comment, from its `#` to the end of its line. */
export interface YamlComment {
  start: number
  end: number
  text: string
}

/** The comments of a YAML text, in order; what looks like one within a value is none. */
export function yamlComments(text: string): YamlComment[] {
  const comments: YamlComment[] = []
  let offset = 0
  let isScalar = false
  for (const lexeme of new (yaml().Lexer)().lex(text)) {
    const type: string | null = isScalar ? 'text' : yaml().CST.tokenType(lexeme)
    isScalar = type === 'scalar'
    // Marks that are no part of the text.
    if (type === 'scalar' || type === 'doc-mode' || type === 'flow-error-end') continue
    if (type === 'comment') {
      comments.push({ start: offset, end: offset + lexeme.length, text: lexeme })
    }
    offset += lexeme.length
  }
  return comments
}
