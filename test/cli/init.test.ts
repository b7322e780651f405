import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { findPackage } from '../../scripts/commands/find-package.ts'
import type { Io } from '../../scripts/io.ts'
import { gitRepository } from '../plan/git-repository.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const now = () => Date.UTC(2026, 10, 20)
const address = 'git+https://git.contoso.example/platform/ikctl.git#0123456789abcdef'
const flags = [
  ...['--package', address],
  ...['--product', 'contoso-sign', '--integration-key', '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90'],
  ...['--management-account', '0d1f6c0e-52b5-4d0f-8a3f-6a1e4c2b9d77'],
  ...['--canary-user', '64d1f8a7-0f53-4b52-9c0a-5e7b1d2c3f48'],
  ...['--contact', 'docusign-admins@contoso.example'],
  ...['--redirect-uri', 'https://app.contoso.example/docusign/consented'],
]

function workspace(files: Record<string, string> = {}) {
  const cwd = temporaryFolder(files)
  const list = (folder: string) =>
    readdirSync(join(cwd, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(cwd, folder).length + 1))
      .sort()
  return {
    cwd,
    list,
    read: (file: string) => readFileSync(join(cwd, file), 'utf8'),
    init: (args: string[], answers?: string[], run?: NonNullable<Io['run']>) =>
      runInProcess(['init', ...args], {
        cwd,
        now,
        ...(answers && { answers }),
        ...(run && { run }),
      }),
    validate: (folder: string) => runInProcess(['-C', folder, 'validate'], { cwd, now }),
  }
}

/** A `gh` that answers so to the one question that it is asked. */
function github(answer: object): NonNullable<Io['run']> {
  return async (program, args) => {
    expect([program, ...args]).toEqual([
      ...['gh', 'api', 'repos/contoso/docusign-config/actions/oidc/customization/sub'],
    ])
    return { code: 0, stdout: JSON.stringify(answer), stderr: '' }
  }
}

