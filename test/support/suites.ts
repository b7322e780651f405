import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * Published test suites that are not part of this repository: `IKCTL_SUITES`, else
 * `../shared/suites` beside the repository's folder.
 */
const folder = process.env.IKCTL_SUITES ?? resolve(import.meta.dirname, '../../../shared/suites')

/** Whether the suite is there; says in one line that its tests are skipped when it is not. */
export function hasSuite(name: string): boolean {
  if (existsSync(join(folder, name))) return true
  process.stderr.write(
    `skipped: test suite "${name}" is not there (IKCTL_SUITES names its folder)\n`,
  )
  return false
}

/** The folder of a suite, whether it is there or not. */
export function suiteFolder(name: string): string {
  return join(folder, name)
}

/** A JSON file of a suite. */
export function readSuiteJson(suite: string, file: string): unknown {
  return JSON.parse(readFileSync(join(folder, suite, file), 'utf8'))
}
