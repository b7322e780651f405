import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lockFolder } from '../../src/files/lock-folder.ts'
import { gitRepository } from '../plan/git-repository.ts'
import { changedBase } from '../support/changed-base.ts'
import { root } from '../support/example-tree.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const now = () => Date.parse('2026-06-01T00:00:00Z')
const acme = 'config/production/tenants/acme.yaml'
const integration = 'config/production/integration.yaml'

/** The base with a mistake in each of three files, and one between two environments. */
const broken = () =>
  changedBase({
    [acme]: [
      ['live', 'Live'],
      [/default: .*/, 'default: 07a536ec-d2ea-4b1e-a7a9-423bd99caa83'],
    ],
    [integration]: [['overlap: 24h', 'overlap: 1m']],
    'config/demo/integration.yaml': [['overlap: 24h', 'overlap: 1m']],
  })

function run(cwd: string, args: readonly string[], stdin?: string) {
  return runInProcess(['validate', '--format', 'concise', ...args], {
    cwd,
    now,
    ...(stdin !== undefined && { stdin }),
  })
}

/** The files that have findings. */
async function told(folder: string, ...args: string[]): Promise<string[]> {
  const { stdout } = await run(folder, args)
  const lines = stdout.split('\n').filter(Boolean)
  return [...new Set(lines.map((line) => line.replace(/:.*/, '')))]
}

describe('names choose what is told', () => {
  const demo = 'config/demo/integration.yaml'
  // A user of the two is the same: the finding is at the first, and concerns both.
  const other = 'config/demo/tenants/acme.yaml'

  test.each<[string[], string[]]>([
    [[], [demo, other, integration, acme]],
    [['production'], [other, integration, acme]],
    [['demo'], [demo, other]],
    [[acme], [other, acme]],
    [
      [`./${acme}`, demo],
      [demo, other, acme],
    ],
    [['config/production'], [other, integration, acme]],
    [['config/production/'], [other, integration, acme]],
    [['.'], [demo, other, integration, acme]],
    [['config/*/integration.yaml'], [demo, integration]],
    [['**/tenants/a*.yaml'], [other, acme]],
    [['config/production/key-pairs.yaml'], []],
  ])('%j', async (names, expected) => {
    const folder = temporaryFolder(Object.fromEntries(broken()))
    expect(await told(folder, ...names)).toEqual(expected)
    expect(
      await told(
        folder,
        ...names.map((name) =>
          name.includes('/') && !name.includes('*') ? join(folder, name) : name,
        ),
      ),
    ).toEqual(expected)
  })

  test.each([
    ['config/production/tenants/acne.yaml'],
    ['docs/*.md'],
    ['../elsewhere'],
    ['README.md'],
  ])('%s, which is none, is wrong usage', async (name) => {
    const { code, stderr } = await run(temporaryFolder(Object.fromEntries(broken())), [name])
    expect(stderr).toContain('nothing to check: ')
    expect(stderr).toContain(name)
    expect(code).toBe(2)
  })

  test('--list-files prints what would be checked', async () => {
    const folder = temporaryFolder({ ...Object.fromEntries(broken()), 'config/notes.md': 'x' })
    const all = await run(folder, ['--list-files'])
    expect(all.stdout).toMatch(/^config\/demo\/public-keys\/.*\.pem$/m)
    expect(all.stdout).not.toContain('notes')
    expect((await run(folder, ['--list-files', 'config/*/tenants'])).stdout).toBe(
      `config/demo/tenants/acme.yaml\n${acme}\n`,
    )
  })
})

describe('standard input', () => {
  const text = (files: Map<string, string>, file: string) => files.get(file) ?? ''

  test('stands for the file that it names, and only that one is told', async () => {
    const folder = temporaryFolder(Object.fromEntries(broken()))
    const edited = text(changedBase({ [acme]: [['status', 'stauts']] }), acme)
    const { stdout, code } = await run(folder, ['--stdin-file-name', join(folder, acme)], edited)
    expect(stdout).toMatch(
      /^config\/production\/tenants\/acme.yaml:2:1: error unknown property "stauts"/,
    )
    expect(stdout.trim().split('\n')).toHaveLength(1)
    expect(code).toBe(1)
    expect(readFileSync(join(folder, acme), 'utf8')).toContain('Live')
  })

  test('may be a file that is not there yet', async () => {
    const files = changedBase({})
    const folder = temporaryFolder(Object.fromEntries(files))
    const name = 'config/production/tenants/adatum.yaml'
    const { stdout } = await run(folder, ['-', '--stdin-file-name', name], text(files, acme))
    expect(stdout).toContain(
      `${name}:3:10: warning the tenants "acme" and "adatum" have the same account`,
    )
  })

  test.each([
    [['-'], 'standard input needs a name'],
    [['--stdin-file-name', 'schemas/x.json'], 'is not below config/'],
    [['--stdin-file-name', acme, 'demo'], 'only that file is checked'],
    [['--stdin-file-name', acme, '--fix'], '--fix writes files, and standard input is none'],
    [['--dry-run'], 'give both'],
  ])('%j is wrong usage', async (args, words) => {
    const { code, stderr } = await run(temporaryFolder(Object.fromEntries(broken())), args)
    expect(stderr).toContain(words)
    expect(code).toBe(2)
  })
})

