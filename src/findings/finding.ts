/** How much a finding matters: an `error` fails the run, a `warning` does with `--max-warnings`. */
export type Severity = 'error' | 'warning' | 'info'

/** A place in a text: lines and columns count from 1, columns in UTF-16 units. */
export interface Position {
  line: number
  column: number
}

/** From `start` up to, not including, `end`. */
export interface Range {
  start: Position
  end: Position
}

/** Another place that belongs to a finding. */
export interface RelatedPlace {
  message: string
  /** Relative to the start folder, with `/`. */
  file: string
  range?: Range
}

/** A change of the text of a file. */
export interface TextEdit {
  range: Range
  text: string
}

/** A way to fix a finding. */
export interface Suggestion {
  /** What it does, as a command: `rename it to "labels"`. */
  title: string
  /** In the file of the finding. */
  edit: TextEdit
  /** No other fix could have been meant: `--fix` does it. */
  safe: boolean
}

/** One thing that is wrong (or worth knowing): everything that prints or counts works on these. */
export interface Finding {
  /** Family and slug, such as `redirect-uri/fragment`; never renamed. */
  ruleId: string
  severity: Severity
  /** A sentence that stands alone. */
  message: string
  /** Relative to the start folder, with `/`. */
  file: string
  /** Absent when the place is not known, as for a missing file. */
  range?: Range
  /** RFC 6901 pointer into the file's value. */
  pointer?: string
  related: RelatedPlace[]
  /** What to do about it. */
  help: string
  suggest: Suggestion[]
  docUrl: string
}

/** Errors first: what limits of a format cut off is the least. */
export function bySeverity(a: Pick<Finding, 'severity'>, b: Pick<Finding, 'severity'>): number {
  return ranks[a.severity] - ranks[b.severity]
}

/** By file, line, column and message, so that output does not depend on the order of work. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compare(a.file, b.file) ||
    (a.range?.start.line ?? 0) - (b.range?.start.line ?? 0) ||
    (a.range?.start.column ?? 0) - (b.range?.start.column ?? 0) ||
    compare(a.message, b.message)
  )
}

// --- internal ---

const ranks: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
