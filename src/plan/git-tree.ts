import { createHash } from 'node:crypto'
import { type ConfigTree, FileTooLarge } from '../config/config-tree.ts'
import { maxFileSize } from '../config/read-text.ts'
import { askGit, damaged, GitUnreadable, maxOutput, runGit } from './git-program.ts'

/** The configuration as one commit holds it. */
export interface GitTree extends ConfigTree {
  /** The full id of the commit. */
  readonly commit: string
  /** Ids of the blobs by path, for all files below `config/` but links and submodules. */
  readonly blobs: ReadonlyMap<string, string>
  readonly modes: ReadonlyMap<string, string>
  /** The same commit with these files alone: nothing else is read. */
  only(paths: readonly string[]): ConfigTree
}

/**
 * The configuration of a revision, read from Git's objects: nothing is checked out, and the files are
 * read together by one process when the first of them is needed.
 *
 * @param directory the start folder, which may be a folder inside of the repository.
 * @param revision a branch, tag or commit, as Git names them.
 * @throws {GitUnreadable} without Git, outside a repository, for a revision that is not there.
 */
export function gitTree(directory: string, revision: string): GitTree {
  const commit = resolveCommit(directory, revision)
  const blobs = new Map<string, string>()
  const modes = new Map<string, string>()
  // Relative to the start folder: below it is what counts, wherever in the repository it lies.
  const listing = runGit(directory, ['ls-tree', '-r', '-z', commit, '--', 'config'])
  for (const entry of listing.toString('utf8').split('\0')) {
    const [, mode, id, path] = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? []
    if (mode === undefined || id === undefined || path === undefined) continue
    if (mode !== '100644') modes.set(path, mode)
    if (mode.startsWith('100')) blobs.set(path, id)
  }
  const only = (paths: readonly string[]): ConfigTree => {
    const files = [...new Set(paths)].sort()
    let contents: Map<string, Uint8Array | undefined> | undefined
    return {
      modes,
      files: () => files,
      read(path) {
        contents ??= readBlobs(
          directory,
          files.flatMap((file) => blobs.get(file) ?? []),
        )
        const id = blobs.get(path) ?? ''
        if (!contents.has(id)) throw new TypeError(`${commit} has no file "${path}"`)
        const content = contents.get(id)
        if (content === undefined) throw new FileTooLarge()
        return content
      },
    }
  }
  return { commit, blobs, only, ...only([...blobs.keys(), ...modes.keys()]), modes }
}

/**
 * The id that Git gives to a file's content.
 *
 * @param like another id of the same repository, whose length tells SHA-1 from SHA-256.
 */
export function blobId(content: Uint8Array, like: string): string {
  return createHash(like.length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${content.length}\0`)
    .update(content)
    .digest('hex')
}

/**
 * Git reads an object without looking whether it is the one that its id promises.
 *
 * @throws {GitUnreadable} when it is another.
 */
export function requireContent(directory: string, content: Uint8Array, id: string): void {
  if (blobId(content, id) !== id) throw damaged(directory, `object ${id} has another content`)
}

/** Whether one commit is another's ancestor, or the same. */
export function isAncestor(directory: string, ancestor: string, commit: string): boolean {
  if (!/^[0-9a-f]{40,64}$/.test(ancestor)) return false
  return askGit(directory, ['merge-base', '--is-ancestor', ancestor, commit]).status === 0
}

/**
 * The commits after one, up to another, that change a file, the oldest first: of merges, only what they
 * brought.
 *
 * @param path relative to the start folder.
 */
export function commitsBetween(
  directory: string,
  after: string,
  upTo: string,
  path: string,
): string[] {
  const range = [`${after}..${upTo}`, '--', path]
  const list = runGit(directory, ['rev-list', '--first-parent', '--reverse', ...range])
  return list.toString('utf8').split('\n').filter(Boolean)
}

// --- internal ---

function resolveCommit(directory: string, revision: string): string {
  if (!isRevisionName(revision)) {
    throw new GitUnreadable(
      'unknown_revision',
      `${JSON.stringify(revision)} cannot be a revision: name a branch, a tag or a commit, such as origin/main`,
    )
  }
  const { status, stdout, stderr } = askGit(directory, [
    'rev-parse',
    '--verify',
    `${revision}^{commit}`,
  ])
  const commit = stdout.toString('utf8').trim()
  if (status === 0) return commit
  if (/not a git repository/.test(stderr)) {
    throw new GitUnreadable(
      'no_repository',
      `Git finds no repository at ${directory} (it says: ${stderr}), so there is no other revision to compare with; -C DIR starts in another folder`,
    )
  }
  const isShallow = runGit(directory, ['rev-parse', '--is-shallow-repository'])
  if (isShallow.toString('utf8').trim() === 'true') {
    throw new GitUnreadable(
      'shallow',
      `Git does not know the revision "${revision}", and this is a shallow clone: fetch the whole history (actions/checkout: \`fetch-depth: 0\`; elsewhere: git fetch --unshallow), and the branch itself if it is not there`,
    )
  }
  throw new GitUnreadable(
    'unknown_revision',
    `Git does not know the revision "${revision}": name a branch, a tag or a commit that has been fetched, such as origin/main`,
  )
}

/** Nothing that Git would take as an option; nothing that no revision can hold. */
function isRevisionName(revision: string): boolean {
  return revision !== '' && !revision.startsWith('-') && !/[\p{Cc}\s]/u.test(revision)
}

/**
 * The contents of blobs by id. Git keeps a file of zeros in a thousandth of its size, so sizes are asked
 * for first, and what is larger than a file may be stays where it is: it has no content here.
 */
function readBlobs(directory: string, ids: readonly string[]): Map<string, Uint8Array | undefined> {
  const contents = new Map<string, Uint8Array | undefined>()
  const wanted: string[] = []
  let total = 0
  for (const [id, size] of blobSizes(directory, new Set(ids))) {
    const isTooLarge = size > maxFileSize || total + size > maxTotalSize
    if (isTooLarge) contents.set(id, undefined)
    else {
      wanted.push(id)
      total += size
    }
  }
  if (wanted.length === 0) return contents
  const output = runGit(directory, ['cat-file', '--batch'], `${wanted.join('\n')}\n`)
  for (let at = 0; at < output.length; ) {
    const lineEnd = output.indexOf(0x0a, at)
    const { id, size } = readHeader(directory, output.toString('latin1', at, lineEnd))
    const end = lineEnd + 1 + size
    const content = output.subarray(lineEnd + 1, end)
    requireContent(directory, content, id)
    contents.set(id, content)
    at = end + 1
  }
  return contents
}

/** What all files of a revision may have together, in bytes: some 250,000 tenants. */
const maxTotalSize = maxOutput / 2

function blobSizes(directory: string, ids: ReadonlySet<string>): Map<string, number> {
  if (ids.size === 0) return new Map()
  const output = runGit(directory, ['cat-file', '--batch-check'], `${[...ids].join('\n')}\n`)
  const lines = output.toString('latin1').trimEnd().split('\n')
  return new Map(lines.map((line) => readHeader(directory, line)).map(({ id, size }) => [id, size]))
}

/** The line with which Git answers for an object. */
function readHeader(directory: string, line: string): { id: string; size: number } {
  const [, id, size] = /^([0-9a-f]+) blob (\d+)$/.exec(line) ?? []
  if (id !== undefined) return { id, size: Number(size) }
  throw damaged(directory, line)
}