test('--changed-since tells what the change can have caused', async () => {
  const repository = gitRepository()
  const { folder } = repository
  const files = Object.fromEntries(broken())
  repository.commit(files)
  const since = (...args: string[]) => told(folder, '--changed-since', 'HEAD', ...args)
  expect(await since()).toEqual([])
  expect((await run(folder, ['--changed-since', 'HEAD'])).code).toBe(0)

  writeFileSync(join(folder, acme), `${files[acme]}# more\n`)
  expect(await since()).toEqual(['config/demo/tenants/acme.yaml', acme])
  // A file that is gone can be missed anywhere in its environment.
  const { 'config/demo/public-keys/2026-05.pem': _, ...without } = files
  repository.write(without)
  expect(await since()).toContain('config/demo/integration.yaml')
  expect(await since()).not.toContain(integration)
  // One of its places has changed, the other one is in production.
  expect(await since('production')).toEqual(['config/demo/tenants/acme.yaml'])
  // Settings are everybody's.
  repository.write({ ...files, 'config/ikctl.yaml': '# none\nlimits: {}\n' })
  expect(await since()).toEqual(await told(folder))

  const { code, stderr } = await run(folder, ['--changed-since', 'nowhere'])
  expect(stderr).toContain('Git does not know the revision "nowhere"')
  expect(code).toBe(2)
})

