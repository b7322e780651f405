import { isAlias, isMap, isScalar, isSeq, type ParsedNode, parseAllDocuments } from 'yaml'
import type { Json } from './json.ts'
import type { Pointer, RuleProblem } from './problem.ts'
import { maxProblems } from './read-text.ts'
import type { SourceFile } from './source-file.ts'

/** The plain value of a YAML file; `undefined` when there is none that could be checked further. */
export interface ParsedYaml {
  value: Json | undefined
  problems: RuleProblem[]
}

/** The deepest nesting that is read; the configuration needs five. */
const maxDepth = 32

/**
 * YAML 1.2 text to a plain value, by the strict profile of the configuration: one document, core
 * schema, no anchors, aliases, merge keys, tags or directives, no key twice. All problems are
 * collected.
 */
export function parseYaml(source: SourceFile): ParsedYaml {
  const problems: RuleProblem[] = []
  const report: Report = (ruleId, [start, end], message, related) => {
    if (problems.length >= maxProblems) return
    problems.push({ ruleId, place: { source, start, end }, message, ...(related && { related }) })
  }

  const documents = parseDocuments(source)
  const [document, second] = documents
  if (document === undefined) return { value: undefined, problems: [empty(source)] }
  if (second !== undefined) {
    const start = second.range[0]
    report('yaml/multiple-documents', [start, start + 3], 'a second document begins here')
  }
  const directive = /^%.*$/m.exec(source.text)
  if (directive !== null && (document.directives?.docStart === true || second !== undefined)) {
    const start = directive.index
    report('yaml/directive', [start, start + directive[0].length], 'the file has a YAML directive')
  }
  for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
    // The walk below reports tags, the known ones too.
    if (code !== 'TAG_RESOLVE_FAILED') report('yaml/syntax', pos, sentence(message))
  }
  if (document.errors.length > 0) return { value: undefined, problems }

  const contents = document.contents
  if (isScalar(contents) && contents.value === null && contents.source === '') {
    return { value: undefined, problems: [...problems, empty(source)] }
  }
  return { value: plain(contents, 0, source, report), problems }
}

/** The offsets of a value or of a property's name, or of the nearest thing around it. */
export interface Located {
  start: number
  end: number
  /** The scalar as it stands in the text, when it is a plain (unquoted) one. */
  plain?: string
}

/**
 * Finds a value or a property's name again. The tree is not kept while the configuration is loaded
 * (it is many times larger than the text); it is made anew for the few files that have a problem.
 */
export function locate(source: SourceFile, pointer: Pointer, at: 'key' | 'value'): Located {
  const root = tree(source)
  if (root === null) return { start: 0, end: 0 }
  let node: ParsedNode = root
  let found: ParsedNode = root
  for (const [index, step] of pointer.entries()) {
    const last = index === pointer.length - 1
    if (isMap<ParsedNode, ParsedNode | null>(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step)
      if (pair === undefined) break
      const missing = pair.value === null || isEmptyScalar(pair.value)
      found = (last && at === 'key') || missing ? pair.key : (pair.value ?? pair.key)
      if (pair.value === null) break
      node = pair.value
    } else if (isSeq<ParsedNode>(node)) {
      const item: ParsedNode | undefined = node.items[Number(step)]
      if (item === undefined) break
      found = item
      node = item
    } else break
  }
  const [start, end] = found.range
  return {
    start,
    end: isScalar(found) ? end : firstLineEnd(source.text, start, end),
    ...(isScalar(found) && found.type === 'PLAIN' && { plain: found.source ?? '' }),
  }
}

// --- internal ---

type Report = (
  ruleId: string,
  range: readonly [number, number],
  message: string,
  related?: RuleProblem['related'],
) => void

const trees = new WeakMap<SourceFile, ParsedNode | null>()