describe('subjects of a repository on GitHub', () => {
  const repository = ['--repository', 'contoso/docusign-config']
  const immutable = 'contoso@123456/docusign-config@456789'
  const subjectsOf = (text: string) => parse(text).config['ikctl-infra:smokeSubjects']
  const expected = [{ github: { repository: immutable, branch: 'main' } }]

  test("are GitHub's own, even where its flag denies the ids that it sends", async () => {
    const { init, read } = workspace()
    const gh = github({ use_immutable_subject: false, sub_claim_prefix: `repo:${immutable}` })
    const { code, stdout } = await init(['new', ...flags, ...repository], undefined, gh)
    expect(code).toBe(0)
    expect(stdout).not.toContain('fill in the ids')
    expect(subjectsOf(read('new/Pulumi.demo.yaml'))).toEqual(expected)
    expect(read('new/.github/CODEOWNERS')).toMatch(/^\* +@contoso\/PLATFORM-TEAM$/m)
  })

  test('are what the option says, without asking', async () => {
    const { init, read } = workspace()
    const gh = async () => expect.unreachable('nobody needs to be asked')
    await init(['new', ...flags, '--repository', immutable], undefined, gh)
    expect(subjectsOf(read('new/Pulumi.demo.yaml'))).toEqual(expected)
    expect(read('new/.github/CODEOWNERS')).toMatch(/^\* +@contoso\/PLATFORM-TEAM$/m)
  })

  test.each([
    ['is not installed', async () => undefined, undefined],
    [
      'is not logged in',
      async () => ({ code: 4, stdout: '', stderr: 'To get started with GitHub CLI\nmore' }),
      'gh cannot ask GitHub about contoso/docusign-config: To get started with GitHub CLI\n',
    ],
    [
      'answers of a customised subject',
      async () => ({
        ...{ code: 0, stderr: '' },
        stdout: JSON.stringify({
          use_default: false,
          sub_claim_prefix: 'repository_owner:contoso',
        }),
      }),
      'GitHub does not say in a known form',
    ],
    [
      'answers with something else',
      async () => ({ code: 0, stdout: 'no JSON', stderr: '' }),
      'GitHub does not say in a known form',
    ],
  ])('are asked for where gh %s', async (_, gh, words) => {
    const { init, read } = workspace()
    const asked = await init(['new', ...flags, ...repository], ['x', '123456', '', '456789'], gh)
    expect(asked.code, asked.stderr).toBe(0)
    if (words !== undefined) expect(asked.stderr).toContain(words)
    expect(asked.stderr).toContain(
      'https://api.github.com/repos/contoso/docusign-config shows both',
    )
    expect(asked.stderr).toContain('an ID has digits only')
    expect(subjectsOf(read('new/Pulumi.demo.yaml'))).toEqual(expected)
  })

  test('have no ids when the answer is that the repository is older', async () => {
    const { init, read } = workspace()
    await init(['new', ...flags, ...repository], [''])
    expect(subjectsOf(read('new/Pulumi.demo.yaml'))).toEqual([
      { github: { repository: 'contoso/docusign-config', branch: 'main' } },
    ])
  })

  test('are left open where nobody knows them, and the next steps say so', async () => {
    const { init, read } = workspace()
    const { code, stdout } = await init(['new', ...flags, ...repository])
    expect(code).toBe(0)
    expect(stdout).toContain('5. Pulumi.demo.yaml: fill in the ids of contoso/docusign-config')
    const file = read('new/Pulumi.demo.yaml')
    expect(subjectsOf(file)).toBeUndefined()
    expect(file).toContain(
      '  #   - github: {repository: contoso@OWNER_ID/docusign-config@REPOSITORY_ID',
    )
    expect(file).toContain('gh api repos/contoso/docusign-config/actions/oidc/customization/sub')
  })

  test.each(['contoso@1/config', 'contoso/config@2', 'config', 'contoso@x/config@2'])(
    'cannot be those of %s',
    async (name) => {
      const { init } = workspace()
      const { code, stderr } = await init(['new', ...flags, '--repository', name])
      expect(stderr).toContain('owner/name or owner@id/name@id')
      expect(code).toBe(2)
    },
  )
})

