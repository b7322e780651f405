import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { changedBase } from '../support/changed-base.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { type GitRepository, gitRepository } from './git-repository.ts'

const acme = 'config/production/tenants/acme.yaml'
const now = () => Date.parse('2026-06-01T00:00:00Z')

/** Two commits, the second of which renames a tenant; copied for each test. */
let original: GitRepository
beforeAll(() => {
  original = gitRepository({ folder: mkdtempSync(join(tmpdir(), 'ikctl-test-')) })
  const files = (name: string) =>
    Object.fromEntries(changedBase({ [acme]: [[/^name: .*/m, `name: ${name}`]] }))
  original.commit(files('Before'))
  original.commit(files('After'))
  return () => rmSync(original.folder, { recursive: true, force: true })
})

/** A copy of the repository to damage. */
function copy() {
  const folder = temporaryFolder()
  cpSync(original.folder, folder, { recursive: true })
  const git = (...args: string[]) => original.git('-C', folder, ...args)
  const path = (revision: string) => {
    const id = git('rev-parse', revision)
    return join(folder, '.git/objects', id.slice(0, 2), id.slice(2))
  }
  return {
    folder,
    git,
    /** Replaces what Git keeps for an object, or removes it. */
    damage(revision: string, change: (content: Buffer) => Buffer | string | undefined) {
      const file = path(revision)
      const content = change(readFileSync(file))
      if (content === undefined) return rmSync(file)
      chmodSync(file, 0o644)
      writeFileSync(file, content)
    },
    object: (revision: string) => readFileSync(path(revision)),
  }
}

const run = (cwd: string, ...args: string[]) => runInProcess(args, { cwd, now })

const garbage = () => 'not what Git writes'
const half = (content: Buffer) => content.subarray(0, content.length / 2)
const blob = `HEAD~1:${acme}`
type Copy = ReturnType<typeof copy>
const damages: Record<string, (repository: Copy) => void> = {
  'a blob of something else': ({ damage }) => damage(blob, garbage),
  'half of a blob': ({ damage }) => damage(blob, half),
  'an empty blob': ({ damage }) => damage(blob, () => ''),
  'a blob that is away': ({ damage }) => damage(blob, () => undefined),
  'a blob with the content of another': ({ damage, object }) =>
    damage(blob, () => object('HEAD:config/production/integration.yaml')),
  'a tree of something else': ({ damage }) => damage('HEAD~1:config/production/tenants', garbage),
  'a tree that is away': ({ damage }) =>
    damage('HEAD~1:config/production/tenants', () => undefined),
  'a commit of something else': ({ damage }) => damage('HEAD~1', garbage),
}

describe('a damaged repository is called that, whatever is read of it', () => {
  test.each(Object.entries(damages))('%s', async (_, damage) => {
    const repository = copy()
    damage(repository)
    for (const args of [
      ['plan', 'production', '--base', 'HEAD~1'],
      ['plan', 'production', '--base', 'HEAD~1', '--head', 'HEAD', '--format', 'json'],
      ['validate', '--changed-since', 'HEAD~1'],
    ]) {
      const { code, stdout, stderr } = await run(repository.folder, ...args)
      // Without a plan, a tenant that no change concerns is not read.
      if (args[0] === 'validate' && !/tree|commit/.test(_)) continue
      expect([code, stdout], args.join(' ')).toEqual([2, ''])
      expect(stderr).toContain(`the Git repository at ${repository.folder} is damaged`)
      expect(stderr).toContain('`git fsck --full` lists what is damaged')
    }
  })

  test('an index', async () => {
    const { folder } = copy()
    writeFileSync(join(folder, '.git/index'), 'not what Git writes')
    const { code, stderr } = await run(folder, 'plan', 'production', '--base', 'HEAD~1')
    expect(code).toBe(2)
    expect(stderr).toContain(`the Git repository at ${folder} is damaged`)
  })

  test('a key pair of the past that is away is not forgotten', async () => {
    const { folder, damage, git } = copy()
    const file = 'config/production/key-pairs.yaml'
    const text = readFileSync(join(folder, file), 'utf8')
    for (const comment of ['# one\n', '# two\n']) {
      writeFileSync(join(folder, file), `${text}${comment}`)
      git('commit', '--quiet', '--all', '--message', comment)
    }
    damage(`HEAD~1:${file}`, () => undefined)
    const started = await run(folder, 'rotate', 'start', 'production', 'next')
    expect(started.code).toBe(0)
    const { code, stderr } = await run(folder, 'plan', 'production', '--base', 'HEAD')
    expect(code).toBe(2)
    expect(stderr).toContain('is damaged')
  })
})

