import { analyse } from 'scslre'
import ts from 'typescript'

/** A pattern that may stay as it is, because its input is bounded. */
export interface PatternException {
  file: string
  /** The pattern as the file has it, between the slashes; of one assembled at run time, the argument. */
  pattern: string
  /** What bounds its input. */
  reason: string
}

/**
 * Finds regular expressions that can take more than linear time: on backtracking, or because a match is
 * tried again at each place of the text. Those assembled at run time cannot be judged, and are found as well.
 *
 * @param exceptions each must be of use.
 * @returns sentences with file and line.
 */
export function checkPatterns(
  files: readonly { path: string; text: string }[],
  exceptions: readonly PatternException[],
): string[] {
  const unused = new Set(exceptions)
  const problems: string[] = []
  for (const { path, text } of files) {
    for (const { line, source, flags } of patternsOf(path, text)) {
      const problem = flags === undefined ? 'is assembled at run time' : slowness(source, flags)
      if (problem === undefined) continue
      const exception = exceptions.find(({ file, pattern }) => file === path && pattern === source)
      if (exception !== undefined) unused.delete(exception)
      else problems.push(`${path}:${line}: the pattern ${source} ${problem}`)
    }
  }
  for (const { file, pattern } of unused) {
    problems.push(`${file}: the exception for the pattern ${pattern} is not needed: remove it`)
  }
  return problems
}

// --- internal ---

interface Pattern {
  line: number
  source: string
  /** Absent: the source is code, which makes the pattern at run time. */
  flags?: string
}

function patternsOf(path: string, text: string): Pattern[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest)
  const patterns: Pattern[] = []
  const visit = (node: ts.Node): void => {
    const pattern = patternOf(node, file)
    if (pattern !== undefined) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file))
      patterns.push({ line: line + 1, ...pattern })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return patterns
}

function patternOf(node: ts.Node, file: ts.SourceFile): Omit<Pattern, 'line'> | undefined {
  if (ts.isRegularExpressionLiteral(node)) {
    const end = node.text.lastIndexOf('/')
    return { source: node.text.slice(1, end), flags: node.text.slice(end + 1) }
  }
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return undefined
  if (node.expression.getText(file) !== 'RegExp') return undefined
  const [source, flags] = node.arguments ?? []
  if (source === undefined) return undefined
  if (!ts.isStringLiteralLike(source)) return { source: source.getText(file) }
  return { source: source.text, flags: flags && ts.isStringLiteralLike(flags) ? flags.text : '' }
}

function slowness(source: string, flags: string): string | undefined {
  const [report] = analyse({ source, flags }).reports
  if (report === undefined) return undefined
  const growth = report.exponential ? 'exponential' : 'at least quadratic'
  return `takes ${growth} time on a text of many ${JSON.stringify(report.character.pick)}`
}
