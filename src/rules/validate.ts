import type { ConfigTree } from '../config/config-tree.ts'
import { type Environment, toEnvironment } from '../config/environment.ts'
import type { Settings } from '../config/generated/settings.ts'
import { loadWorkspace } from '../config/load-workspace.ts'
import { type Measure, unmeasured } from '../config/measure.ts'
import { formatPointer, type Problem, type RuleProblem } from '../config/problem.ts'
import type { SourceFile } from '../config/source-file.ts'
import type { TenantDraft, Workspace } from '../config/workspace.ts'
import { compareFindings, type Finding } from '../findings/finding.ts'
import type { FindingReport } from '../findings/formats/formatter.ts'
import { gradedSeverity, type RuleInfo } from '../findings/rule-info.ts'
import { type Part, type PartView, viewPart } from './part.ts'
import { ruleInfos, rules } from './registry.ts'
import type { Rule, RuleContext } from './rule.ts'
import { suppress } from './suppression/suppress.ts'
import { mayBeSecret, toFinding } from './to-finding.ts'

/** What `validate` found and counted. */
export interface Validation extends FindingReport {
  workspace: Workspace
}

/** Takes a file, by its path. */
export type FileFilter = (file: string) => boolean

export interface ValidateOptions {
  /** The time that clock rules compare with. */
  now: Date
  /** Only these environments are reported; rules that compare environments still see all. */
  environments?: readonly string[]
  /** Only this is reported, and only what it is judged by is read; instead of `environments` and `select`. */
  part?: Part
  /**
   * Only files that all of these take are reported; of a finding each has to take one of the places.
   * Rules still see all files.
   */
  select?: readonly FileFilter[]
  /** Rule severities of another revision than the tree's own. */
  severities?: Settings['rules']
  /** Comments suppress nothing: everything is reported. */
  noIgnores?: boolean
  /** Takes the time of each part of the work. */
  measure?: Measure | undefined
}

/** Loads and checks everything below `config/`. */
export function validate(tree: ConfigTree, options: ValidateOptions): Validation {
  const measure = options.measure ?? unmeasured
  const view = options.part && viewPart(tree, options.part, options.severities)
  const isUnsure = (rule: RuleInfo) => view?.suffices(rule) === false
  const { workspace, problems: formProblems } = loadWorkspace(view?.tree ?? tree, measure)
  const severities = options.severities ?? workspace.settings?.value.rules ?? {}
  const isOff = (ruleId: string) => {
    const info = ruleInfos.get(ruleId)
    return info !== undefined && gradedSeverity(info, severities[ruleId]) === 'off'
  }
  const all: RuleProblem[] = [...formProblems]
  const isAboutUnread = aboutUnread(formProblems)
  const { clocked, timeless } = contexts(workspace, options.now)
  for (const rule of rules) {
    if (isOff(rule.id) || (rule.fleet === 'all' && isUnsure(rule))) continue
    const context = rule.clock ? clocked : timeless
    const problems = measure('rules', rule.id, () => [...check(rule, context)])
    for (const problem of problems) {
      if (!isAboutUnread(problem)) all.push({ ...problem, ruleId: rule.id })
    }
  }
  const findingOf = (problem: RuleProblem) => toFinding(problem, ruleInfos, severities)
  const found = measure('places', '', () => all.map(findingOf))
  const judged = options.noIgnores
    ? { findings: found, suppressed: [], problems: [] }
    : suppress(found, workspace.sources, ruleInfos, options.now, isUnsure)
  const problems = judged.problems.filter(({ ruleId }) => !isOff(ruleId))
  const kept = [...judged.findings, ...problems.map(findingOf)]
  const secrets = kept.filter(isSecret)
  const isClean = (place: Pick<Finding, 'file' | 'range'>) =>
    !secrets.some((secret) => touch(place, secret))
  const sources = new Map(workspace.sources.map(({ path, text }) => [path, text]))
  for (const { file } of secrets) sources.delete(file)
  for (const { place, ruleId } of all) {
    if ('pointer' in place && mayBeSecret({ place, ruleId })) sources.delete(place.source.path)
  }
  const validation = {
    findings: kept.filter((finding) => isSecret(finding) || isClean(finding)).sort(compareFindings),
    suppressed: judged.suppressed
      .filter(
        ({ finding, comment: range }) => isClean(finding) && isClean({ file: finding.file, range }),
      )
      .sort((a, b) => compareFindings(a.finding, b.finding)),
    workspace: view === undefined ? workspace : judgedOf(workspace, view),
    text: (file: string) => sources.get(file),
    rules: ruleInfos,
  }
  return narrowed(validation, view ?? takenByAll(fileFilters(options)))
}

/** What is reported: of which files, and which findings. */
export type Selection = Pick<PartView, 'has' | 'concerns'>

/** Files that every filter takes; of a finding each has to take one of the places. */
export function takenByAll(filters: readonly FileFilter[]): Selection {
  return {
    has: (file) => filters.every((filter) => filter(file)),
    concerns: (file, related) => filters.every((filter) => [file, ...related].some(filter)),
  }
}

/**
 * What a validation says about some files, and the summary of that.
 *
 * @param others paths of tenants that are known to be there, of which nothing was found and not all were read.
 */
