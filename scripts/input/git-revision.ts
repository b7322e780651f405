import { spawnSync } from 'node:child_process'
import { isAncestor } from '../../src/plan/git-tree.ts'
import { UsageError } from '../exit-codes.ts'
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
   * @throws {UsageError} when Git cannot tell.
   */
  uncommitted(path: string, except: string): string[]
}

/** @returns undefined outside a Git repository, or in one without a commit. */
export function gitRevision(directory: string): GitRevision | undefined {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: directory, encoding: 'utf8' })
  const { status, stdout } = git('rev-parse', '--verify', 'HEAD')
  if (status !== 0) return undefined
  return {
    commit: stdout.trim(),
    isAncestor: (commit) => isAncestor(directory, commit, 'HEAD'),
    uncommitted(path, except) {
      const pathspec = ['--', path, `:(exclude,glob)${except}`, ':(exclude,glob)**/.*.tmp']
      const options = ['-z', '--untracked-files=all', '--no-renames']
      const { status, stdout, stderr } = git('status', '--porcelain', ...options, ...pathspec)
      if (status !== 0) throw new UsageError(`git status failed: ${stderr.trim()}`)
      const { length } = `XY ${repositoryPrefix(directory)}`
      return stdout
        .split('\0')
        .filter((entry) => entry !== '')
        .map((entry) => entry.slice(length))
    },
  }
}
