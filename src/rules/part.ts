import type { ConfigTree } from '../config/config-tree.ts'
import { tenantFolder } from '../config/file-kind.ts'
import type { Settings } from '../config/generated/settings.ts'
import { loadWorkspace } from '../config/load-workspace.ts'
import { schemaFolder } from '../config/modeline.ts'
import { withFiles } from '../config/with-files.ts'
import type { Workspace } from '../config/workspace.ts'
import type { Severity } from '../findings/finding.ts'
import { gradedSeverity, type RuleInfo } from '../findings/rule-info.ts'
import { guidsIn } from './guids-in.ts'
import { pairsOfPlatforms } from './pairs-of-platforms.ts'
import { rules } from './registry.ts'

/** What a command is about: an environment, or some of its files. */
export interface Part {
  environment: string
  /**
   * Paths of files of the environment: of its tenants only those named here are judged. Absent: the whole
   * environment.
   */
  about?: readonly string[]
  /** Nothing is going to be changed: nothing is compared with other tenants. Only with `about`. */
  alone?: boolean
  /**
   * The files as they are, of which the tree is a change: where tenants keep what they are compared by,
   * they are not compared with others.
   */
  before?: ConfigTree
}

/** The files by which a part is judged. */
export interface PartView {
  /** What is read, and nothing else. */
  tree: ConfigTree
  /** Whether a file is judged; others are read because it is compared with them. */
  has(file: string): boolean
  /** Whether a finding is about the part. */
  concerns(file: string, related: readonly string[]): boolean
  /** Whether a rule sees all that it can find about the part; one that needs every tenant is else not asked. */
  suffices(rule: Pick<RuleInfo, 'fleet'>): boolean
}

/**
 * Chooses the files by which a part is judged exactly as it would be among all files, but for the rules
 * for which it does not suffice.
 *
 * Always read are the environment's files that are no tenant's, and of other environments
 * `integration.yaml` and `key-pairs.yaml`. Other tenants are read when they can have an id or a name in
 * common with what is judged: their text is searched, which costs a tenth of parsing it.
 *
 * @param severities of rules; absent: as the settings of the tree have them.
 */
export function viewPart(tree: ConfigTree, part: Part, severities?: Settings['rules']): PartView {
  const { environment, before } = part
  const path = `config/${environment}`
  const named = new Set(part.about)
  const heads: string[] = []
  const tenants: string[] = []
  const foreign: string[] = []
  for (const file of tree.files()) {
    const folder = tenantFolder(file)
    if (folder === path) tenants.push(file)
    else if (folder !== undefined) foreign.push(file)
    else if (isOf(path, file) || headName.test(file)) heads.push(file)
  }
  const judged = new Set(
    part.about === undefined ? tenants : tenants.filter((file) => named.has(file)),
  )
  const isSmall = part.about !== undefined && named.size <= maxNamed
  const { workspace } = loadWorkspace(withFiles(tree, [...heads, ...(isSmall ? judged : [])]))
  const alone = part.alone ?? (isSmall && before !== undefined && isAlike(workspace, before, named))
  const graded = severities ?? workspace.settings?.value.rules ?? {}
  const readsAll =
    !isSmall ||
    // Its platform is compared with each tenant.
    named.has(`${path}/integration.yaml`) ||
    // Where it would refuse something, it is asked.
    (part.alone !== true && rules.some((rule) => rule.fleet === 'all' && refuses(rule, graded)))
  const unread = readsAll ? foreign : [...tenants.filter((file) => !judged.has(file)), ...foreign]
  const rivals = new Set(alone ? [] : counterparts(workspace, environment))
  if (!alone && !readsAll) rivals.add(path)
  // The first file that names its schema says where schemas are.
  const isFound = schemaFolder(workspace) !== undefined
  const read = [
    ...heads,
    ...(readsAll ? tenants : judged),
    ...(isFound ? [] : firstWithSchema(tree, unread.sort().slice(0, alone ? maxNamed : undefined))),
    ...tenantsAlike(
      tree,
      unread.filter((file) => rivals.has(tenantFolder(file) ?? '')),
      { workspace, environment, ...(!isSmall && { judged }) },
    ),
  ]
  const has = (file: string) =>
    isOf(path, file) && (tenantFolder(file) === undefined || judged.has(file))
  return {
    tree: withFiles(tree, [...new Set(read)].sort()),
    has,
    concerns: (file, related) =>
      tenantFolder(file) === path && !judged.has(file)
        ? !alone && related.some((other) => judged.has(other) || named.has(other))
        : has(file) || related.some(has),
    suffices: ({ fleet }) => fleet === undefined || (fleet === 'all' ? readsAll : !alone),
  }
}

