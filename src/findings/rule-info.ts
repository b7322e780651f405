import type { Severity } from './finding.ts'

/** What everyone may know of a rule: the registry lists it, `explain` prints it. */
export interface RuleInfo {
  /** Family and slug: names its file, its test cases and its documentation page. */
  id: string
  /** The version that brought it; absent: the first, 0.1.0. */
  since?: string
  severity: Severity
  /** What it finds, in one sentence. */
  summary: string
  /** How to fix it, in one or two sentences. */
  help: string
  /** It guards secrets or the file format itself: it can neither be suppressed nor re-graded. */
  locked?: boolean
  /**
   * It guards keys, hosts, tokens or authorization codes: no comment in a file suppresses it, no setting
   * lowers it or switches it off.
   */
  guard?: boolean
  /**
   * What it finds depends on the time. Of the tenants it sees only those with a known failure, so that
   * it can be asked again without reading thousands of files.
   */
  clock?: boolean
  /**
   * It looks at several tenants together: at those that share an id or a name (`alike`), or at every one
   * (`all`). Absent: it judges each tenant by its own file and those of the environment.
   */
  fleet?: 'alike' | 'all'
  /** What `--fix` does about it, in one sentence; absent when only people can tell what was meant. */
  fix?: string
}

/** Whether a comment `# ikctl-ignore` may suppress what the rule finds. */
export function isSuppressible({ locked, guard }: RuleInfo): boolean {
  return locked !== true && guard !== true
}

/** The severity of a rule when settings choose one for it. */
export function gradedSeverity(
  { severity, locked, guard }: Pick<RuleInfo, 'severity' | 'locked' | 'guard'>,
  chosen: Severity | 'off' = severity,
): Severity | 'off' {
  const isLower = severities.indexOf(chosen) < severities.indexOf(severity)
  return locked === true || (guard === true && isLower) ? severity : chosen
}

/** Whether no setting changes the severity of a rule. */
export function hasFixedSeverity({ severity, locked, guard }: RuleInfo): boolean {
  return locked === true || (guard === true && severity === 'error')
}

/** From the least to the most. */
export const severities = ['off', 'info', 'warning', 'error'] as const

/** The page of a rule, relative to the folder of the repository, which is also that of the package. */
export function rulePage(id: string): string {
  return `docs/rules/${id}.md`
}
