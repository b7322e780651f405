import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { gitRepository } from '../plan/git-repository.ts'
import { root } from '../support/example-tree.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const commit = '0123456789abcdef0123456789abcdef01234567'
const flags = [
  ...['--package', 'file:../ikctl'],
  ...['--product', 'contoso-sign', '--integration-key', '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90'],
  ...['--management-account', '0d1f6c0e-52b5-4d0f-8a3f-6a1e4c2b9d77'],
  ...['--canary-user', '64d1f8a7-0f53-4b52-9c0a-5e7b1d2c3f48'],
  ...['--contact', 'docusign-admins@contoso.example'],
  ...['--redirect-uri', 'https://app.contoso.example/docusign/consented'],
]

/** A repository in a folder, with a commit of what is in it. */
function repository(folder: string) {
  const { git } = gitRepository({ folder })
  const path = (file: string) => join(folder, file)
  const read = (file: string) => readFileSync(path(file), 'utf8')
  return {
    read,
    has: (file: string) => existsSync(path(file)),
    edit: (file: string, from: string, to: string) => {
      expect(read(file)).toContain(from)
      writeFileSync(path(file), read(file).replace(from, to))
    },
    commit: () => {
      git('add', '--all')
      git('commit', '--quiet', '--message', 'As it is')
    },
    run: (...args: string[]) => runInProcess(['init', ...args], { cwd: folder }),
    files: () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.parentPath.includes('/.git/'))
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
        .filter((file) => !file.startsWith('.git/'))
        .sort(),
  }
}

/** What `init` wrote before it left a record. */
function first(ci: 'github' | 'azure-pipelines') {
  const folder = temporaryFolder()
  cpSync(join(root, 'test/cases/init/first', ci), folder, { recursive: true })
  const made = repository(folder)
  made.commit()
  return made
}

async function fresh(...args: string[]) {
  const folder = temporaryFolder()
  await runInProcess(['init', ...flags, ...args], { cwd: folder })
  const made = repository(folder)
  made.commit()
  return made
}

describe('init --upgrade, from the files of the first version', () => {
  test.each(['github', 'azure-pipelines'] as const)(
    '%s, as they were: all are replaced',
    async (ci) => {
      const { run, read, has } = first(ci)
      const check = await run('--check')
      expect(check.code).toBe(1)
      expect(check.stdout).toMatch(/\n\d+ files differ from ikctl/)
      const { code, stdout } = await run('--upgrade')
      expect(code).toBe(0)
      expect(stdout).not.toMatch(/^left /m)
      const wanted =
        ci === 'github' ? '.github/workflows/schedule-environment.yml' : 'azure-pipelines.yml'
      expect(read(wanted)).toBe(readFileSync(join(root, wanted), 'utf8'))
      // What is not needed any more goes.
      expect(has('.github/zizmor.yml')).toBe(false)
      expect(await run('--check')).toMatchObject({ code: 0 })
      expect(await run('--upgrade')).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('updated 0 files'),
      })
    },
  )

  test('with changes elsewhere in a file: both are kept, and the next upgrade knows it', async () => {
    const { run, read, edit, commit: save } = first('github')
    edit('.github/workflows/pull-request.yml', 'timeout-minutes: 20', 'timeout-minutes: 45')
    save()
    const { code, stdout } = await run('--upgrade')
    expect(code).toBe(0)
    expect(stdout).toContain('merge   .github/workflows/pull-request.yml\n')
    expect(read('.github/workflows/pull-request.yml')).toContain('timeout-minutes: 45')
    expect(read('.github/workflows/pull-request.yml')).toContain('merge_group:')
    expect(await run('--check')).toMatchObject({ code: 0 })
  })

  test('with a change of the same lines: it is left as it is, with the diff, and again the next time', async () => {
    const { run, read, edit, commit: save } = first('github')
    edit('.github/workflows/deploy.yml', 'group: deploy\n', 'group: mine\n')
    save()
    const mine = read('.github/workflows/deploy.yml')
    for (let round = 0; round < 2; round += 1) {
      const { code, stdout } = await run('--upgrade')
      expect(code).toBe(1)
      expect(stdout).toContain(
        'left    .github/workflows/deploy.yml: you and ikctl changed the same lines\n',
      )
      expect(stdout).toContain('-  group: mine\n')
      expect(read('.github/workflows/deploy.yml')).toBe(mine)
    }
  })

  test('a file that is not needed any more, but was changed, stays', async () => {
    const { run, edit, has } = first('github')
    edit('.github/zizmor.yml', 'rules:', '# Ours.\nrules:')
    const { code, stdout } = await run('--upgrade')
    expect([code, has('.github/zizmor.yml')]).toEqual([1, true])
    expect(stdout).toContain('left    .github/zizmor.yml: it is not needed any more')
  })

  test('outside of Git what was changed is left, and what was not is updated', async () => {
    const folder = temporaryFolder()
    cpSync(join(root, 'test/cases/init/first/github'), folder, { recursive: true })
    const file = join(folder, '.github/workflows/deploy.yml')
    writeFileSync(file, `${readFileSync(file, 'utf8')}# Mine.\n`)
    const { code, stdout } = await runInProcess(['init', '--upgrade'], { cwd: folder })
    expect(code).toBe(1)
    expect(stdout).toContain('is not in the history of this repository')
    expect(readFileSync(file, 'utf8')).toContain('# Mine.')
    expect(existsSync(join(folder, '.github/workflows/watchdog.yml'))).toBe(true)
  })
})

