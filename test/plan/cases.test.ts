import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { caseNames, readCase } from './case-files.ts'
import { gitRepository } from './git-repository.ts'
import { runPlan } from './run-plan.ts'

describe('golden cases', () => {
  test.each(caseNames)('%s', async (name) => {
    const { base, head, options, expectedFile } = readCase(name)
    const repository = gitRepository()
    repository.commit(base)
    repository.git('tag', 'base')
    repository.write(head)
    const { code, stdout, stderr } = await runPlan(
      repository.folder,
      'production',
      '--base',
      'base',
      ...options,
    )
    const commit = repository.git('rev-parse', '--short=12', 'base')
    const said = `${(stdout + stderr).replaceAll(commit, 'COMMIT')}exit code ${code}\n`
    // UPDATE_CASES=1 writes the expectation: read the diff.
    if (process.env.UPDATE_CASES === '1') writeFileSync(expectedFile, said)
    expect(existsSync(expectedFile), 'the case has no expected.txt').toBe(true)
    expect(said).toBe(readFileSync(expectedFile, 'utf8'))
    for (const line of stdout.split('\n')) {
      // What gets copied stays whole.
      if (!/https:/.test(line)) expect(line.length).toBeLessThanOrEqual(80)
    }
  })
})