describe('a bare repository', () => {
  test('has no working tree to plan, and says so; a commit can be planned', async () => {
    const { folder, git } = copy()
    git('clone', '--quiet', '--bare', folder, join(folder, 'bare.git'))
    const bare = join(folder, 'bare.git')
    const refused = await run(bare, 'plan', 'production', '--base', 'HEAD~1')
    expect(refused).toMatchObject({ code: 2, stdout: '' })
    expect(refused.stderr).toContain('it is a bare repository, or inside of .git')
    expect(refused.stderr).toContain('name the commit to plan with --head')
    const planned = await run(bare, 'plan', 'production', '--base', 'HEAD~1', '--head', 'HEAD')
    expect(planned).toMatchObject({ code: 0, stderr: '' })
    expect(planned.stdout).toContain('name Before -> After')
    const smoke = await run(bare, 'smoke', 'production')
    expect(smoke.code).toBe(2)
    expect(smoke.stderr).toContain('nothing to check')
  })
})

describe('a sparse checkout', () => {
  test.each([
    ['of no configuration', 'docs'],
    ['of another environment', 'config/demo'],
    ['of this environment alone', 'config/production'],
  ])('%s is not taken for a removal', async (_, left) => {
    const { folder, git } = copy()
    git('status')
    git('sparse-checkout', 'set', left)
    const refused = await run(folder, 'plan', 'production', '--base', 'HEAD~1')
    expect(refused).toMatchObject({ code: 2, stdout: '' })
    expect(refused.stderr).toMatch(
      /this is a sparse checkout, which leaves out files below config\/, such as config\/\S+: check them out with `git sparse-checkout add config`/,
    )
    const planned = await run(folder, 'plan', 'production', '--base', 'HEAD~1', '--head', 'HEAD')
    expect(planned).toMatchObject({ code: 0, stderr: '' })
    git('sparse-checkout', 'add', 'config')
    expect((await run(folder, 'plan', 'production', '--base', 'HEAD~1')).code).toBe(0)
  })

  test('does not hide what was changed, or removed by hand', async () => {
    const { folder, git } = copy()
    git('status')
    git('sparse-checkout', 'set', 'config/production')
    rmSync(join(folder, acme))
    const head = ['--head', 'HEAD', '--format', 'json']
    const { code, stdout } = await run(folder, 'plan', 'production', '--base', 'HEAD~1', ...head)
    expect(code).toBe(1)
    expect(stdout).toContain('plan/checkout-differs')
  })
})

test("a repository of another user leads with Git's own advice, and gives no evidence without a commit", async () => {
  const { folder } = copy()
  vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', 'true')
  vi.stubEnv('LANGUAGE', 'de')
  onTestFinished(() => void vi.unstubAllEnvs())
  const advice = `run \`git config --global --add safe.directory ${folder}\``
  for (const args of [
    ['plan', 'production', '--base', 'HEAD~1'],
    ['plan', 'production', '--base', 'HEAD~1', '--head', 'HEAD'],
    ['validate', '--changed-since', 'HEAD~1'],
    ['smoke', 'production', '--candidate', '2026-11'],
  ]) {
    const { code, stdout, stderr } = await run(folder, ...args)
    expect([code, stdout], args.join(' ')).toEqual([2, ''])
    expect(stderr).toContain('ikctl: Git reads no repository of another user')
    expect(stderr).toContain(advice)
  }
})