describe('a repository of this version', () => {
  test('is up to date, and what was deleted or is of the team stays so', async () => {
    const { run, edit, files } = await fresh()
    expect(await run('--check')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^up to date/),
    })
    edit('README.md', '# ', '# Ours: ')
    edit('.github/CODEOWNERS', '@OWNER', '@contoso')
    const before = files()
    expect(await run('--check')).toMatchObject({ code: 0 })
    expect(files()).toEqual(before)
  })

  test('that deleted a file does not get it back', async () => {
    const folder = temporaryFolder()
    await runInProcess(['init', ...flags], { cwd: folder })
    rmSync(join(folder, '.github/workflows/watchdog.yml'))
    const { code } = await runInProcess(['init', '--upgrade'], { cwd: folder })
    expect([code, existsSync(join(folder, '.github/workflows/watchdog.yml'))]).toEqual([0, false])
  })

  test('calls the workflows of another repository, pinned to a commit', async () => {
    const { read, files, run } = await fresh('--workflows', `contoso/ikctl@${commit}`)
    const workflows = files().filter((file) => file.startsWith('.github/workflows/'))
    expect(workflows).toHaveLength(7)
    for (const file of workflows) {
      const name = file.slice('.github/workflows/'.length)
      expect(read(file)).toMatch(
        new RegExp(`uses: contoso/ikctl/\\.github/workflows/${name}@${commit} # v\\d`),
      )
      expect(read(file)).not.toMatch(/\{\{\w+\}\}/)
    }
    expect(files().filter((file) => /^\.github\/(actions|scripts)/.test(file))).toEqual([])
    expect(await run('--check')).toMatchObject({ code: 0 })
    const other = commit.replace('0', 'f')
    await run('--upgrade', '--workflows', `contoso/ikctl@${other}`)
    expect(read('.github/workflows/deploy.yml')).toContain(`deploy.yml@${other} #`)
  })

  test('moves from copies to calls', async () => {
    const { run, files } = await fresh()
    expect((await run('--upgrade', '--workflows', `contoso/ikctl@${commit}`)).code).toBe(0)
    expect(files().filter((file) => file.startsWith('.github/'))).toHaveLength(7 + 2)
  })
})

test('says what is wrong', async () => {
  const nothing = await runInProcess(['init', '--upgrade'], { cwd: temporaryFolder() })
  expect(nothing).toMatchObject({ code: 2, stderr: expect.stringContaining('no .ikctl.json here') })
  const damaged = await runInProcess(['init', '--check'], {
    cwd: temporaryFolder({ '.ikctl.json': '{' }),
  })
  expect(damaged).toMatchObject({ code: 2, stderr: expect.stringContaining('is damaged') })
  const branch = await runInProcess(['init', ...flags, '--workflows', 'contoso/ikctl@main'], {
    cwd: temporaryFolder(),
  })
  expect(branch).toMatchObject({ code: 2, stderr: expect.stringContaining('all 40 digits') })
})
