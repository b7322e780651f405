import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { replaceFile } from '../../src/files/replace-file.ts'
import { RehearsalFailed } from './rehearsal-failed.ts'

/** A Git repository that knows nothing of this machine's own Git settings. */
export interface Repository {
  folder: string
  /** Commits everything. @returns the new commit's id. */
  commit(message: string): string
}

/** Makes a folder a repository with one empty commit. */
export function createRepository(folder: string): Repository {
  const git = (...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    })
    if (status === 0) return stdout.trim()
    throw new RehearsalFailed(`git ${args.join(' ')}: ${stderr || 'is Git installed?'}`)
  }
  git('init', '--quiet', '--initial-branch=main')
  git('config', 'user.name', 'Rehearsal')
  git('config', 'user.email', 'rehearsal@contoso.example')
  git('config', 'commit.gpgsign', 'false')
  replaceFile(join(folder, '.gitignore'), 'node_modules\nreports/\n')
  return {
    folder,
    commit(message) {
      git('add', '--all')
      git('commit', '--quiet', '--message', message)
      return git('rev-parse', 'HEAD')
    },
  }
}
