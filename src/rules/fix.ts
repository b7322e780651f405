import type { ConfigTree } from '../config/config-tree.ts'
import { overlayTree } from '../config/overlay-tree.ts'
import type { Finding, Suggestion, TextEdit } from '../findings/finding.ts'
import { type FileFilter, type ValidateOptions, type Validation, validate } from './validate.ts'

/** What a fix made of one file. */
export interface FixedFile {
  path: string
  before: string
  after: string
}

/** One edit that was made. */
export interface AppliedFix {
  /** As it was found; the place is that before this edit. */
  finding: Finding
  title: string
}

export interface FixResult {
  files: FixedFile[]
  applied: AppliedFix[]
  /** What is found afterwards. */
  validation: Validation
}

/** What one edit uncovers is fixed as well; more rounds than there are layers would mean a mistake here. */
const maxRounds = 5

/**
 * Makes the safe edits of all findings, in memory: nothing but the stretches that they name changes.
 * Files that hold a secret are left alone, since a change of them would be shown.
 */
export function fix(tree: ConfigTree, options: ValidateOptions): FixResult {
  const after = new Map<string, string>()
  const before = new Map<string, string>()
  const applied: AppliedFix[] = []
  const fixed = overlayTree(tree, after)
  let validation = validate(fixed, options)
  for (let round = 0; round < maxRounds; round++) {
    const edits = safeEdits(validation, options.select ?? [])
    if (edits.size === 0) break
    for (const [path, own] of edits) {
      const text = validation.text(path) ?? ''
      if (!before.has(path)) before.set(path, text)
      const chosen = own.map(({ suggestion }) => suggestion.edit)
      after.set(path, applyEdits(text, chosen))
      applied.push(...own.map(({ finding, suggestion: { title } }) => ({ finding, title })))
    }
    validation = validate(fixed, options)
  }
  const files = [...after].map(([path, text]) => ({
    path,
    before: before.get(path) ?? text,
    after: text,
  }))
  return { files, applied, validation }
}

// --- internal ---

/** Makes edits that do not overlap, given in the order of the text. */
function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const offset = offsets(text)
  let result = text
  // From the end, so that the places of the others stay true.
  for (const { range, text: replacement } of [...edits].reverse()) {
    const [start, end] = [offset(range.start), offset(range.end)]
    result = result.slice(0, start) + replacement + result.slice(end)
  }
  return result
}

interface ChosenEdit {
  finding: Finding
  suggestion: Suggestion
}

/** In the order of the text; of two that overlap the second waits for the next round. */
function safeEdits(
  { findings, text }: Validation,
  select: readonly FileFilter[],
): Map<string, ChosenEdit[]> {
  const chosen = new Map<string, ChosenEdit[]>()
  for (const finding of findings) {
    const suggestion = finding.suggest.find(({ safe }) => safe)
    // A finding may be reported for its other place: only files that were named are changed.
    const isNamed = select.every((takes) => takes(finding.file))
    if (suggestion === undefined || !isNamed || text(finding.file) === undefined) continue
    const own = chosen.get(finding.file)
    if (own === undefined) chosen.set(finding.file, [{ finding, suggestion }])
    else own.push({ finding, suggestion })
  }
  for (const [path, own] of chosen) {
    own.sort((a, b) => compare(a.suggestion.edit.range.start, b.suggestion.edit.range.start))
    const apart: ChosenEdit[] = []
    for (const edit of own) {
      const last = apart.at(-1)?.suggestion.edit.range.end
      if (last === undefined || compare(last, edit.suggestion.edit.range.start) <= 0)
        apart.push(edit)
    }
    chosen.set(path, apart)
  }
  return chosen
}

type Place = TextEdit['range']['start']

function compare(a: Place, b: Place): number {
  return a.line - b.line || a.column - b.column
}

/** The offset of a line and column. */
function offsets(text: string): (place: Place) => number {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return ({ line, column }) => (starts[line - 1] ?? text.length) + column - 1
}