function tree(source: SourceFile): ParsedNode | null {
  let root = trees.get(source)
  if (root === undefined) {
    root = parseDocuments(source)[0]?.contents ?? null
    trees.set(source, root)
  }
  return root
}

function parseDocuments(source: SourceFile) {
  const documents = parseAllDocuments<ParsedNode>(source.text, {
    // The library's own check is quadratic; `plain` does it in linear time and names both places.
    uniqueKeys: false,
    strict: true,
    stringKeys: true,
    // Both explicit, so that a %YAML 1.1 directive cannot change what a value means.
    version: '1.2',
    schema: 'core',
    resolveKnownTags: false,
    prettyErrors: false,
    logLevel: 'silent',
  })
  return Array.isArray(documents) ? documents : []
}

/** The walk that makes the plain value and refuses what the profile does not have. */
function plain(
  node: ParsedNode | null,
  depth: number,
  source: SourceFile,
  report: Report,
): Json | undefined {
  if (node === null) return null
  const [start, end] = node.range
  if (isAlias(node)) {
    report('yaml/anchor', [start, end], `the alias "*${node.source}" is not used here`)
    return undefined
  }
  if (node.anchor !== undefined) {
    const range = propertyRange(source, node, /&\S*(?=(\s+!\S*)?\s*$)/)
    report('yaml/anchor', range, `the anchor "&${node.anchor}" is not used here`)
  }
  if (node.tag !== undefined) {
    const range = propertyRange(source, node, /!\S*(?=(\s+&\S*)?\s*$)/)
    report('yaml/tag', range, `the tag "${source.text.slice(...range)}" is not used here`)
    return undefined
  }
  if (isScalar(node)) return node.value as Json
  if (depth >= maxDepth) {
    report('yaml/depth', [start, start + 1], `values are nested deeper than ${maxDepth} levels`)
    return undefined
  }
  if (isSeq<ParsedNode>(node)) {
    return node.items.map((item) => plain(item, depth + 1, source, report) ?? null)
  }
  if (!isMap<ParsedNode, ParsedNode | null>(node)) return undefined

  const value: { [key: string]: Json } = Object.create(null)
  const first = new Map<string, readonly [number, number]>()
  for (const { key, value: item } of node.items) {
    if (!isScalar(key)) continue
    const name = String(key.value)
    const range = [key.range[0], key.range[1]] as const
    if (name === '<<' && key.type === 'PLAIN') {
      report('yaml/merge', range, 'merge keys are not used here')
      continue
    }
    const before = first.get(name)
    if (before !== undefined) {
      const place = { source, start: before[0], end: before[1] }
      report('yaml/duplicate-key', range, `the key "${name}" stands here a second time`, [
        { place, message: 'first defined here' },
      ])
      continue
    }
    first.set(name, range)
    if (key.anchor !== undefined || key.tag !== undefined) plain(key, depth, source, report)
    const child = plain(item, depth + 1, source, report)
    if (child !== undefined) value[name] = child
  }
  return value
}

function isEmptyScalar(node: ParsedNode | null): boolean {
  return isScalar(node) && node.value === null && node.range[0] === node.range[1]
}

function empty(source: SourceFile): RuleProblem {
  return { ruleId: 'yaml/empty', place: { path: source.path }, message: 'the file is empty' }
}

/** The library's range of a node begins after its anchor and tag. */
function propertyRange(
  { text }: SourceFile,
  { range }: ParsedNode,
  pattern: RegExp,
): readonly [number, number] {
  const from = Math.max(text.lastIndexOf('\n', range[0] - 1), 0)
  const match = pattern.exec(text.slice(from, range[0]))
  if (match === null) return [range[0], range[1]]
  return [from + match.index, from + match.index + match[0].length]
}

function firstLineEnd(text: string, start: number, end: number): number {
  const lineEnd = text.indexOf('\n', start)
  return lineEnd < 0 || lineEnd > end ? end : lineEnd
}

function sentence(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1)
}
