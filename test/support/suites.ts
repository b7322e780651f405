import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * Published test suites that are not part of this repository: in `IKCTL_SUITES`, else
 * `../shared/suites` beside the repository's folder; or where `test/suites/install` puts what it
 * brings.
 */
const folders = [
  process.env.IKCTL_SUITES ?? resolve(import.meta.dirname, '../../../shared/suites'),
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ikctl-ci/suites'),
]

/** Whether the suite is there; says in one line that its tests are skipped when it is not. */
export function hasSuite(name: string): boolean {
  if (existsSync(suiteFolder(name))) return true
  process.stderr.write(
    `skipped: test suite "${name}" is not there (IKCTL_SUITES names its folder, test/suites/install brings some)\n`,
  )
  return false
}

/** The folder of a suite, whether it is there or not. */
export function suiteFolder(name: string): string {
  const [first = ''] = folders
  return join(folders.find((folder) => existsSync(join(folder, name))) ?? first, name)
}

/** A JSON file of a suite. */
export function readSuiteJson(suite: string, file: string): unknown {
  return JSON.parse(readFileSync(join(suiteFolder(suite), file), 'utf8'))
}
