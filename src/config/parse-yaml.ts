import type { CST, Document, ParsedNode } from 'yaml'
import type { Json } from './json.ts'
import { otherReading } from './other-reading.ts'
import type { Pointer, RuleProblem } from './problem.ts'
import { quoted } from './quoted.ts'
import { maxProblems } from './read-text.ts'
import type { SourceFile } from './source-file.ts'
import { syntaxMistakes } from './syntax-mistakes.ts'
import { yaml } from './yaml-library.ts'

/** The plain value of a YAML file; `undefined` when nothing could be checked further. */
export interface ParsedYaml {
  value: Json | undefined
  problems: RuleProblem[]
}

/** The deepest nesting that is read; the configuration needs five. */
const maxDepth = 32

/**
 * The most YAML tokens that are read of a file, some 7,000 lines: a bound for the work and the memory
 * that a hostile file can cost. Long tokens, and those with escapes, count as several.
 */
const maxTokens = 50_000

/**
 * YAML 1.2 text to a plain value, by the strict profile of the configuration: one document, core
 * schema, no anchors, aliases, merge keys, tags or directives, no key twice. All problems are
 * collected.
 */
export function parseYaml(source: SourceFile): ParsedYaml {
  const problems: RuleProblem[] = []
  const report: Report = (ruleId, [start, end], message, more) => {
    if (problems.length >= maxProblems) return
    problems.push({ ruleId, place: { source, start, end }, message, ...more })
  }

  const documents = parseDocuments(source, report)
  if (documents === undefined) return { value: undefined, problems }
  const noValue: RuleProblem = {
    ruleId: 'yaml/empty',
    place: { path: source.path },
    message:
      source.text.trim() === '' ? 'the file is empty' : 'the file has no value, only comments',
  }
  const [document] = documents
  if (document === undefined) return { value: undefined, problems: [...problems, noValue] }
  const errors = documents.flatMap((each) => [...each.errors, ...each.warnings])
  for (const { range, message } of syntaxMistakes(source.text, errors)) {
    report('yaml/syntax', range, message)
  }
  if (document.errors.length > 0) return { value: undefined, problems }

  const { contents } = document
  if (contents === null || (yaml().isScalar(contents) && contents.source === '')) {
    return { value: undefined, problems: [...problems, noValue] }
  }
  return { value: plain(contents, source, report), problems }
}

/** The offsets of a value or of a property's name, or of the nearest thing around it. */
export interface Located {
  start: number
  end: number
  /** A plain (unquoted) scalar as it stands in the text; so is one in braces, which YAML takes for a map. */
  plain?: string | undefined
}

/**
 * Finds a value or a property's name again. The tree is not kept while the configuration is loaded
 * (it is many times larger than the text); it is made again for the few files that have a problem.
 */
export function locate(source: SourceFile, pointer: Pointer, at: 'key' | 'value'): Located {
  const root = tree(source)
  if (root === null) return { start: 0, end: 0 }
  let node: ParsedNode = root
  let found: ParsedNode = root
  for (const [index, step] of pointer.entries()) {
    const last = index === pointer.length - 1
    if (yaml().isMap<ParsedNode, ParsedNode | null>(node)) {
      const pair = node.items.find(({ key }) => yaml().isScalar(key) && key.value === step)
      if (pair === undefined) break
      const missing = pair.value === null || isEmptyScalar(pair.value)
      found = (last && at === 'key') || missing ? pair.key : (pair.value ?? pair.key)
      if (pair.value === null) break
      node = pair.value
    } else if (yaml().isSeq<ParsedNode>(node)) {
      const item: ParsedNode | undefined = node.items[Number(step)]
      if (item === undefined) break
      found = item
      node = item
    } else break
  }
  const [start, end] = found.range
  return {
    start,
    end: yaml().isScalar(found) ? end : firstLineEnd(source.text, start, end),
    ...(found === node && { plain: plainText(source, node) }),
  }
}

// --- internal ---

/** What stands without quotes: `{guid}` is a map for YAML, but a text for its author. */
function plainText(source: SourceFile, node: ParsedNode): string | undefined {
  if (yaml().isScalar(node)) return node.type === 'PLAIN' ? (node.source ?? '') : undefined
  if (!yaml().isMap<ParsedNode, ParsedNode | null>(node) || !node.flow) return undefined
  const [pair, ...others] = node.items
  const isBare = pair !== undefined && others.length === 0 && pair.value === null
  return isBare ? source.text.slice(node.range[0], node.range[1]) : undefined
}

type Report = (
  ruleId: string,
  range: readonly [number, number],
  message: string,
  more?: Pick<RuleProblem, 'related' | 'help' | 'suggest'>,
) => void

const trees = new WeakMap<SourceFile, ParsedNode | null>()

function tree(source: SourceFile): ParsedNode | null {
  let root = trees.get(source)
  if (root === undefined) {
    root = parseDocuments(source, () => undefined)?.[0]?.contents ?? null
    trees.set(source, root)
  }
  return root
}

/**
 * Reads token by token, so that what must not be there is seen at its own place, and what is too
 * much or too deep is refused before anything is built of it.
 *
 * @returns nothing when a limit is exceeded.
 */
