import type { Finding } from '../finding.ts'
import type { RuleInfo } from '../rule-info.ts'
import type { SuppressedFinding } from '../suppressed-finding.ts'

/** What was found and looked at. */
export interface Summary {
  errors: number
  warnings: number
  suppressed: number
  files: number
  tenants: number
}

/** What a formatter prints. */
export interface FindingReport {
  findings: readonly Finding[]
  /** What comments in the files suppress. */
  suppressed: readonly SuppressedFinding[]
  summary: Summary
  /** The text of a file, for code frames. */
  text(file: string): string | undefined
  /** What the rules behind the findings say of themselves, by id. */
  rules: ReadonlyMap<string, RuleInfo>
}

export interface FormatOptions {
  /** ANSI colours. */
  colour: boolean
  /** Width of the terminal, in columns. */
  columns: number
  /**
   * The start folder below the root of the repository, with `/` at its end: what CI systems show at a
   * file needs the path from there.
   */
  prefix?: string
}

/** Data in, text out, nothing else. */
export type Formatter = (report: FindingReport, options: FormatOptions) => string
