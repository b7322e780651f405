import { loadWorkspace } from '../config/load-workspace.ts'
import { memoryTree } from '../config/memory-tree.ts'
import type { PastKeyPair } from '../rotation/key-pair-change.ts'
import { damaged, GitUnreadable, runGit } from './git-program.ts'
import { gitTree, isAncestor, requireContent } from './git-tree.ts'

/** What the history of a commit knows of an environment. */
export interface EnvironmentHistory {
  /** Whether a commit is this one or one of its ancestors. */
  isAncestor(commit: string): boolean
  /** Every key pair of this commit and of those before it, each as often as it differs. */
  keyPairs(): readonly PastKeyPair[]
  /** How many live tenants a commit has; undefined when it cannot be read. */
  liveTenants(commit: string): number | undefined
}

/**
 * Reads the history of an environment from Git's objects, when it is asked for. Only what was merged counts:
 * of a merge, the first parent's side.
 *
 * @param directory the start folder.
 * @param commit a full id.
 * @param name folder below `config/`.
 */
export function environmentHistory(
  directory: string,
  commit: string,
  name: string,
): EnvironmentHistory {
  let keyPairs: readonly PastKeyPair[] | undefined
  const live = new Map<string, number | undefined>()
  return {
    isAncestor: (ancestor) => isAncestor(directory, ancestor, commit),
    keyPairs: () => (keyPairs ??= readKeyPairs(directory, commit, name)),
    liveTenants(ofCommit) {
      if (!live.has(ofCommit)) live.set(ofCommit, countLiveTenants(directory, ofCommit, name))
      return live.get(ofCommit)
    },
  }
}

// --- internal ---

function readKeyPairs(directory: string, commit: string, name: string): PastKeyPair[] {
  const path = `config/${name}/key-pairs.yaml`
  const list = runGit(directory, ['rev-list', '--first-parent', commit, '--', path])
  const commits = list.toString('utf8').split('\n').filter(Boolean)
  const distinct = new Map<string, PastKeyPair>()
  for (const text of new Set(readVersions(directory, commits, path))) {
    const { workspace } = loadWorkspace(memoryTree(new Map([[path, text]])))
    const declared = workspace.environments[0]?.keyPairs?.value.keyPairs ?? {}
    for (const [id, keyPair] of Object.entries(declared)) {
      const { state, key, thumbprint, docusignKeyPairId } = keyPair ?? {}
      const past = {
        id,
        ...(state !== undefined && { state }),
        ...(key !== undefined && { key }),
        ...(thumbprint !== undefined && { thumbprint }),
        ...(docusignKeyPairId !== undefined && { docusignKeyPairId }),
      }
      distinct.set(JSON.stringify(past), past)
    }
  }
  return [...distinct.values()]
}

/** The contents of a file in several commits; a commit without it is left out. */
function readVersions(directory: string, commits: readonly string[], path: string): string[] {
  if (commits.length === 0) return []
  const input = commits.map((commit) => `${commit}:./${path}\n`).join('')
  const output = runGit(directory, ['cat-file', '--batch'], input)
  const contents: string[] = []
  let at = 0
  for (const commit of commits) {
    const lineEnd = output.indexOf(0x0a, at)
    const line = output.toString('latin1', at, lineEnd)
    const [, id, size] = /^([0-9a-f]+) blob (\d+)$/.exec(line) ?? []
    at = lineEnd + 1
    if (id === undefined) {
      const isListed = runGit(directory, ['ls-tree', commit, '--', path]).length > 0
      if (isListed) throw damaged(directory, line)
      continue
    }
    const content = output.subarray(at, at + Number(size))
    requireContent(directory, content, id)
    contents.push(content.toString('utf8'))
    at += Number(size) + 1
  }
  return contents
}

function countLiveTenants(directory: string, commit: string, name: string): number | undefined {
  try {
    const tree = gitTree(directory, commit)
    const folder = `config/${name}/`
    const wanted = [...tree.blobs.keys()].filter(
      (path) => path.startsWith(`${folder}tenants/`) || path === `${folder}integration.yaml`,
    )
    const { workspace } = loadWorkspace(tree.only(wanted))
    const tenants = workspace.environments[0]?.tenants ?? []
    return tenants.filter(({ value }) => value.status === 'live').length
  } catch (error) {
    const isAway = error instanceof GitUnreadable && error.reason !== 'damaged'
    if (isAway) return undefined
    throw error
  }
}
