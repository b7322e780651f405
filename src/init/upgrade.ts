import { createHash } from 'node:crypto'
import type { RepositoryParts } from './new-repository.ts'

/** What `init` leaves behind about the files that it wrote, so that a later version can tell them from edited ones. */
export interface InitRecord {
  /** Version of ikctl. */
  ikctl: string
  ci: RepositoryParts['ci']
  /** `owner/name@commit`, where workflows are called. */
  workflows?: string
  /** Git's ids of the files as they were written, by path. */
  files: Readonly<Record<string, string>>
  /** The text as ikctl had it, of files into which it was merged: Git does not have that. */
  merged?: Readonly<Record<string, string>>
}

/** What is to be done about one file. */
export type FileUpgrade =
  /** `before` is absent for a new file, `after` for one that goes. */
  | { kind: 'write' | 'merge' | 'remove'; path: string; before?: string; after?: string }
  /** Somebody changed it, and both do not go together: left as it is. `after` is what ikctl has. */
  | { kind: 'conflict'; path: string; before: string; after?: string; why: string }

/** What {@link planUpgrade} needs to know. */
export interface UpgradeSources {
  /** The files of this version, by path. */
  files: ReadonlyMap<string, string>
  /** Paths that an earlier version wrote, with Git's ids of all that it is known to have written there. */
  known: ReadonlyMap<string, readonly string[]>
  /** What is there now. */
  current(path: string): string | undefined
  /** What an earlier version wrote, where that can still be found. */
  base(path: string): string | undefined
  /** A three-way merge; undefined where both changed the same lines. */
  merge(current: string, base: string, after: string): string | undefined
}

/** What brings a repository up to date. What somebody changed is merged or left, never overwritten. */
export function planUpgrade(sources: UpgradeSources): FileUpgrade[] {
  const { files, known } = sources
  const paths = [...new Set([...files.keys(), ...known.keys()])].sort()
  return paths.flatMap((path) => upgradeOf(path, sources) ?? [])
}

/** Git's id of a file with this content. */
export function blobId(text: string): string {
  return createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0`)
    .update(text)
    .digest('hex')
}

/** The record of files that were just written, or are as ikctl has them. */
export function initRecord(
  parts: Pick<RepositoryParts, 'ci' | 'workflows'> & { version: string },
  files: ReadonlyMap<string, string>,
): InitRecord {
  const { ci, workflows, version } = parts
  return {
    ikctl: version,
    ci,
    ...(workflows && { workflows: `${workflows.repository}@${workflows.commit}` }),
    files: Object.fromEntries([...files].map(([path, text]) => [path, blobId(text)])),
  }
}

/**
 * The record after an upgrade. What was left as it is keeps the id of what it comes from, so that the next
 * upgrade tries again.
 */
export function upgradedRecord(
  before: InitRecord,
  now: InitRecord,
  files: ReadonlyMap<string, string>,
  upgrades: readonly FileUpgrade[],
): InitRecord {
  const ids: Record<string, string> = { ...now.files }
  const merged: Record<string, string> = {}
  for (const [path, text] of Object.entries(before.merged ?? {})) {
    if (files.get(path) === text) merged[path] = text
  }
  for (const { path, kind } of upgrades) {
    const text = files.get(path)
    const id = before.files[path]
    if (kind === 'merge' && text !== undefined) merged[path] = text
    if (kind !== 'conflict') continue
    delete ids[path]
    if (id !== undefined) ids[path] = id
    const old = before.merged?.[path]
    if (old !== undefined) merged[path] = old
  }
  return { ...now, files: ids, ...(Object.keys(merged).length > 0 && { merged }) }
}

// --- internal ---

function upgradeOf(
  path: string,
  { files, known, current, base, merge }: UpgradeSources,
): FileUpgrade | undefined {
  const after = files.get(path)
  const before = current(path)
  if (before === after) return undefined
  const ids = known.get(path) ?? []
  if (before === undefined) {
    // Somebody who deleted a file of an earlier version does not want it back.
    return after === undefined || ids.length > 0 ? undefined : { kind: 'write', path, after }
  }
  if (ids.includes(blobId(before))) {
    return after === undefined
      ? { kind: 'remove', path, before }
      : { kind: 'write', path, before, after }
  }
  if (after === undefined) {
    const why = 'it is not needed any more, but has changes of yours: delete it when you need none'
    return { kind: 'conflict', path, before, why }
  }
  const ancestor = base(path)
  if (ancestor === undefined) {
    const why = 'what ikctl wrote there once is not in the history of this repository'
    return { kind: 'conflict', path, before, after, why }
  }
  if (ancestor === after) return undefined
  const merged = merge(before, ancestor, after)
  if (merged === before) return undefined
  return merged === undefined
    ? { kind: 'conflict', path, before, after, why: 'you and ikctl changed the same lines' }
    : { kind: 'merge', path, before, after: merged }
}
