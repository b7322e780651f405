import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commonFiles, readCase } from '../plan/case-files.ts'
import { gitRepository } from '../plan/git-repository.ts'
import { exampleTree } from '../support/example-tree.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const systems = {
  github: { env: { GITHUB_ACTIONS: 'true' }, begin: /^::error /gm },
  azure: { env: { TF_BUILD: 'True' }, begin: /^##vso\[task\.logissue type=error;/gm },
}

describe.each(Object.entries(systems))(
  'on %s every end other than 0 is annotated',
  (name, system) => {
    const { env, begin } = system
    const count = ({ stdout, stderr }: { stdout: string; stderr: string }) =>
      `${stdout}\n${stderr}`.match(begin)?.length ?? 0

    test('wrong usage', async () => {
      const result = await runInProcess(['smoke', 'local', '--rate', 'fast'], {
        cwd: exampleTree(),
        env,
      })
      expect([result.code, count(result)]).toEqual([2, 1])
      expect(result.stderr).toMatch(/(::error title=ikctl smoke::|;code=ikctl smoke\]).*fast/)
    })

    test('a refused step', async () => {
      const result = await runInProcess(['rotate', 'retire', 'local', '2026-09'], {
        cwd: exampleTree(),
        env,
      })
      expect(result.code).not.toBe(0)
      expect(count(result)).toBe(1)
    })

    test('a plan, at the place of each refusal', async () => {
      const repository = gitRepository()
      const base = repository.commit(commonFiles)
      repository.commit(readCase('limits-loosened').head)
      const result = await runInProcess(['plan', 'production', '--base', base], {
        cwd: repository.folder,
        env,
      })
      expect(result.code).toBe(1)
      expect(count(result)).toBeGreaterThan(0)
      expect(result.stderr).toMatch(/(title=|;code=)plan\/tenants-removed/)
      // Standard output is for anyone who reads the format.
      const json = await runInProcess(['plan', 'production', '--base', base, '--format', 'json'], {
        cwd: repository.folder,
        env,
      })
      expect(JSON.parse(json.stdout).verdict).toBe('refused')
      expect(count(json)).toBe(count(result))
    })

    test('findings are annotated once, in whatever format', async () => {
      const cwd = exampleTree()
      writeFileSync(join(cwd, 'config/local/tenants/acme.yaml'), 'name: [\n')
      const human = await runInProcess(['validate', 'local'], { cwd, env })
      const json = await runInProcess(['validate', 'local', '--format', 'json'], { cwd, env })
      expect([human.code, json.code]).toEqual([1, 1])
      expect(count(human)).toBeGreaterThan(0)
      expect(count(json)).toBe(1)
      expect(json.stderr).toContain('exit code 1: problems found')
    })

    test('a smoke test that ends incomplete', async () => {
      const cwd = exampleTree()
      const result = await runInProcess(['smoke', 'local'], {
        ...{ cwd, env },
        signal: AbortSignal.abort('SIGINT'),
      })
      expect(result.code).toBe(4)
      expect(count(result)).toBeGreaterThan(0)
    })

    test('an end that is 0 is not', async () => {
      const result = await runInProcess(['validate', 'local'], { cwd: exampleTree(), env })
      expect([result.code, count(result)]).toEqual([0, 0])
    })

    test(`${name}: nothing of a message ends the command early`, async () => {
      const result = await runInProcess(['validate', 'a]b::c\n::error::x'], {
        cwd: temporaryFolder({ 'config/a/x.md': '' }),
        env,
      })
      expect(result.code).toBe(2)
      expect(count(result)).toBe(1)
    })
  },
)

test('elsewhere nothing is annotated', async () => {
  const { stderr } = await runInProcess(['smoke', 'nowhere'], { cwd: exampleTree(), env: {} })
  expect(stderr).not.toMatch(/::error|##vso/)
})