describe('--fix', () => {
  test('writes what is safe, says so, and tells the rest', async () => {
    const folder = temporaryFolder(Object.fromEntries(broken()))
    const { code, stdout, stderr } = await run(folder, ['--fix'])
    expect(stderr).toBe(`fixed ${acme}:2:9 write \`live\` [schema/value]\n`)
    expect(readFileSync(join(folder, acme), 'utf8')).toContain('\nstatus: live\n')
    expect(stdout).toContain('rotation/overlap')
    expect(stdout).not.toContain('schema/value')
    expect(code).toBe(1)
  })

  test('writes only in files that were named', async () => {
    const folder = temporaryFolder(Object.fromEntries(broken()))
    const { stderr } = await run(folder, ['--fix', 'demo'])
    expect(stderr).toBe('')
    expect(readFileSync(join(folder, acme), 'utf8')).toContain('Live')
  })

  test('with --dry-run shows a diff that `git apply` takes, and writes nothing', async () => {
    const repository = gitRepository()
    const { folder } = repository
    repository.commit(Object.fromEntries(broken()))
    const { code, stdout, stderr } = await run(folder, ['--fix', '--dry-run'])
    expect(stderr).toBe('1 edit in 1 file; without --dry-run they are written\n')
    expect(code).toBe(1)
    expect(repository.git('status', '--porcelain')).toBe('')
    writeFileSync(join(folder, 'fix.patch'), stdout)
    repository.git('apply', 'fix.patch')
    expect(readFileSync(join(folder, acme), 'utf8')).toContain('\nstatus: live\n')
    expect((await run(folder, ['--fix', '--dry-run'])).stderr).toBe('nothing that --fix could do\n')
  })

  test('with --dry-run keeps tabs and line ends, so that the diff can be applied', async () => {
    const repository = gitRepository()
    const { folder } = repository
    const files = changedBase({
      [acme]: [
        ['live', 'Live'],
        [/\n/g, '\r\n'],
        [/$/, '#\tend\r\n'],
      ],
    })
    repository.commit(Object.fromEntries(files))
    const { stdout, stderr } = await run(folder, ['--fix', '--dry-run'])
    expect(stderr).toBe('1 edit in 1 file; without --dry-run they are written\n')
    writeFileSync(join(folder, 'fix.patch'), stdout)
    repository.git('apply', 'fix.patch')
    expect(readFileSync(join(folder, acme), 'utf8')).toContain('\nstatus: live\r\n')
  })

  test('with --dry-run prints nothing that a terminal or a CI system would act upon', async () => {
    const commands = ['::error::no', '##vso[task.complete]no', '##[error]no', '\u001b[2Jno']
    const files = changedBase({
      [acme]: [['status: live', `status: Live\n${commands.map((text) => `# ${text}\n`).join('')}`]],
    })
    // Within a text over several lines they begin a line.
    files.set(acme, `${files.get(acme)}labels:\n  note: |\n    ::error::no\n    ##[group]no\n`)
    const folder = temporaryFolder(Object.fromEntries(files))
    const { code, stdout, stderr } = await run(folder, ['--fix', '--dry-run'])
    expect(stdout).toContain('+status: live\n')
    expect(stdout).not.toMatch(/^\s*::|##(vso)?\[|(?!\n)\p{Cc}/mu)
    expect(stderr).toContain(`${acme} holds control characters or a command of a CI system's log`)
    expect(code).toBe(1)
  })

  test('waits for no other command, and writes nothing beside it', async () => {
    const folder = temporaryFolder(Object.fromEntries(broken()))
    const release = lockFolder(join(folder, 'config/production'), Date.now())
    const { code, stderr } = await run(folder, ['--fix'])
    release()
    expect(stderr).toContain('is editing these files')
    expect(readFileSync(join(folder, acme), 'utf8')).toContain('Live')
    expect(code).toBe(1)
  })

  test('says which file cannot be written, and then writes none', async () => {
    const files = changedBase({ [acme]: [['live', 'Live']] })
    // The temporary file beside it would have a name that is too long.
    const long = `config/production/tenants/${'b'.repeat(245)}.yaml`
    files.set(long, (files.get(acme) ?? '').replace(/account: .*/, ''))
    const folder = temporaryFolder(Object.fromEntries(files))
    const { code, stdout, stderr } = await run(folder, ['--fix'])
    expect(stderr).toBe(
      `ikctl: cannot write ${join(folder, long)}: the name is too long (ENAMETOOLONG)\n`,
    )
    expect(stdout).toBe('')
    expect(readFileSync(join(folder, acme), 'utf8')).toContain('Live')
    expect(readFileSync(join(folder, long), 'utf8')).toContain('Live')
    expect(code).toBe(2)
  })
})

test.each([
  ['the files', ['--list-files']],
  ['times', ['--timings', '--format', 'concise=findings.txt']],
  ['a mistake in the call', ['nowhere']],
])('names of files are no commands of a CI log: %s', async (_, args) => {
  const name = 'a\n::add-mask::no\n##[group]no'
  const folder = temporaryFolder({
    [`config/${name}/integration.yaml`]: 'x: y\n',
    [`config/${name}/tenants/a.yaml`]: 'x: y\n',
  })
  const { stdout, stderr } = await runInProcess(['validate', ...args], { cwd: folder, now })
  expect(stdout + stderr).toContain('add-mask')
  expect(stdout + stderr).not.toMatch(/^\s*::|##\[/m)
})

test('a config/ that is a link is told as one', async () => {
  const folder = temporaryFolder({ 'real/demo/integration.yaml': 'x: y\n' })
  symlinkSync('real', join(folder, 'config'))
  const { code, stderr } = await run(folder, [])
  expect(stderr).toContain(`${join(folder, 'config')} is a symbolic link, and none is followed`)
  expect(code).toBe(2)
})

test('docs/validate.md shows what is printed', async () => {
  const page = readFileSync(join(root, 'docs/validate.md'), 'utf8')
  const [, example] = /```text\n([\s\S]*?)```/.exec(page) ?? []
  const tenant = 'config/demo/tenants/acme.yaml'
  const files = changedBase({ [tenant]: [[/$/, 'label: {region: eu}\n']] })
  const folder = temporaryFolder(Object.fromEntries(files))
  const { stdout } = await runInProcess(['validate', 'demo'], { cwd: folder, now })
  expect(stdout).toBe(example)
})

test('--exit-zero keeps findings from failing the run, but not wrong usage', async () => {
  const folder = temporaryFolder(Object.fromEntries(broken()))
  const { code, stdout } = await run(folder, ['--exit-zero'])
  expect(stdout).toContain('error')
  expect(code).toBe(0)
  expect((await run(folder, ['--exit-zero', 'nowhere'])).code).toBe(2)
})

test('--timings tells the phases and the slowest rules and files on standard error', async () => {
  const folder = temporaryFolder(Object.fromEntries(broken()))
  const { stderr } = await run(folder, ['--timings'])
  for (const phase of ['read', 'parse', 'schema', 'rules', 'all']) {
    expect(stderr).toMatch(new RegExp(`^ *\\d+\\.\\d ms  ${phase}`, 'm'))
  }
  expect(stderr).toMatch(/ms {2}rule {4}[a-z-]+\/[a-z-]+$/m)
  expect(stderr).toMatch(/ms {2}file {4}config\//m)
})
