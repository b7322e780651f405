import { askGit, GitUnreadable, runGit } from '../../src/plan/git-program.ts'
import { isAncestor } from '../../src/plan/git-tree.ts'
import { repositoryPrefix } from './repository-prefix.ts'

/** What Git says about a folder. */
export interface GitRevision {
  /** The commit that is checked out. */
  commit: string
  /** Whether a commit is that one or one of its ancestors. */
  isAncestor(commit: string): boolean
  /**
   * The files below a path that are not as the commit has them; what a killed command left does not count.
   *
   * @param path relative to the folder, as are the files.
   * @param except a pattern of files that do not count.
   * @throws {GitUnreadable} when Git cannot tell.
   */
  uncommitted(path: string, except: string): string[]
}

/**
 * @returns undefined outside a Git repository, or in one without a commit.
 * @throws {GitUnreadable} when Git cannot read the repository that is there.
 */
export function gitRevision(directory: string): GitRevision | undefined {
  const commit = headCommit(directory)
  if (commit === undefined) return undefined
  return {
    commit,
    isAncestor: (commit) => isAncestor(directory, commit, 'HEAD'),
    uncommitted(path, except) {
      const pathspec = ['--', path, `:(exclude,glob)${except}`, ':(exclude,glob)**/.*.tmp']
      const options = ['-z', '--untracked-files=all', '--no-renames']
      const changed = runGit(directory, ['status', '--porcelain', ...options, ...pathspec])
      const { length } = `XY ${repositoryPrefix(directory)}`
      return changed
        .toString('utf8')
        .split('\0')
        .filter((entry) => entry !== '')
        .map((entry) => entry.slice(length))
    },
  }
}

// --- internal ---

function headCommit(directory: string): string | undefined {
  try {
    const { status, stdout } = askGit(directory, ['rev-parse', '--verify', 'HEAD'])
    return status === 0 ? stdout.toString('utf8').trim() : undefined
  } catch (error) {
    if (error instanceof GitUnreadable && error.reason === 'no_git') return undefined
    throw error
  }
}
