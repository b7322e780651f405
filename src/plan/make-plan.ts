import { createHash } from 'node:crypto'
import type { ConfigTree } from '../config/config-tree.ts'
import { type Environment, toEnvironment } from '../config/environment.ts'
import type { Settings } from '../config/generated/settings.ts'
import { loadWorkspace } from '../config/load-workspace.ts'
import { rememberTree } from '../config/remember-tree.ts'
import type { EnvironmentDraft, Workspace } from '../config/workspace.ts'
import type { Finding } from '../findings/finding.ts'
import type { SuppressedFinding } from '../findings/suppressed-finding.ts'
import { IkctlError } from '../ikctl-error.ts'
import { evidenceKeyFile } from '../rotation/evidence-key-file.ts'
import { ruleInfos } from '../rules/registry.ts'
import { type Validation, validate } from '../rules/validate.ts'
import type { Change } from './change.ts'
import { unchangedFiles } from './changed-files.ts'
import { checkCutover } from './check-cutover.ts'
import { checkKeyPairs } from './check-key-pairs.ts'
import { diffEnvironments, type Side } from './diff-environments.ts'
import type { EnvironmentHistory } from './environment-history.ts'
import type { GitTree } from './git-tree.ts'
import { judge } from './judge.ts'
import type { Judgement } from './judgement.ts'
import type { Case } from './judges/case.ts'
import { consentNeeded, manualSteps } from './manual-steps.ts'
import { newSuppressions } from './new-suppressions.ts'
import type { Overrides } from './overrides.ts'
import type { Plan, PlannedRevision } from './plan.ts'
import { redactChange, redactFinding } from './redact.ts'

/** Thrown by {@link makePlan}. */
export class PlanImpossible extends IkctlError {
  static readonly code = 'ERR_PLAN_IMPOSSIBLE'
  readonly code = PlanImpossible.code
}

export interface PlanOptions {
  environment: string
  base: { revision: string; tree: GitTree }
  head: PlannedRevision & { tree: ConfigTree }
  /** The present time. */
  now: Date
  overrides: Overrides
  /** Leaves names and ids of tenants out. */
  redact: boolean
  /** Revisions between base and head that were judged one by one already, the oldest first. */
  between?: readonly GitTree[]
  /** Revisions between base and head that brought a proof of a cut-over, the oldest first. */
  cutovers?: readonly GitTree[]
  /** What the history of a commit knows of the environment. */
  historyOf(commit: string): EnvironmentHistory
  /** More to be said, that is known from elsewhere. */
  remarks?: readonly Judgement[]
}

/**
 * What a change of one environment means, whether it is safe, and what has to be done by hand.
 *
 * Severities, limits, evidence policy and evidence key are the base's: a change does not choose its
 * own judge.
 *
 * @throws {PlanImpossible} when neither revision has the environment, or the base's cannot be read.
 */
export async function makePlan(options: PlanOptions): Promise<Plan> {
  const { environment: name, now } = options
  const head = rememberTree(options.head.tree)
  const isIn = (tree: ConfigTree) =>
    tree.files().some((file) => `${file}/`.startsWith(`config/${name}/`))
  const [isInBase, isInHead] = [isIn(options.base.tree), isIn(head)]
  if (!isInBase && !isInHead) {
    throw new PlanImpossible(
      `there is no environment "${name}": neither the base (${options.base.revision}) nor the head has config/${name}`,
    )
  }

  const same = unchangedFiles(options.base.tree, head)
  const base = loadBase(options.base.tree, name, same)
  const validation = validate(head, {
    now,
    environments: [name],
    severities: base.settings.rules ?? {},
  })
  const errors = validation.findings.filter(({ severity }) => severity === 'error')
  const draft = validation.workspace.environments.find((candidate) => candidate.name === name)
  // What its form hides cannot be compared, and what holds a secret is not to be shown.
  if (errors.some(({ ruleId }) => ruleInfos.get(ruleId)?.locked === true)) {
    return notCompared(options, validation, errors)
  }

  const environment = draft && toEnvironment(draft)
  const subject: Compared = {
    options,
    base: withUnchanged(base, environment, same),
    head: {
      environment,
      settings: completeSettings(validation.workspace),
      evidence: digests(head, name),
      evidenceKey: evidenceKeyOf(head, name),
    },
    draft,
    workspace: validation.workspace,
    errors,
    suppressions: suppressionsOf(options, validation, head, same),
  }
  const changes = diffEnvironments(subject.base, subject.head)
  const keyPairs = await checkKeyPairs({
    ...{ name, between: options.between ?? [], now: now.getTime() },
    historyOf: options.historyOf,
    allowUnproven: options.overrides.unprovenKeyPairs ?? [],
    base: { environment: subject.base.environment, tree: options.base.tree },
    head: { environment, tree: head },
  })
  const cutover = await checkCutover({
    ...{ name, now: now.getTime(), historyOf: options.historyOf },
    allowUnproven: options.overrides.unprovenCutovers ?? [],
    base: { environment: subject.base.environment, tree: options.base.tree },
    head: { environment, tree: head },
    between: options.cutovers ?? [],
  })
  const full = assemble(subject, changes, changes, { keyPairs, cutover })
  if (!options.redact) return full
  const redacted = assemble({ ...subject, redacted: true }, changes.map(redactChange), changes, {
    keyPairs,
    cutover,
  })
  const findings = errors.map((finding) => redactFinding(finding, ruleInfos))
  return { ...redacted, findings, digest: full.digest, redacted: true }
}

