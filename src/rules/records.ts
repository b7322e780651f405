import { hash } from 'node:crypto'
import type { ConfigTree } from '../config/config-tree.ts'
import { fileKind } from '../config/file-kind.ts'
import { loadWorkspace } from '../config/load-workspace.ts'
import { namedFolder, schemaFolder } from '../config/modeline.ts'
import { overlayTree } from '../config/overlay-tree.ts'
import { rememberTree } from '../config/remember-tree.ts'
import { withFiles } from '../config/with-files.ts'
import type { TenantDraft, Workspace } from '../config/workspace.ts'
import type { Finding } from '../findings/finding.ts'
import { guidsIn } from './guids-in.ts'
import { ruleInfos } from './registry.ts'
import {
  narrowed,
  takenByAll,
  type ValidateOptions,
  type Validation,
  validate,
} from './validate.ts'

/**
 * The files of tenants in which a run found nothing, so that later runs need not look at them again: each
 * by the digest of its content, with the values that other files are compared with.
 */
export interface Records {
  /** What else the files were judged by. */
  circumstances: string
  /**
   * One line for each file, in the order of the files: its path, the digest, letters for what it has, its
   * ids and its name, with tabs between them.
   */
  lines: readonly string[]
}

/** A run, and what it leaves for the next. */
export interface RecordedRun {
  validation: Validation
  /** How many files without a record could have one. */
  fresh: number
  /** The records of all files that can have one. */
  records(): Records
}

/**
 * Validates a whole tree, as `validate` does. With records of an earlier run only those files of tenants
 * are parsed that are new or other ones, those that had a finding, and those that have an id or a name in
 * common with any of these. All other files are always looked at.
 *
 * @param known records of a run of the same tool.
 */
export function validateRecorded(
  tree: ConfigTree,
  { select = [], ...options }: Omit<ValidateOptions, 'part' | 'environments' | 'severities'>,
  known?: Records,
): RecordedRun {
  const { validation, kept, isFresh, read } =
    (known && judgeChanges(tree, known, options)) ?? judgeAll(tree, options)
  const clean = cleanTenants(validation).filter(({ source }) => isFresh(source.path))
  return {
    validation: narrowed(validation, takenByAll(select), kept.map(pathOf)),
    fresh: clean.length,
    records: () => ({
      circumstances: circumstancesOf(validation.workspace),
      lines: [...kept, ...clean.map((tenant) => lineOf(tenant, read))].sort(),
    }),
  }
}

// --- internal ---

/** With more changes a whole run is not much slower. */
const maxShare = 1 / 4

const isLive = 'l'
const namesSchema = 's'

interface Judgement {
  validation: Validation
  /** The records that are still good. */
  kept: string[]
  /** Whether a tenant's file has no such record. */
  isFresh: (path: string) => boolean
  /** Gives the content that was judged, of files without such a record. */
  read: ConfigTree['read']
}

function judgeAll(tree: ConfigTree, options: ValidateOptions): Judgement {
  const remembered = rememberTree(tree)
  const validation = validate(remembered, options)
  return { validation, kept: [], isFresh: () => true, read: remembered.read }
}

/** @returns nothing when the records do not suffice. */
function judgeChanges(
  tree: ConfigTree,
  known: Records,
  options: ValidateOptions,
): Judgement | undefined {
  const { heads, changed, kept } = compare(tree, known)
  if (changed.size > maxShare * (changed.size + kept.length)) return undefined
  const { read } = overlayTree(tree, changed)
  const treeOf = (files: readonly string[]) =>
    withFiles({ ...tree, read }, [...new Set(files)].sort())
  const own = [...heads, ...changed.keys()]
  const { workspace } = loadWorkspace(treeOf(own))
  const all = treeOf([...own, ...witnesses(kept), ...alike(workspace, kept)])
  const validation = validate(all, options)
  if (circumstancesOf(validation.workspace) !== known.circumstances) return undefined
  const { findings, suppressed } = validation
  // What counts tenants has not seen all of them.
  if ([...findings, ...suppressed.map(({ finding }) => finding)].some(countsTenants)) {
    return undefined
  }
  return { validation, kept, isFresh: (path) => changed.has(path), read }
}

/**
 * Which files have to be judged, with the content of those that are tenants' and can be read, and the
 * records of the others.
 */
