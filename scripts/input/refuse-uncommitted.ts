import type { Environment } from '../../src/config/environment.ts'
import { UsageError } from '../exit-codes.ts'
import type { GitRevision } from './git-revision.ts'

/** Evidence names the commit whose tenants were tested: what is not in it must not be tested. */
export function refuseUncommitted({ path }: Environment, git: GitRevision | undefined): void {
  const files = git?.uncommitted(path, `${path}/evidence/*.jws`) ?? []
  if (files.length === 0) return
  const some = files.slice(0, 5).map((file) => `  ${file}\n`)
  const more = files.length > some.length ? `  and ${files.length - some.length} more\n` : ''
  throw new UsageError(
    `evidence names the commit whose tenants were tested, but this is in no commit yet:\n${some.join('')}${more}commit it and have it merged (evidence counts for commits of the base branch), or stash it; then run this again`,
  )
}