// --- internal ---

interface Compared {
  options: PlanOptions
  base: Side
  head: Side
  draft: EnvironmentDraft | undefined
  workspace: Workspace
  /** Error findings of the head. */
  errors: readonly Finding[]
  /** About the comments that the change brings. */
  suppressions: readonly Judgement[]
  redacted?: boolean
}

/** What the change suppresses; the base is validated only when there is something. */
function suppressionsOf(
  { base, environment, now }: PlanOptions,
  validation: Validation,
  head: ConfigTree,
  same: ReadonlySet<string>,
): Judgement[] {
  const isChanged = ({ finding }: SuppressedFinding) => !same.has(finding.file)
  const suppressed = validation.suppressed.filter(isChanged)
  if (suppressed.length === 0) return []
  const before = validate(base.tree, { now, environments: [environment] })
  return newSuppressions(
    { suppressed, tree: head },
    { suppressed: before.suppressed.filter(isChanged), tree: base.tree },
  )
}

/** The base without the tenants that are the same in the head. */
function loadBase(tree: GitTree, name: string, same: ReadonlySet<string>): Side {
  const folder = `config/${name}/`
  const tenantFolder = `${folder}tenants/`
  const wanted = tree.files().filter(
    (path) =>
      path.split('/').length === 2 ||
      // A link or a submodule in the place of the folder.
      folder === `${path}/` ||
      (path.startsWith(folder) && !(path.startsWith(tenantFolder) && same.has(path))),
  )
  const files = tree.only(wanted)
  const { workspace, problems } = loadWorkspace(files)
  const found = problems
    .map(({ ruleId, place }) => ({
      ruleId,
      path: 'path' in place ? place.path : place.source.path,
    }))
    // Nobody executes it: its content is what it is.
    .filter(({ ruleId, path }) => ruleId !== 'config/unreadable' || !tree.blobs.has(path))
  const needed = found.find(({ ruleId, path }) => isNeeded(folder, path, ruleId))
  if (needed !== undefined) {
    throw new PlanImpossible(
      `${needed.path} of the base has errors (\`ikctl validate\` at that revision lists them), so nothing can be judged by it: name an older revision as the base`,
    )
  }
  const broken = new Set(found.map(({ path }) => path))
  const converted = convertedFolders(files, found)
  const unreadable = new Set(
    tree
      .files()
      .filter((path) => path.startsWith(tenantFolder) && path.endsWith('.yaml'))
      .filter((path) => broken.has(path) || converted.some((part) => path.startsWith(part)))
      .map((path) => path.slice(tenantFolder.length, -'.yaml'.length)),
  )
  const draft = workspace.environments.find((candidate) => candidate.name === name)
  const tenants = draft?.tenants.filter(({ id }) => !unreadable.has(id)) ?? []
  return {
    environment: draft && toEnvironment({ ...draft, tenants }),
    settings: completeSettings(workspace),
    evidence: digests(files, name),
    evidenceKey: evidenceKeyOf(files, name),
    unreadable,
  }
}

/** Whether nothing can be judged by a base in which a rule of the form finds something about a file. */
function isNeeded(folder: string, path: string, ruleId: string): boolean {
  const inside = path.startsWith(folder) ? path.slice(folder.length) : undefined
  if (path === 'config/ikctl.yaml' || path === 'config' || `${path}/` === folder) return true
  if (inside === 'integration.yaml' || inside === 'key-pairs.yaml') return true
  const isUnread = ruleId === 'config/unreadable' || ruleId === 'yaml/size'
  return isUnread && /^(tenants$|(evidence|public-keys)(\/|$))/.test(inside ?? '')
}

/** The folders below which the base's own attributes made Git check out other bytes than its blobs. */
function convertedFolders(
  base: ConfigTree,
  found: readonly { ruleId: string; path: string }[],
): string[] {
  return found
    .filter(({ ruleId }) => ruleId === 'config/git-attributes')
    .filter(({ path }) => {
      try {
        const text = Buffer.from(base.read(path)).toString('utf8')
        return /working-tree-encoding|filter|ident|export-|\[attr\]/.test(text)
      } catch {
        return true
      }
    })
    .map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1))
}

/** Adds the tenants whose files are the same, as the head has them. */
function withUnchanged(base: Side, head: Environment | undefined, same: ReadonlySet<string>): Side {
  if (base.environment === undefined || head === undefined) return base
  const tenants = head.tenants.filter(
    ({ id }) => same.has(`${head.path}/tenants/${id}.yaml`) && !base.unreadable?.has(id),
  )
  return {
    ...base,
    environment: { ...base.environment, tenants: [...base.environment.tenants, ...tenants] },
  }
}

