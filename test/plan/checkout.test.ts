import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commonFiles } from './case-files.ts'
import { type Files, type GitRepository, gitRepository } from './git-repository.ts'
import { runPlan } from './run-plan.ts'

const tenants = 'config/production/tenants'
const acme = `${tenants}/acme.yaml`
const textOf = (path: string) => Buffer.from(commonFiles[path] ?? '').toString('utf8')

/** A repository whose commit `base` has the common files, and whatever else is not below `config/`. */
function repositoryOf(files: Files = commonFiles): GitRepository {
  const repository = gitRepository()
  repository.commit(files)
  repository.git('tag', 'base')
  return repository
}

/** Commits what the working tree and the index hold. */
function commitAll({ git }: GitRepository): void {
  git('add', '--all')
  git('commit', '--quiet', '--message', 'A change')
}

/** Puts every file of HEAD into the working tree as a fresh checkout does. */
function checkOutAgain({ folder, git }: GitRepository): void {
  rmSync(join(folder, 'config'), { recursive: true })
  git('checkout', '--quiet', '--force', 'HEAD')
}

/** The codes of a plan against `base`, of the commit and of the working tree. */
async function codesOf({ folder }: GitRepository, ...head: string[]): Promise<string[]> {
  const run = await runPlan(folder, 'production', '--base', 'base', ...head, '--format', 'json')
  const plan = run.stdout === '' ? undefined : JSON.parse(run.stdout)
  const codes = [...(plan?.judgements ?? []), ...(plan?.findings ?? [])].map(
    ({ code, ruleId, file }) => code ?? `${ruleId} ${file}`,
  )
  return [...codes, `exit ${run.code}`]
}

const expectRefused = async (repository: GitRepository, ...codes: string[]) => {
  for (const head of [['--head', 'HEAD'], []]) {
    expect(await codesOf(repository, ...head)).toEqual(expect.arrayContaining([...codes, 'exit 1']))
  }
}

