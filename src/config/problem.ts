import type { SourceFile } from './source-file.ts'

/** The way to a value: property names and array indexes from the root of a file. */
export type Pointer = readonly (string | number)[]

/** A place in a file: a value, a property's name, a stretch of text, or the file as a whole. */
export type Place =
  | { source: SourceFile; pointer: Pointer; at: 'key' | 'value' }
  | { source: SourceFile; start: number; end: number }
  | { path: string }

/** A change of the text of a file. */
export interface Edit {
  /** Offsets in the text as it is. */
  start: number
  end: number
  text: string
}

/** A way to fix a problem. */
export interface ProblemSuggestion {
  /** What it does, as a command: `rename it to "labels"`. */
  title: string
  /** In the file of the problem. */
  edit: Edit
  /** No other fix could have been meant: `--fix` may do it. */
  safe?: boolean
}

/** What the loader and the rules say; `toFinding` makes the finding of it. */
export interface Problem {
  place: Place
  message: string
  related?: readonly { place: Place; message: string }[]
  /** Better advice than the rule's own, when there is some. */
  help?: string
  suggest?: readonly ProblemSuggestion[]
}

/** A problem that knows its rule. */
export interface RuleProblem extends Problem {
  ruleId: string
}

/** A value read from a file, which keeps the file. */
export interface Document<T> {
  readonly source: SourceFile
  readonly value: T
}

/** The place of a value. */
export function valueAt(document: { source: SourceFile }, ...pointer: Pointer): Place {
  return { source: document.source, pointer, at: 'value' }
}

/** The place of a property's name. */
export function keyAt(document: { source: SourceFile }, ...pointer: Pointer): Place {
  return { source: document.source, pointer, at: 'key' }
}

/** RFC 6901. */
export function formatPointer(pointer: Pointer): string {
  return pointer.map((step) => `/${String(step).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('')
}