/** Settings without error findings have no holes. */
function completeSettings({ settings }: Workspace): Settings {
  return (settings?.value ?? {}) as Settings
}

function digests(tree: ConfigTree, name: string): Map<string, string> {
  const folder = `config/${name}/evidence/`
  return new Map(
    tree
      .files()
      .filter((path) => path.startsWith(folder))
      .map((path) => [path.slice(folder.length), sha256(tree.read(path))]),
  )
}

function evidenceKeyOf(tree: ConfigTree, name: string): string | undefined {
  const file = evidenceKeyFile({ path: `config/${name}` })
  return tree.files().includes(file) ? Buffer.from(tree.read(file)).toString('utf8') : undefined
}

function assemble(
  { options, base, head, draft, workspace, errors, suppressions, redacted = false }: Compared,
  changes: Change[],
  allChanges: readonly Change[],
  checked: Pick<Case, 'keyPairs' | 'cutover'>,
): Plan {
  const judgements = [
    ...(errors.length > 0 ? [invalidHead(options, errors)] : []),
    ...judge({
      changes,
      allChanges,
      now: options.now,
      base,
      head,
      ...checked,
      redacted,
      overrides: options.overrides,
      rules: ruleInfos,
      draft,
    }),
    ...suppressions,
    ...(options.remarks ?? []),
  ]
  const refused = judgements.some(({ weight }) => weight === 'refused')
  // Nobody must follow the steps of a change that must not be merged.
  const steps = refused
    ? []
    : manualSteps({
        name: options.environment,
        changes,
        base: base.environment,
        head: head.environment,
        neededElsewhere: redirectUrisElsewhere(workspace, head.environment),
      })
  return {
    ...heading(options),
    verdict: refused ? 'refused' : changes.length === 0 ? 'unchanged' : 'accepted',
    digest: digestOf(options.environment, changes, judgements, steps),
    counts: {
      tenants: countTenants(changes, base, head),
      consent: consentNeeded({ base: base.environment, head: head.environment }),
    },
    judgements,
    findings: [...errors],
    changes,
    steps,
  }
}

function heading({ environment, base, head }: PlanOptions) {
  return {
    schemaVersion: 1 as const,
    environment,
    base: { revision: base.revision, commit: base.tree.commit },
    head: { revision: head.revision, commit: head.commit },
    redacted: false,
  }
}

function invalidHead(
  { environment }: PlanOptions,
  errors: readonly Finding[],
  more: string = '',
): Judgement {
  return {
    weight: 'refused',
    code: 'plan/invalid-head',
    message: `the head has ${errors.length} error${errors.length === 1 ? '' : 's'}${more}`,
    wayForward: `correct the errors that \`ikctl validate ${environment}\` reports`,
  }
}

function notCompared(
  options: PlanOptions,
  { summary }: Validation,
  errors: readonly Finding[],
): Plan {
  const judgements = [
    invalidHead(options, errors, ': nothing was compared'),
    ...(options.remarks ?? []),
  ]
  return {
    ...heading(options),
    redacted: options.redact,
    verdict: 'refused',
    digest: digestOf(options.environment, [], judgements, []),
    counts: {
      tenants: { base: 0, head: summary.tenants, added: 0, removed: 0, changed: 0 },
      consent: { users: 0, tenants: 0 },
    },
    judgements,
    findings: errors.map((error) => (options.redact ? redactFinding(error, ruleInfos) : error)),
    changes: [],
    steps: [],
  }
}

/** What was reviewed, so that it can be compared with what is applied. Places in files do not count. */
function digestOf(
  environment: string,
  changes: readonly Change[],
  judgements: readonly Judgement[],
  steps: Plan['steps'],
): string {
  const said = judgements.map(({ weight, code, message }) => ({ weight, code, message }))
  return sha256(JSON.stringify({ environment, changes, judgements: said, steps }))
}

function countTenants(changes: readonly Change[], base: Side, head: Side) {
  const added = changes.filter(({ kind }) => kind === 'tenant-added').length
  const touched = new Set(changes.flatMap(({ tenant }) => tenant ?? []))
  const removed = changes.filter(({ kind }) => kind === 'tenant-removed').length
  return {
    base: (base.environment?.tenants.length ?? 0) + (base.unreadable?.size ?? 0),
    head: head.environment?.tenants.length ?? 0,
    added,
    removed,
    changed: touched.size - added - removed,
  }
}

/** Docusign has one list for an integration key: another folder may need what this one does not. */
function redirectUrisElsewhere(workspace: Workspace, head: Environment | undefined): Set<string> {
  if (head === undefined) return new Set()
  const { integrationKey, platform } = head.integration
  const uris = workspace.environments
    .filter(({ name }) => name !== head.name)
    .flatMap(({ integration }) => {
      const other = integration?.value
      if (other?.integrationKey?.toLowerCase() !== integrationKey) return []
      if (other.platform !== platform) return []
      const { consent, others = [] } = other.redirectUris ?? {}
      return [consent, ...others].filter((uri) => uri !== undefined)
    })
  return new Set(uris)
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex')
}