describe('what is not a plain file below config/ is refused, in the commit and in the working tree', () => {
  test.each([
    [`${tenants}/.gitattributes`, 'acme.yaml text'],
    ['config/production/.gitattributes', '* text=auto'],
    ['config/.GitAttributes', '* text=auto'],
  ])('%s', async (path, content) => {
    const repository = repositoryOf()
    const file = join(repository.folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
    commitAll(repository)
    await expectRefused(repository, 'plan/invalid-head', `config/git-attributes ${path}`)
  })

  test.each([acme, `${tenants}/.note`, 'config/README.md'])('a link at %s', async (path) => {
    const repository = repositoryOf()
    rmSync(join(repository.folder, path), { force: true })
    symlinkSync('/etc/hostname', join(repository.folder, path))
    commitAll(repository)
    await expectRefused(repository, `config/unreadable ${path}`)
  })

  test('a link whose target reads like a tenant', async () => {
    const repository = repositoryOf()
    repository.git('config', 'core.symlinks', 'false')
    const target = textOf(acme).replace(
      /account: .*/,
      `account: ${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}`,
    )
    writeFileSync(join(repository.folder, 'target'), target)
    const id = repository.git('hash-object', '-w', 'target')
    rmSync(join(repository.folder, 'target'))
    repository.git('update-index', '--cacheinfo', `120000,${id},${acme}`)
    repository.git('commit', '--quiet', '--message', 'A link')
    checkOutAgain(repository)
    await expectRefused(repository, `config/unreadable ${acme}`)
  })

  test('an executable file', async () => {
    const repository = repositoryOf()
    chmodSync(join(repository.folder, acme), 0o755)
    repository.git('update-index', '--chmod=+x', acme)
    repository.git('commit', '--quiet', '--message', 'A mode')
    await expectRefused(repository, `config/unreadable ${acme}`)
  })

  test.each([`${tenants}/more`, tenants])('a submodule at %s', async (path) => {
    const repository = repositoryOf()
    const commit = repository.git('rev-parse', 'HEAD')
    repository.git('rm', '-r', '--quiet', '--cached', '--ignore-unmatch', path)
    repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},${path}`)
    repository.git('commit', '--quiet', '--message', 'A submodule')
    mkdirSync(join(repository.folder, path), { recursive: true })
    writeFileSync(join(repository.folder, path, '.git'), 'gitdir: ../../../../.git/modules/more\n')
    expect(await codesOf(repository, '--head', 'HEAD')).toContain(`config/unreadable ${path}`)
    expect(await codesOf(repository)).toEqual(
      expect.arrayContaining([`config/unreadable ${path}`, `config/unreadable ${path}/.git`]),
    )
  })
})

describe('a base that has it', () => {
  const changed = { ...commonFiles, [acme]: textOf(acme).replace('Acme Corporation', 'Acme') }

  test('attributes that convert make its tenants count as moved', async () => {
    const attributes = `${tenants}/.gitattributes`
    const repository = repositoryOf({
      ...commonFiles,
      [attributes]: '*.yaml working-tree-encoding=UTF-7\n',
    })
    repository.commit(commonFiles)
    expect(await codesOf(repository, '--head', 'HEAD')).toEqual(
      expect.arrayContaining(['plan/tenants-moved', 'plan/tenant-unreadable', 'exit 1']),
    )
  })

  test('attributes that convert nothing are taken away without a word', async () => {
    const repository = repositoryOf({ ...commonFiles, 'config/.gitattributes': '* text eol=lf\n' })
    repository.commit(commonFiles)
    expect(await codesOf(repository, '--head', 'HEAD')).toEqual(['exit 0'])
  })

  test('a tenant that was a link cannot be compared', async () => {
    const repository = repositoryOf()
    rmSync(join(repository.folder, acme))
    symlinkSync('adatum.yaml', join(repository.folder, acme))
    commitAll(repository)
    repository.git('tag', '--force', 'base')
    repository.commit(changed)
    expect(await codesOf(repository)).toEqual(['plan/tenant-unreadable', 'exit 0'])
  })

  test('a tenant that was executable is compared', async () => {
    const repository = repositoryOf()
    repository.git('update-index', '--chmod=+x', acme)
    repository.git('commit', '--quiet', '--message', 'A mode')
    repository.git('tag', '--force', 'base')
    repository.git('update-index', '--chmod=-x', acme)
    repository.commit(changed)
    expect(await codesOf(repository)).toEqual(['exit 0'])
  })

  test.each(['config/production/key-pairs.yaml', tenants, 'config/production'])(
    'a link in the place of %s cannot judge',
    async (path) => {
      const repository = repositoryOf()
      rmSync(join(repository.folder, path), { recursive: true })
      symlinkSync('elsewhere', join(repository.folder, path))
      commitAll(repository)
      repository.git('tag', '--force', 'base')
      repository.commit(commonFiles)
      expect(await codesOf(repository)).toEqual(['exit 2'])
    },
  )
})

describe('attributes from elsewhere that change bytes are refused', () => {
  /** Makes 9 of 12 tenants others, on the way into the working tree alone. */
  const smudge = `sed -e 's/^account: [1-9]/account: 0/'`

  test.each([
    ['in .gitattributes at the root', '.gitattributes', 'filter=move'],
    ['in .git/info/attributes', '.git/info/attributes', 'filter=move'],
    ['as a macro', '.gitattributes', 'odd'],
  ])('a filter %s', async (_, file, attribute) => {
    const repository = repositoryOf()
    repository.git('config', 'filter.move.smudge', smudge)
    repository.git('config', 'filter.move.clean', 'cat')
    mkdirSync(dirname(join(repository.folder, file)), { recursive: true })
    const macro = attribute === 'odd' ? '[attr]odd filter=move\n' : ''
    writeFileSync(join(repository.folder, file), `${macro}config/**/*.yaml ${attribute}\n`)
    writeFileSync(join(repository.folder, 'note'), 'something to commit\n')
    commitAll(repository)
    checkOutAgain(repository)
    await expectRefused(repository, 'plan/git-attributes')
    expect(await codesOf(repository, '--head', 'HEAD')).toContain('plan/checkout-differs')
  })

  test('a filter in the file that core.attributesFile names', async () => {
    const repository = repositoryOf()
    const file = join(repository.folder, '.git/more-attributes')
    writeFileSync(file, '*.yaml filter=lfs\n')
    repository.git('config', 'core.attributesFile', file)
    await expectRefused(repository, 'plan/git-attributes')
  })

  test.each(['working-tree-encoding=UTF-7', 'ident', 'export-subst', 'export-ignore'])(
    '%s',
    async (attribute) => {
      const repository = repositoryOf()
      writeFileSync(join(repository.folder, '.gitattributes'), `${acme} ${attribute}\n`)
      commitAll(repository)
      await expectRefused(repository, 'plan/git-attributes')
    },
  )

  test.each([
    '* text=auto eol=lf',
    'config/** text eol=crlf',
    '*.js filter=lfs',
    'config/** -filter',
  ])('but not "%s"', async (line) => {
    const repository = repositoryOf()
    writeFileSync(join(repository.folder, '.gitattributes'), `${line}\n`)
    commitAll(repository)
    checkOutAgain(repository)
    expect(await codesOf(repository, '--head', 'HEAD')).toEqual(['exit 0'])
    expect(await codesOf(repository)).toEqual(['exit 0'])
  })
})

describe('a commit that is checked out', () => {
  test.each([
    ['another content', acme, textOf(acme).replace('account: 6', 'account: 7')],
    ['a file more', `${tenants}/more.yaml`, 'name: More\n'],
    ['a file less', acme, undefined],
  ])('is refused when the working tree has %s', async (_, path, content) => {
    const repository = repositoryOf()
    if (content === undefined) rmSync(join(repository.folder, path))
    else writeFileSync(join(repository.folder, path), content)
    expect(await codesOf(repository, '--head', 'HEAD')).toEqual(['plan/checkout-differs', 'exit 1'])
  })

  test('counts as it is when it is replaced locally', async () => {
    const repository = repositoryOf()
    const moved = textOf(acme).replace('account: 6', 'account: 7')
    repository.commit({ ...commonFiles, [acme]: moved })
    const [good, bad] = ['base', 'HEAD'].map((at) => repository.git('rev-parse', `${at}:${acme}`))
    repository.git('replace', bad ?? '', good ?? '')
    expect(await codesOf(repository, '--head', 'HEAD')).toContain('plan/tenant-moved')
  })

  test('is not compared with a working tree that has another one', async () => {
    const repository = repositoryOf()
    repository.commit({ ...commonFiles, [acme]: textOf(acme).replace('Acme', 'ACME') })
    repository.git('tag', 'other')
    repository.commit(commonFiles)
    expect(await codesOf(repository, '--head', 'other')).toEqual(['exit 0'])
  })

  test('names no tenant in a redacted plan', async () => {
    const repository = repositoryOf()
    writeFileSync(join(repository.folder, acme), 'name: other\n')
    const args = ['production', '--base', 'base', '--head', 'HEAD']
    const open = await runPlan(repository.folder, ...args)
    const redacted = await runPlan(repository.folder, ...args, '--redact')
    expect(open.stdout).toContain(acme)
    expect(redacted.stdout).toContain('plan/checkout-differs')
    expect(redacted.stdout).not.toContain('acme')
  })
})