export function narrowed(
  { findings: all, suppressed: allSuppressed, ...rest }: Omit<Validation, 'summary'>,
  { has, concerns }: Selection,
  others: readonly string[] = [],
): Validation {
  const isReported = ({ file, related }: Finding) =>
    concerns(
      file,
      related.map((other) => other.file),
    )
  const findings = all.filter(isReported)
  const suppressed = allSuppressed.filter(({ finding }) => isReported(finding))
  const { sources, environments } = rest.workspace
  const tenants = environments.flatMap((environment) => environment.tenants)
  const read = new Set(sources.map(({ path }) => path))
  const unread = others.filter((path) => !read.has(path) && has(path)).length
  const count = (files: readonly SourceFile[]) =>
    files.filter(({ path }) => has(path)).length + unread
  return {
    ...rest,
    findings,
    suppressed,
    summary: {
      errors: findings.filter(({ severity }) => severity === 'error').length,
      warnings: findings.filter(({ severity }) => severity === 'warning').length,
      suppressed: suppressed.length,
      files: count(sources),
      tenants: count(tenants.map(({ source }) => source)),
    },
  }
}

/**
 * One environment, ready for use, or the findings that stand in the way. Of other environments only that
 * is read with which it is compared.
 *
 * @param of `about`: paths of the files that the use is about, such as that of one tenant: the environment then
 * has no other tenants, and rules that need every tenant are not asked. Absent: the whole environment.
 * `alone`: nothing is going to be changed: rules that compare tenants are not asked either.
 * `before`: the files of which the tree is a change: only what that changes is compared.
 * @returns `environment` only when it has no error findings.
 */
export function validateEnvironment(
  tree: ConfigTree,
  name: string,
  now: Date,
  of: Omit<Part, 'environment'> = {},
): Validation & { environment?: Environment } {
  const validation = validate(tree, { now, part: { environment: name, ...of } })
  const draft = validation.workspace.environments.find((candidate) => candidate.name === name)
  if (draft === undefined || validation.summary.errors > 0) return validation
  return { ...validation, environment: toEnvironment(draft) }
}

// --- internal ---

/** The tenants that rules of the clock see. */
function hasKnownFailure({ value }: TenantDraft): boolean {
  return value.knownFailure !== undefined
}

/** What rules of the clock see, and what the others do: neither can look at what it did not declare. */
function contexts(
  workspace: Workspace,
  now: Date,
): { clocked: RuleContext; timeless: RuleContext } {
  const environments = workspace.environments.map((environment) => ({
    ...environment,
    tenants: environment.tenants.filter(hasKnownFailure),
  }))
  return {
    clocked: { workspace: { ...workspace, environments }, now, rules: ruleInfos },
    timeless: {
      workspace,
      rules: ruleInfos,
      get now(): never {
        throw new TypeError('a rule looks at the clock without saying so: `clock: true`')
      },
    },
  }
}

/** Tenants that are not judged may have holes, and are not handed out. */
function judgedOf(workspace: Workspace, { has }: PartView): Workspace {
  const environments = workspace.environments.map((environment) => ({
    ...environment,
    tenants: environment.tenants.filter(({ source }) => has(source.path)),
  }))
  return { ...workspace, environments }
}

function* check(rule: Rule, context: RuleContext): Iterable<Problem> {
  if ('checkWorkspace' in rule) yield* rule.checkWorkspace(context.workspace, context)
  else {
    for (const environment of context.workspace.environments) {
      yield* rule.check(environment, context)
    }
  }
}

/**
 * Whether a problem is about a value in which something has the wrong form: rules do not see that part,
 * and would say that it is missing.
 */
function aboutUnread(formProblems: readonly RuleProblem[]): (problem: Problem) => boolean {
  const unread = new Map<string, Set<string>>()
  for (const { place } of formProblems) {
    if (!('pointer' in place)) continue
    const { path } = place.source
    const around = unread.get(path) ?? new Set()
    unread.set(path, around)
    for (let length = 1; length <= place.pointer.length; length += 1) {
      around.add(formatPointer(place.pointer.slice(0, length)))
    }
  }
  return ({ place }) =>
    'pointer' in place && unread.get(place.source.path)?.has(formatPointer(place.pointer)) === true
}

function fileFilters({ environments, select = [] }: ValidateOptions): FileFilter[] {
  return environments === undefined ? [...select] : [isIn(environments), ...select]
}

/** `config/ikctl.yaml` concerns every environment. */
function isIn(environments: readonly string[]): FileFilter {
  return (file) => {
    const [, folder = '', rest] = file.split('/')
    return rest === undefined || environments.includes(folder)
  }
}

function isSecret({ ruleId }: Finding): boolean {
  return ruleId.startsWith('secret/')
}

/** Whether two places share a line: the message of one might quote what the other must not show. */
function touch(place: Pick<Finding, 'file' | 'range'>, secret: Finding): boolean {
  if (place.file !== secret.file || !place.range || !secret.range) return false
  return (
    place.range.start.line <= secret.range.end.line &&
    secret.range.start.line <= place.range.end.line
  )
}
