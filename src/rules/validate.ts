import type { ConfigTree } from '../config/config-tree.ts'
import { type Environment, toEnvironment } from '../config/environment.ts'
import type { Settings } from '../config/generated/settings.ts'
import { loadWorkspace } from '../config/load-workspace.ts'
import type { RuleProblem } from '../config/problem.ts'
import type { Workspace } from '../config/workspace.ts'
import { compareFindings, type Finding } from '../findings/finding.ts'
import type { FindingReport } from '../findings/formats/formatter.ts'
import { ruleInfos, rules } from './registry.ts'
import { toFinding } from './to-finding.ts'

/** What `validate` found and counted. */
export interface Validation extends FindingReport {
  workspace: Workspace
}

export interface ValidateOptions {
  /** The time that clock rules compare with. */
  now: Date
  /** Only these environments are reported; rules that compare environments still see all. */
  environments?: readonly string[]
  /** Rule severities of another revision than the tree's own. */
  severities?: Settings['rules']
}

/** Loads and checks everything below `config/`. */
export function validate(tree: ConfigTree, options: ValidateOptions): Validation {
  const { workspace, problems: formProblems } = loadWorkspace(tree)
  const severities = options.severities ?? workspace.settings?.value.rules ?? {}
  const all: RuleProblem[] = [...formProblems]
  const context = { workspace, now: options.now, rules: ruleInfos }
  for (const rule of rules) {
    if (severities[rule.id] === 'off' && rule.locked !== true) continue
    const problems =
      'check' in rule
        ? workspace.environments.flatMap((environment) => [...rule.check(environment, context)])
        : rule.checkWorkspace(workspace, context)
    for (const problem of problems) all.push({ ...problem, ruleId: rule.id })
  }
  const selected = options.environments
  const found = all.map((problem) => toFinding(problem, ruleInfos, severities))
  const secrets = found.filter(isSecret)
  const findings = found
    .filter((finding) => selected === undefined || concerns(finding, selected))
    .filter((finding) => isSecret(finding) || !secrets.some((secret) => touch(finding, secret)))
    .sort(compareFindings)
  const sources = new Map(workspace.sources.map(({ path, text }) => [path, text]))
  for (const { file } of secrets) sources.delete(file)
  return {
    findings,
    workspace,
    text: (file) => sources.get(file),
    rules: ruleInfos,
    summary: {
      errors: findings.filter(({ severity }) => severity === 'error').length,
      warnings: findings.filter(({ severity }) => severity === 'warning').length,
      files: workspace.sources.filter(({ path }) => !selected || isBelow(path, selected)).length,
      tenants: workspace.environments
        .filter(({ name }) => selected === undefined || selected.includes(name))
        .reduce((sum, { tenants }) => sum + tenants.length, 0),
    },
  }
}

/**
 * One environment, ready for use, or the findings that stand in the way.
 *
 * @returns `environment` only when it has no error findings.
 */
export function validateEnvironment(
  tree: ConfigTree,
  name: string,
  now: Date,
): Validation & { environment?: Environment } {
  const validation = validate(tree, { now, environments: [name] })
  const draft = validation.workspace.environments.find((candidate) => candidate.name === name)
  if (draft === undefined || validation.summary.errors > 0) return validation
  return { ...validation, environment: toEnvironment(draft) }
}

// --- internal ---

/** Whether a finding is in one of these environments, or has its other place there. */
function concerns({ file, related }: Finding, environments: readonly string[]): boolean {
  return [file, ...related.map((other) => other.file)].some((path) => isBelow(path, environments))
}

/** `config/ikctl.yaml` concerns every environment. */
function isBelow(file: string, environments: readonly string[]): boolean {
  const [, folder = '', rest] = file.split('/')
  return rest === undefined || environments.includes(folder)
}

function isSecret({ ruleId }: Finding): boolean {
  return ruleId.startsWith('secret/')
}

/** Whether two findings share a line: the message of one might quote what the other must not show. */
function touch(finding: Finding, secret: Finding): boolean {
  if (finding.file !== secret.file || !finding.range || !secret.range) return false
  return (
    finding.range.start.line <= secret.range.end.line &&
    secret.range.start.line <= finding.range.end.line
  )
}
