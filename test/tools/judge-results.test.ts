import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder.ts'

const root = join(import.meta.dirname, '../..')
const vault = ['test/plan/cases.test.ts', 'a removed guard turns red'] as const
const python = ['test/login/other-languages.test.ts', 'Python'] as const

test.each([
  ['only passes', [[...vault, 'passed']], {}, 0, ['1 passed, 0 failed, 0 skipped']],
  [
    'a failure',
    [[...vault, 'failed']],
    {},
    1,
    [`failed: ${vault.join(': ')}`, '0 passed, 1 failed, 0 skipped'],
  ],
  [
    'a skip without a reason',
    [
      [...python, 'passed'],
      [...vault, 'skipped'],
    ],
    { IKCTL_PYTHON: 'python3' },
    1,
    [
      `skipped, and nothing that it needs is missing: ${vault.join(': ')}`,
      '1 passed, 0 failed, 1 skipped',
    ],
  ],
  [
    'a todo',
    [
      [...python, 'passed'],
      [...vault, 'todo'],
    ],
    {},
    1,
    [
      `skipped, and nothing that it needs is missing: ${vault.join(': ')}`,
      '1 passed, 0 failed, 1 skipped',
    ],
  ],
  [
    'a skip whose tool is missing',
    [
      [...vault, 'passed'],
      [...python, 'skipped'],
    ],
    {},
    0,
    ['1 passed, 0 failed, 1 skipped'],
  ],
  [
    'a skip whose tool is there',
    [
      [...vault, 'passed'],
      [...python, 'skipped'],
    ],
    { IKCTL_PYTHON: 'python3' },
    1,
    [
      `skipped, and nothing that it needs is missing: ${python.join(': ')}`,
      '1 passed, 0 failed, 1 skipped',
    ],
  ],
  ['no test at all', [], {}, 1, ['0 passed, 0 failed, 0 skipped']],
] as const)('%s', (_, tests, environment, code, lines) => {
  const count = (wanted: string) => tests.filter(([, , status]) => status === wanted).length
  const folder = temporaryFolder({
    'results.json': JSON.stringify({
      success: count('failed') === 0,
      numPassedTests: count('passed'),
      numFailedTests: count('failed'),
      testResults: tests.map(([file, fullName, status]) => ({
        name: join(root, file),
        assertionResults: [{ fullName, status }],
      })),
    }),
  })
  const { IKCTL_PYTHON: _python, ...env } = process.env
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, '.ci/judge-results.mjs'), join(folder, 'results.json')],
    { env: { ...env, ...environment }, encoding: 'utf8' },
  )
  expect(stdout.trimEnd().split('\n')).toEqual(lines)
  expect(status).toBe(code)
})
