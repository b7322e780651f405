import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { edit, exampleTree, root } from '../support/example-tree.ts'
import { type KillOptions, killAtEveryWrite } from '../support/kill-at-every-write.ts'
import { paths, startProvingEnvironment } from '../support/proving-environment.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

vi.mock('node:fs', async (original) =>
  (await import('../support/mortal-files.ts')).mortal(await original()),
)
vi.mock('node:fs/promises', async (original) =>
  (await import('../support/mortal-files.ts')).mortalPromises(await original()),
)

const now = () => Date.UTC(2026, 10, 20, 8)

const guids = ['5a0a2c1b-3c9e-4d7c-9a44-0b7d2e6f8c77', '8f5d0c2a-1e7b-4c39-b6a5-7d9e3f1a2b77']
const rows = 'id,label.team\nadatum,x\nacme,x\n'
const commands: Record<string, [args: string, options?: Partial<KillOptions>]> = {
  'tenant add': [`tenant add demo zeta --name Zeta --account ${guids[0]} --user ${guids[1]}`],
  'tenant sync': ['tenant sync demo --from rows.csv'],
  'tenant status': ['tenant status demo adatum suspended'],
  'validate --fix': [
    'validate --fix --exit-zero',
    {
      prepare() {
        const folder = exampleTree()
        for (const environment of ['demo', 'production']) {
          edit(join(folder, `config/${environment}/integration.yaml`), 'scopes:', 'scope:')
        }
        return folder
      },
    },
  ],
}

describe('a command that is killed at any of its writes leaves old or new files, and run again finishes', () => {
  test.each(Object.entries(commands))('%s', async (_, [args, options]) => {
    await killAtEveryWrite({
      prepare() {
        const folder = exampleTree()
        writeFileSync(join(folder, 'rows.csv'), rows)
        return folder
      },
      run: (cwd) => runInProcess(args.split(' '), { cwd, now }),
      ...options,
    })
  })

  test('init, and init --upgrade', async () => {
    const flags = `--package file:../ikctl --product contoso-sign --integration-key 7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90 --management-account ${guids[0]} --canary-user ${guids[1]} --contact admins@contoso.example --redirect-uri https://app.contoso.example/docusign/consented`
    await killAtEveryWrite({
      prepare: temporaryFolder,
      stride: 20,
      run: (cwd) => runInProcess(['init', ...flags.split(' ')], { cwd, now }),
      again: ({ code, stderr }) => {
        if (code !== 0)
          expect(stderr).toContain('nothing is overwritten, and this is there already')
      },
    })
    await killAtEveryWrite({
      stride: 20,
      prepare() {
        const folder = temporaryFolder()
        cpSync(join(root, 'test/cases/init/first/github'), folder, { recursive: true })
        return folder
      },
      run: (cwd) => runInProcess(['init', '--upgrade'], { cwd, now }),
    })
  })

  test('key client-secret: what is in the vault already is named', async () => {
    const source = exampleTree()
    const { env } = await runEmulate(source)
    let count = 0
    let id = ''
    await killAtEveryWrite({
      prepare() {
        const folder = temporaryFolder()
        cpSync(source, folder, { recursive: true })
        id = `s${count++}`
        return folder
      },
      run: (cwd) =>
        runInProcess(['key', 'client-secret', 'local', id], {
          ...{ cwd, env, now },
          stdin: 'b1946ac9-2b3d-4c5e-8f70-canary000001\n',
        }),
      steady: (text) => text.replace(/"s\d+":/, 'id:').replace(/client-s.*$/m, 'client'),
      again({ code, stderr }) {
        if (code === 0) return
        expect(stderr).toMatch(
          /declare it in integration.yaml as "s\d+" with secret: https|has the client secret "s\d+" already/,
        )
      },
    })
  })
})

test('smoke --candidate, rotate prove, rollback and retire: evidence is whole, or not there', async () => {
  const world = await startProvingEnvironment()
  onTestFinished(() => world.close())
  const startedAt = Math.floor(Date.now() / 1000) * 1000
  const options = { now: () => startedAt }
  const steady = (text: string) => text.replace(/\.[\w-]{86}\s*$/, '.SIGNATURE')
  const killVerb = async (
    entries: Parameters<typeof world.repository>[0],
    args: string,
    later?: Parameters<typeof world.repository>[0],
  ) => {
    const first = world.repository(entries)
    if (later) first.commit({ ...first.base, [paths.keyPairs]: world.keyPairs(later) })
    const copies = temporaryFolder()
    let count = 0
    await killAtEveryWrite({
      prepare() {
        const folder = join(copies, String(count++))
        cpSync(first.folder, folder, { recursive: true })
        return folder
      },
      run: (cwd) => runInProcess(args.split(' '), { cwd, env: world.env, ...options }),
      steady,
    })
  }
  await killVerb(
    { a: ['active', 90, 80, 70], b: ['staged', 9, 8] },
    'smoke local --candidate b --seed 7',
  )
  await killVerb({ a: ['active', 90, 80, 70], b: ['staged', 9, 8] }, 'rotate prove local b')
  await killVerb({ a: ['active', 90, 80, 70], b: ['staged', 9, 8] }, 'rotate rollback local a', {
    a: ['retiring', 90, 80, 70, 3],
    b: ['active', 9, 8, 3],
  })
  const days = { pending: 90, staged: 80, active: 70, compromised: 3 }
  const compromised = { state: 'compromised', reason: 'in a log', days } as const
  world.remove('a')
  await killVerb(
    { a: compromised, b: ['active', 9, 8, 3] },
    'rotate retire local a --interval 0 --attempts 3',
  )
})
