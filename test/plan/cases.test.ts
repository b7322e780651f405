import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { caseNames, readCase } from './case-files.ts'
import { type Files, type GitRepository, gitRepository } from './git-repository.ts'
import { runPlan } from './run-plan.ts'

/** Most cases have the same base: it is committed once. */
const repositories = new Map<string, { repository: GitRepository; commit: string }>()
afterAll(() => {
  for (const { repository } of repositories.values()) {
    rmSync(repository.folder, { recursive: true, force: true })
  }
})

function repositoryOf(base: Files) {
  const key = JSON.stringify(Object.entries(base).map(([path, file]) => [path, String(file)]))
  let found = repositories.get(key)
  if (found === undefined) {
    const repository = gitRepository({ folder: mkdtempSync(join(tmpdir(), 'ikctl-test-')) })
    found = { repository, commit: repository.commit(base) }
    repository.git('tag', 'base')
    repositories.set(key, found)
  }
  return found
}

describe('golden cases', () => {
  test.each(caseNames)('%s', async (name) => {
    const { base, head, options, expectedFile } = readCase(name)
    const { repository, commit } = repositoryOf(base)
    repository.write(head)
    const { code, stdout, stderr } = await runPlan(
      repository.folder,
      'production',
      '--base',
      'base',
      ...options,
    )
    const said = `${(stdout + stderr).replaceAll(commit.slice(0, 12), 'COMMIT')}exit code ${code}\n`
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