describe('ikctl init', () => {
  test('writes a repository in which nothing is wrong', async () => {
    const { cwd, init, list, read, validate } = workspace()
    const prefix = 'repo:contoso/docusign-config'
    const written = await init(
      ['new', ...flags, '--repository', 'contoso/docusign-config'],
      undefined,
      github({ use_default: true, use_immutable_subject: false, sub_claim_prefix: prefix }),
    )
    expect(written).toMatchObject({ code: 0, stderr: '' })
    expect(written.stdout).toContain('  1. cd new && git init && npm install\n')
    const { code, stdout } = await validate(join(cwd, 'new'))
    expect(stdout).toBe('no problems: 9 files, 4 tenants checked\n')
    expect(code).toBe(0)

    const files = list('new')
    expect(files).toEqual(
      expect.arrayContaining([
        ...['.github/CODEOWNERS', '.github/workflows/pull-request.yml', '.gitignore'],
        ...['.pre-commit-config.yaml', '.vscode/settings.json', 'Pulumi.demo.yaml', 'Pulumi.yaml'],
        ...['README.md', 'config/demo/integration.yaml', 'config/local/tenants/acme.yaml'],
        ...['infra/bootstrap/index.ts', 'infra/index.ts', 'infra/policy/index.cjs', 'package.json'],
      ]),
    )
    for (const file of files) {
      expect(read(`new/${file}`), file).not.toMatch(/\{\{\w+\}\}|\.\.\/schemas\/|"\.\/schemas\//)
    }
    expect(read('new/.github/CODEOWNERS')).toMatch(/^\* +@contoso\/PLATFORM-TEAM$/m)
    expect(parse(read('new/Pulumi.demo.yaml')).config).toMatchObject({
      'ikctl-infra:resourceGroup': 'rg-contoso-sign-demo',
      'ikctl-infra:smokeSubjects': [
        { github: { repository: 'contoso/docusign-config', branch: 'main' } },
      ],
    })
    expect(JSON.parse(read('new/package.json'))).toMatchObject({
      name: 'contoso-sign-docusign',
      private: true,
      scripts: { ikctl: 'ikctl' },
      dependencies: { ikctl: address },
    })
  })

  test('refuses an id that stands for two things', async () => {
    const { init, list } = workspace()
    const account = flags[flags.indexOf('--management-account') + 1] ?? ''
    const { code, stderr } = await init(['new', ...flags, '--canary-user', account])
    expect(stderr).toContain('--canary-user: the canary user has the id of the management account')
    expect(code).toBe(2)
    expect(() => list('new')).toThrow('ENOENT')
  })

  test('tells a wrong environment once, and what else is wrong beside it', async () => {
    const { init } = workspace()
    const { code, stderr } = await init([
      ...['new', ...flags, '--environment', '../x', '--contact', 'nobody'],
    ])
    expect(stderr).toMatch(
      /^ikctl: --environment: an environment must be [^\n]+\n--contact: [^\n]+\n$/,
    )
    expect(code).toBe(2)
  })

  test('has the same versions of packages as this repository', async () => {
    const { init, read } = workspace()
    await init(['new', ...flags])
    const { dependencies, devDependencies, allowScripts } = JSON.parse(read('new/package.json'))
    const own = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
    expect(dependencies).toEqual({ ikctl: address })
    // Only a deployment installs them.
    expect(Object.keys(devDependencies)).toContain('pulumi')
    expect(own.devDependencies).toMatchObject(devDependencies)
    // Nothing runs at install, and npm does not ask.
    expect(allowScripts).toEqual({ ...own.allowScripts, ikctl: false })
    expect(Object.values(own.allowScripts)).not.toContain(true)
  })

  test('goes to Azure Pipelines and to production when that is asked for', async () => {
    const { init, list, read } = workspace()
    const { code } = await init([
      ...['new', ...flags, '--environment', 'production', '--ci', 'azure-pipelines'],
      ...['--location', 'northeurope', '--signing-vault', 'https://kv-x.vault.azure.net'],
    ])
    expect(code).toBe(0)
    const files = list('new')
    expect(files).toContain('azure-pipelines.yml')
    expect(files.filter((file) => file.startsWith('.github'))).toEqual([])
    expect(parse(read('new/config/production/integration.yaml'))).toMatchObject({
      platform: 'production',
      vaults: {
        signing: 'https://kv-x.vault.azure.net',
        settings: 'https://kv-contoso-sign-cfg-prod.vault.azure.net',
      },
    })
    expect(read('new/Pulumi.production.yaml')).toContain('location: northeurope\n')
  })

  test('asks on a terminal, and again after an answer that a rule refuses', async () => {
    const { init, read } = workspace()
    const { code, stderr } = await init(
      ['new', '--package', address],
      [
        ...['local', '', '', 'Contoso', 'contoso-sign', '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90'],
        ...['console', 'developer-console'],
        ...['10624587', '{0D1F6C0E-52B5-4D0F-8A3F-6A1E4C2B9D77}'],
        ...['jane@contoso.example', '64d1f8a7-0f53-4b52-9c0a-5e7b1d2c3f48'],
        ...['nobody', 'docusign-admins@contoso.example', 'https://app.contoso.example/a#b'],
        ...['https://app.contoso.example/docusign/consented', 'https://vault.example', '', ''],
      ],
    )
    expect(code).toBe(0)
    expect(stderr).toContain('must be one of apps-and-keys, developer-console')
    expect(stderr).toContain('is 10624587, which looks like an account number')
    expect(stderr).toContain('is the e-mail address "jane@contoso.example"')
    expect(stderr).toContain('"local" is there anyway')
    expect(stderr).toContain('"product" is "Contoso", but must be lower-case letters')
    expect(stderr).toContain('has the fragment "#b"')
    expect(stderr).toContain('[https://kv-contoso-sig-sign-demo.vault.azure.net]: ')
    expect(stderr).toContain('the signing vault "https://vault.example" is not the address')
    expect(parse(read('new/config/demo/integration.yaml')).redirectUris.consent).toBe(
      'https://app.contoso.example/docusign/consented',
    )
  })

  test('writes nothing when the answers stop, or options are wrong or missing', async () => {
    const { cwd, init } = workspace()
    const stopped = await init(['new', '--package', address], ['demo', 'demo'])
    expect(stopped.stderr).toContain('ikctl: stopped: nothing was written\n')
    const missing = await init(['new', '--package', address, '--product', 'contoso-sign'])
    expect(missing.stderr).toContain('missing: --integration-key, --management-account, ')
    const wrong = await init(['new', ...flags, '--product', 'Contoso', '--contact', 'nobody'])
    expect(wrong.stderr).toMatch(/^ikctl: --product: .*\n--contact: .*\n$/)
    expect([stopped.code, missing.code, wrong.code]).toEqual([2, 2, 2])
    expect(existsSync(join(cwd, 'new'))).toBe(false)
  })

  test('overwrites nothing, and lists what is in the way', async () => {
    const { init, list, read } = workspace({
      'README.md': 'mine\n',
      'config/notes.md': 'mine\n',
      '.git/HEAD': 'mine\n',
    })
    // Before anything is asked.
    const { code, stderr } = await init([], ['never asked'])
    expect(stderr).toBe(`refused: nothing is overwritten, and this is there already:
  config
  README.md
fix: choose an empty folder, or move that away
`)
    expect(code).toBe(1)
    expect(list('.')).toEqual(['.git/HEAD', 'README.md', 'config/notes.md'])
    expect(read('README.md')).toBe('mine\n')
    const other = workspace({ 'Pulumi.demo.yaml': 'mine\n' })
    expect((await other.init(flags)).stderr).toContain('already:\n  Pulumi.demo.yaml\nfix')
    expect(other.list('.')).toEqual(['Pulumi.demo.yaml'])
  })

  test('a dry run lists the files and writes nothing', async () => {
    const { cwd, init } = workspace()
    const { code, stdout } = await init(['new', ...flags, '--dry-run'])
    expect(stdout).toMatch(/^\.github\/CODEOWNERS\n/)
    expect(stdout).toContain('\nconfig/demo/integration.yaml\n')
    expect(stdout).toMatch(/\ndry run: nothing was written\n$/)
    expect(code).toBe(0)
    expect(existsSync(join(cwd, 'new'))).toBe(false)
  })

  test('keeps a packed ikctl in the repository', async () => {
    const { init, read } = workspace({ 'ikctl-0.1.0.tgz': 'packed' })
    await init(['new', ...flags, '--package', 'ikctl-0.1.0.tgz'])
    expect(read('new/vendor/ikctl-0.1.0.tgz')).toBe('packed')
    expect(JSON.parse(read('new/package.json')).dependencies.ikctl).toBe(
      'file:vendor/ikctl-0.1.0.tgz',
    )
    const gone = await init(['other', ...flags, '--package', 'gone.tgz'])
    expect(gone.stderr).toBe(
      'ikctl: cannot read the package gone.tgz: there is no such file or folder (ENOENT)\n',
    )
  })

  test.each([
    ...['0.1.0', '^0.1.0', '*', 'latest', 'ikctl', 'ikctl@0.1.0', 'npm:ikctl@0.1.0', 'npm:ikctl'],
    ...['', ' ', 'http://packages.contoso.example/ikctl.tgz'],
  ])('never depends on the bare name: refuses --package "%s"', async (spec) => {
    const { cwd, init } = workspace()
    const { code, stderr } = await init(['new', ...flags, '--package', spec])
    expect(stderr).toContain('the name ikctl, which nobody owns there. Run `npm pack`')
    expect(code).toBe(2)
    expect(existsSync(join(cwd, 'new'))).toBe(false)
  })

  test.each([
    ...['file:../ikctl', '../ikctl', 'https://packages.contoso.example/ikctl.tgz'],
    ...['npm:@contoso/ikctl@0.1.0', 'github:contoso/ikctl#v1', 'contoso/ikctl'],
  ])('takes --package %s as it is', async (spec) => {
    const { init, read } = workspace()
    expect((await init(['new', ...flags, '--package', spec])).code).toBe(0)
    expect(JSON.parse(read('new/package.json')).dependencies).toEqual({ ikctl: spec })
  })
})

describe('ikctl init without --package', () => {
  const root = join(import.meta.dirname, '../..')
  const without = flags.slice(flags.indexOf(address) + 1)

  test('packs the checkout that it runs from, and the repository keeps that', async () => {
    const { init, read } = workspace()
    const npm: NonNullable<Io['run']> = async (program, [verb, ...args]) => {
      expect([program, verb, args.at(-1)]).toEqual(['npm', 'pack', root])
      const target = args[args.indexOf('--pack-destination') + 1] ?? ''
      writeFileSync(join(target, 'ikctl-0.1.0.tgz'), 'packed')
      return { code: 0, stdout: 'ikctl-0.1.0.tgz\n', stderr: '' }
    }
    const { code, stderr } = await init(['new', ...without], undefined, npm)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(read('new/vendor/ikctl-0.1.0.tgz')).toBe('packed')
    expect(JSON.parse(read('new/package.json')).dependencies).toEqual({
      ikctl: 'file:vendor/ikctl-0.1.0.tgz',
    })
  })

  test.each([
    ['is not there', undefined, 'npm is not there'],
    ['fails', { code: 1, stdout: '', stderr: 'npm error no space\nmore' }, 'npm error no space'],
    ['packs nothing', { code: 0, stdout: '', stderr: '' }, 'it wrote no ikctl-'],
  ])('is refused before any question where npm %s', async (_, answer, reason) => {
    const { cwd, init } = workspace()
    const { code, stderr } = await init(['new'], ['never asked'], async () => answer)
    expect(stderr).toContain(`did not pack ${root}: ${reason}`)
    expect(stderr).toContain('--package FILE.tgz')
    expect(stderr).not.toContain('never asked')
    expect(code).toBe(2)
    expect(existsSync(join(cwd, 'new'))).toBe(false)
  })

  test.each([
    ['npm installed it', 'node_modules/ikctl', ['dist', 'docs', 'schemas', 'deploy']],
    ['it is a part of an image', 'app', ['dist', 'schemas']],
  ])('is refused where %s', async (_, at, folders) => {
    const files = Object.fromEntries(folders.map((name) => [`${at}/${name}/x`, '']))
    const { cwd } = workspace(files)
    const run = async () => expect.unreachable('nothing is packed')
    const found = findPackage(undefined, { directory: cwd, root: join(cwd, at) }, { run })
    await expect(found).rejects.toThrow(
      /is installed, not a checkout.* Run `npm pack` in a checkout/,
    )
  })
})

test.each([
  [
    'of a new repository',
    async () => {
      const { cwd, init } = workspace()
      await init(['new', ...flags])
      return join(cwd, 'new/.gitignore')
    },
  ],
  ['of this repository', async () => join(import.meta.dirname, '../../.gitignore')],
])('the ignored files %s hold a link to installed packages', async (_, find) => {
  const folder = temporaryFolder({ '.gitignore': readFileSync(await find(), 'utf8') })
  const { git } = gitRepository({ folder })
  symlinkSync('/usr', join(folder, 'node_modules'))
  git('add', '--all')
  expect(git('ls-files').trim()).toBe('.gitignore')
})
