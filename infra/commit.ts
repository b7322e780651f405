import { spawnSync } from 'node:child_process'

/**
 * The commit that is deployed: what CI says, else what Git says about the folder, with `-dirty` when
 * there are changes that it does not hold.
 *
 * @returns undefined outside a Git repository.
 */
export function currentCommit(
  environment: Readonly<Record<string, string | undefined>>,
  directory: string,
): string | undefined {
  const fromCi = environment.GITHUB_SHA ?? environment.BUILD_SOURCEVERSION
  if (fromCi) return fromCi
  const { status, stdout } = spawnSync(
    'git',
    ['describe', '--always', '--abbrev=40', '--exclude=*', '--dirty'],
    { cwd: directory, encoding: 'utf8' },
  )
  return status === 0 ? stdout.trim() : undefined
}