function compare(
  tree: ConfigTree,
  { lines }: Records,
): { heads: string[]; changed: Map<string, Uint8Array>; kept: string[] } {
  const heads: string[] = []
  const changed = new Map<string, Uint8Array>()
  const kept: string[] = []
  let next = 0
  for (const path of tree.files()) {
    const content = fileKind(path) === 'tenant' ? contentOf(tree, path) : undefined
    if (content === undefined) {
      heads.push(path)
      continue
    }
    while (next < lines.length && pathOf(lines[next] ?? '') < path) next += 1
    const line = lines[next] ?? ''
    const isKept = line.startsWith(path) && line.startsWith(`\t${digestOf(content)}\t`, path.length)
    if (isKept) kept.push(line)
    else changed.set(path, content)
  }
  return { heads, changed, kept }
}

function pathOf(line: string): string {
  return line.slice(0, line.indexOf('\t'))
}

/** @returns nothing when it cannot be read, or is not a regular file: that is always a finding. */
function contentOf(tree: ConfigTree, path: string): Uint8Array | undefined {
  if (tree.modes?.has(path)) return undefined
  try {
    return tree.read(path)
  } catch {
    return undefined
  }
}

function digestOf(content: Uint8Array): string {
  return hash('sha256', content, 'base64url')
}

/**
 * Files that stand for all that have a record: that there is a tenant in their environment, that one of
 * these is live, that a file names its schema.
 */
function witnesses(kept: readonly string[]): string[] {
  const found: string[] = []
  let folder: string | undefined
  let hasLive = false
  let hasSchema = false
  for (const line of kept) {
    const isFirst = folder === undefined || !line.startsWith(folder)
    if (!isFirst && hasLive && hasSchema) continue
    const [path = '', , letters = ''] = line.split('\t', 3)
    if (isFirst) {
      folder = path.slice(0, path.lastIndexOf('/') + 1)
      hasLive = false
    }
    const isNew =
      isFirst ||
      (!hasLive && letters.includes(isLive)) ||
      (!hasSchema && letters.includes(namesSchema))
    if (isNew) found.push(path)
    hasLive ||= letters.includes(isLive)
    hasSchema ||= letters.includes(namesSchema)
  }
  return found
}

/** The files that have an id or a name in common with what has to be judged. */
function alike(workspace: Workspace, kept: readonly string[]): string[] {
  const wanted = new Set(
    workspace.environments.flatMap(({ integration, keyPairs, tenants }) => [
      ...guidsIn(JSON.stringify([integration?.value, keyPairs?.value])),
      ...tenants.flatMap(comparedValues),
    ]),
  )
  return kept
    .filter((line) => {
      const [, , , ...values] = line.split('\t')
      return values.some((value) => wanted.has(value))
    })
    .map(pathOf)
}

/** What rules compare tenants by: their ids and their name. */
function comparedValues({ value }: TenantDraft): string[] {
  const ids = guidsIn(JSON.stringify(value))
  return value.name === undefined ? ids : [...ids, JSON.stringify(value.name.toLowerCase())]
}

/**
 * What a tenant's file is judged by besides itself and the ids of all other files. When it is another, so
 * may be the findings.
 */
function circumstancesOf(workspace: Workspace): string {
  const { settings, environments } = workspace
  return JSON.stringify([
    settings?.value ?? null,
    schemaFolder(workspace) ?? null,
    environments.map(({ integration }) => [
      integration?.value.platform ?? null,
      integration?.value.product ?? null,
    ]),
  ])
}

function countsTenants({ ruleId }: Finding): boolean {
  return ruleInfos.get(ruleId)?.fleet === 'all'
}

/**
 * The tenants in whose files nothing was found, and nothing will be with time alone. Of a finding about two
 * files one has to be judged again, which brings the other with it.
 */
function cleanTenants({ findings, workspace }: Validation): TenantDraft[] {
  const found = new Set(findings.map(({ file }) => file))
  return workspace.environments.flatMap(({ tenants }) =>
    tenants.filter(
      ({ source: { path, text }, value: { knownFailure } }) =>
        !found.has(path) &&
        knownFailure === undefined &&
        !/ikctl-ignore/i.test(text) &&
        !/[\t\n]/.test(path),
    ),
  )
}

function lineOf(tenant: TenantDraft, read: ConfigTree['read']): string {
  const { source, value } = tenant
  const letters = [
    value.status === 'live' ? isLive : '',
    namedFolder(source) === undefined ? '' : namesSchema,
  ]
  return [
    source.path,
    digestOf(read(source.path)),
    letters.join(''),
    ...comparedValues(tenant),
  ].join('\t')
}