// --- internal ---

/** Of more files, their tenants are not picked out one by one. */
const maxNamed = 20

const headName = /^config\/[^/]+\/(?:integration|key-pairs)\.yaml$/

/** Whether a file is of an environment, or of all of them. */
function isOf(path: string, file: string): boolean {
  return file.startsWith(`${path}/`) || file.split('/').length === 2
}

/** Whether all these files are of tenants that are compared by the same values as before. */
function isAlike(workspace: Workspace, before: ConfigTree, files: ReadonlySet<string>): boolean {
  const compared = ({ environments }: Workspace) =>
    new Map(
      environments
        .flatMap(({ tenants }) => tenants)
        .filter(({ source }) => files.has(source.path))
        .map(({ source: { path }, value: { name, account, users, status } }) => [
          path,
          JSON.stringify([name, account, users, status === 'offboarded']),
        ]),
    )
  const is = compared(workspace)
  const there = new Set(before.files())
  const was = compared(
    loadWorkspace(
      withFiles(
        before,
        [...files].filter((file) => there.has(file)),
      ),
    ).workspace,
  )
  return [...files].every((file) => is.has(file) && is.get(file) === was.get(file))
}

function refuses(rule: RuleInfo, severities: Partial<Record<string, Severity | 'off'>>): boolean {
  return gradedSeverity(rule, severities[rule.id]) === 'error'
}

/** Folders of the environments with which ids must not be shared. */
function counterparts(workspace: Workspace, environment: string): string[] {
  return pairsOfPlatforms(workspace).flatMap(({ demo, production }) => {
    if (demo.name === environment) return [production.path]
    return production.name === environment ? [demo.path] : []
  })
}

interface Search {
  /** The heads and, unless they are in `judged`, the tenants that are judged. */
  workspace: Workspace
  environment: string
  /** Files of tenants that are judged: these are many, and searched for ids as well. */
  judged?: ReadonlySet<string>
}

/** The first of these files that names its schema, if any does. */
function firstWithSchema(tree: ConfigTree, files: readonly string[]): string[] {
  const found = files.find((file) => {
    if (searchable(tree, file)?.includes('yaml-language-server') === false) return false
    return schemaFolder(loadWorkspace(withFiles(tree, [file])).workspace) !== undefined
  })
  return found === undefined ? [] : [found]
}

/**
 * Of files of tenants, those that rules may find to have something in common with what is judged. It may
 * be more: what is written in a way that a search could miss counts as well.
 */
function tenantsAlike(
  tree: ConfigTree,
  files: readonly string[],
  { workspace, environment, judged = new Set() }: Search,
): string[] {
  if (files.length === 0) return []
  const draft = workspace.environments.find(({ name }) => name === environment)
  const { integration, keyPairs, tenants = [] } = draft ?? {}
  const declared = [integration, keyPairs, ...tenants].map((document) => document?.value ?? {})
  const ids = new Set(guidsIn(JSON.stringify(declared)))
  const names = tenants.flatMap(({ value: { name } }) =>
    name === undefined ? [] : wordsOf(name.toLowerCase()),
  )
  const isNamed = (text: string) => {
    if (names.length === 0) return false
    const words = wordsOf(text)
    return names.some((name) => words.includes(name))
  }
  for (const file of judged) {
    const text = searchable(tree, file)
    if (text === undefined) return [...files]
    for (const id of guidsIn(text)) ids.add(id)
  }
  return files.filter((file) => {
    const text = searchable(tree, file)
    return text === undefined || isNamed(text) || guidsIn(text).some((id) => ids.has(id))
  })
}

/**
 * A file's text in lower case. Undefined where it cannot be searched: a backslash may stand in a string
 * for any character.
 */
function searchable(tree: ConfigTree, file: string): string | undefined {
  try {
    const text = utf8.decode(tree.read(file))
    return text.includes('\\') ? undefined : text.toLowerCase()
  } catch {
    return undefined
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * The words of a text, each between spaces: a name has the same, however it is quoted or folded in a file.
 * Those of a name without words are a space, which is in every text.
 */
function wordsOf(text: string): string {
  return ` ${text.replace(/[^a-z0-9]+/g, ' ').trim()} `.replace('  ', ' ')
}