function parseDocuments(
  source: SourceFile,
  report: Report,
): Document.Parsed<ParsedNode>[] | undefined {
  const parser = new (yaml().Parser)()
  const tokens: CST.Token[] = []
  let count = 0
  let isText = false
  for (const lexeme of new (yaml().Lexer)().lex(source.text)) {
    // A token of type "scalar" is only a mark: the text of the scalar is the next one.
    const type: string | null = isText ? null : yaml().CST.tokenType(lexeme)
    isText = type === 'scalar'
    const { offset } = parser
    const place = [offset, offset + lexeme.length] as const
    if (type === 'anchor')
      report('yaml/anchor', place, `the anchor ${quoted(lexeme)} is not used here`)
    if (type === 'tag') report('yaml/tag', place, `the tag ${quoted(lexeme)} is not used here`)
    if (type === 'directive-line') report('yaml/directive', place, 'the file has a YAML directive')
    if (type?.endsWith('-quoted-scalar') && !isClosed(lexeme)) {
      const end = firstLineEnd(source.text, offset, offset + lexeme.length)
      report('yaml/syntax', [offset, end], `the quote ${lexeme.charAt(0)} is not closed`)
    }
    count += 1 + lexeme.length / 32
    if (type === 'double-quoted-scalar') count += lexeme.split('\\').length
    if (count > maxTokens) {
      report('yaml/size', [offset, offset + 1], 'the file is too large from here on')
      return undefined
    }
    for (const token of parser.next(lexeme)) tokens.push(token)
    if (depth(parser.stack) > maxDepth) {
      report('yaml/depth', place, `values are nested deeper than ${maxDepth} levels`)
      return undefined
    }
  }
  for (const token of parser.end()) tokens.push(token)
  const [, second] = tokens.filter(({ type }) => type === 'document')
  if (second !== undefined) {
    const end = firstLineEnd(source.text, second.offset, source.text.length)
    report('yaml/multiple-documents', [second.offset, end], 'a second document begins here')
  }
  const composer = new (yaml().Composer)({
    // The library's own check is quadratic; `plain` does it in linear time and names both places.
    uniqueKeys: false,
    strict: true,
    stringKeys: true,
    // Both explicit, so that a %YAML 1.1 directive cannot change what a value means.
    version: '1.2',
    schema: 'core',
    resolveKnownTags: false,
    logLevel: 'silent',
  })
  return [...composer.compose(tokens)]
}

function depth(stack: readonly CST.Token[]): number {
  if (stack.length <= maxDepth) return 0
  return stack.filter((token) => yaml().CST.isCollection(token)).length
}

/** The walk that makes the plain value and refuses what the profile does not have. */
function plain(node: ParsedNode | null, source: SourceFile, report: Report): Json | undefined {
  if (node === null) return null
  if (yaml().isAlias(node)) {
    report('yaml/anchor', range(node), `the alias ${quoted(`*${node.source}`)} is not used here`)
    return undefined
  }
  if (yaml().isScalar(node)) return node.value as Json
  if (yaml().isSeq<ParsedNode>(node))
    return node.items.map((item) => plain(item, source, report) ?? null)
  if (!yaml().isMap<ParsedNode, ParsedNode | null>(node)) return undefined

  const value: { [key: string]: Json } = Object.create(null)
  const first = new Map<string, readonly [number, number]>()
  for (const { key, value: item } of node.items) {
    if (!yaml().isScalar(key)) {
      plain(key, source, report)
      continue
    }
    const name = String(key.value)
    if (name === '<<' && key.type === 'PLAIN') {
      report('yaml/merge', range(key), 'merge keys are not used here')
      continue
    }
    const before = first.get(name)
    if (before !== undefined) {
      const place = { source, start: before[0], end: before[1] }
      report(
        'yaml/duplicate-key',
        range(key),
        `the key ${quoted(name)} stands here a second time`,
        { related: [{ place, message: 'first defined here' }] },
      )
      continue
    }
    first.set(name, range(key))
    if (key.type === 'PLAIN') reportOtherReading(name, range(key), report)
    const child = plain(item, source, report)
    if (child !== undefined) value[name] = child
  }
  return value
}

/** Names stay strings here; other tools that read the file make something else of them. */
function reportOtherReading(name: string, place: readonly [number, number], report: Report): void {
  const read = otherReading(name)
  if (read === undefined) return
  const text = JSON.stringify(name)
  const [start, end] = place
  report('yaml/unquoted', place, `the name ${name} needs quotes: YAML tools read it as ${read}`, {
    help: `Write it in quotes: ${text}.`,
    suggest: [{ title: `write \`${text}\``, edit: { start, end, text }, safe: true }],
  })
}

function range(node: ParsedNode): readonly [number, number] {
  return [node.range[0], node.range[1]]
}

function isEmptyScalar(node: ParsedNode | null): boolean {
  return yaml().isScalar(node) && node.value === null && node.range[0] === node.range[1]
}

/** Whether a quoted scalar ends in its quote, and not in an escaped one. */
function isClosed(lexeme: string): boolean {
  const quote = lexeme.charAt(0)
  const escaper = quote === '"' ? '\\' : quote
  const last = lexeme.length - 1
  let escapes = 0
  while (last - 1 - escapes > 0 && lexeme[last - 1 - escapes] === escaper) escapes += 1
  return last > 0 && lexeme[last] === quote && escapes % 2 === 0
}

/** The end of the line, without its line break. */
function firstLineEnd(text: string, start: number, end: number): number {
  const lineBreak = /\r?\n/g
  lineBreak.lastIndex = start
  return Math.min(lineBreak.exec(text)?.index ?? end, end)
}
