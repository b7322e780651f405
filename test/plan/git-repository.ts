import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { temporaryFolder } from '../support/temporary-folder.ts'

export type Files = Readonly<Record<string, string | Uint8Array>>

/** A repository in a temporary folder, which knows nothing of this machine's own Git settings. */
export interface GitRepository {
  folder: string
  git(...args: string[]): string
  /** Makes the working tree hold exactly these files. */
  write(files: Files): void
  /** Writes and commits. @returns the commit's id. */
  commit(files: Files): string
}

export function gitRepository({
  format = 'sha1',
  folder = temporaryFolder(),
}: {
  format?: 'sha1' | 'sha256'
  folder?: string
} = {}): GitRepository {
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim()
  // What `git init` makes of it, without its hooks and without a process.
  for (const directory of ['objects', 'refs/heads']) {
    mkdirSync(join(folder, '.git', directory), { recursive: true })
  }
  writeFileSync(join(folder, '.git/HEAD'), 'ref: refs/heads/main\n')
  writeFileSync(join(folder, '.git/config'), settings[format])
  const write = (files: Files): void => {
    rmSync(join(folder, 'config'), { recursive: true, force: true })
    for (const [path, content] of Object.entries(files)) {
      const file = join(folder, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, content)
    }
  }
  return {
    folder,
    git,
    write,
    commit(files) {
      write(files)
      git('add', '--all')
      git('commit', '--quiet', '--allow-empty', '--message', 'A revision')
      return git('rev-parse', 'HEAD')
    },
  }
}

// --- internal ---

const common = `[user]
name = Test
email = test@contoso.example
[commit]
gpgsign = false
[maintenance]
auto = false
`
const settings = {
  sha1: `${common}[core]\nrepositoryformatversion = 0\n`,
  sha256: `${common}[core]\nrepositoryformatversion = 1\n[extensions]\nobjectformat = sha256\n`,
}
