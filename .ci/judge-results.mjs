// Judges the results of the tests (the path of vitest's JSON is the argument): prints what failed, what was skipped
// although nothing that it needs was missing, and `N passed, N failed, N skipped` as the last line.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, relative, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const allowed = JSON.parse(readFileSync(join(import.meta.dirname, 'allowed-skips.json'), 'utf8'))
const results = JSON.parse(readFileSync(process.argv[2], 'utf8'))

const { env } = process
const cache = join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ikctl-ci')
const suites = [env.IKCTL_SUITES ?? resolve(root, '../shared/suites'), join(cache, 'suites')]
const pulumi = join(env.PULUMI_HOME || join(homedir(), '.pulumi'), 'versions')

/** Whether what a row of allowed-skips.json names is missing on this machine. */
const missing = {
  root: () => process.getuid?.() === 0,
  noPulumi: () => !existsSync(pulumi),
  noFile: (path) =>
    !existsSync(path === '$IKCTL_CHROMIUM' ? (env.IKCTL_CHROMIUM ?? '/usr/bin/chromium') : path),
  noSuite: (name) => !suites.some((folder) => existsSync(join(folder, name))),
  noProgram: (name) => {
    const argument = name === 'openssl' ? 'version' : '--version'
    return spawnSync(name, [argument], { stdio: 'ignore' }).status !== 0
  },
  noVariable: (name) => !env[name],
}
const rows = allowed.filter(({ when }) =>
  Object.entries(when).every(([condition, value]) => missing[condition](value)),
)

const tests = results.testResults.flatMap(({ name, assertionResults }) =>
  assertionResults.map(({ fullName, status }) => ({
    file: relative(root, name).replaceAll('\\', '/'),
    fullName,
    status,
  })),
)
const skipped = tests.filter(({ status }) => !['passed', 'failed'].includes(status))
const unexpected = skipped.filter(
  (test) =>
    !rows.some(({ file, name = '' }) => test.file.startsWith(file) && test.fullName.includes(name)),
)

const { numPassedTests, numFailedTests, success } = results
const lines = [
  ...tests
    .filter(({ status }) => status === 'failed')
    .map(({ file, fullName }) => `failed: ${file}: ${fullName}`),
  ...unexpected.map(
    ({ file, fullName }) => `skipped, and nothing that it needs is missing: ${file}: ${fullName}`,
  ),
  `${numPassedTests} passed, ${numFailedTests} failed, ${skipped.length} skipped`,
]
process.stdout.write(`${lines.join('\n')}\n`)
process.exitCode = success && numPassedTests > 0 && unexpected.length === 0 ? 0 : 1
