import type { Problem } from '../config/problem.ts'
import type { EnvironmentDraft, Workspace } from '../config/workspace.ts'
import type { RuleInfo } from '../findings/rule-info.ts'

/** What a rule may look at besides what it checks. */
export interface RuleContext {
  workspace: Workspace
  /** The time; only rules with `clock: true` may look at it. */
  now: Date
  /** Everything that can be found, by id. */
  rules: ReadonlyMap<string, RuleInfo>
}

/** A rule about each environment on its own. */
export interface EnvironmentRule extends RuleInfo {
  check(environment: EnvironmentDraft, context: RuleContext): Iterable<Problem>
}

/** A rule about several environments together, or about files as text. */
export interface WorkspaceRule extends RuleInfo {
  checkWorkspace(workspace: Workspace, context: RuleContext): Iterable<Problem>
}

export type Rule = EnvironmentRule | WorkspaceRule
