import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitRepository } from '../plan/git-repository.ts'
import { edit, exampleTree } from '../support/example-tree.ts'
import { rsaKeyPair } from '../support/rsa-key-pair.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runIkctl } from '../support/run-ikctl.ts'
import { runInProcess } from '../support/run-in-process.ts'

test.each([
  { custody: 'key', collection: 'keys' },
  { custody: 'secret', collection: 'secrets' },
])(
  'a $custody that Docusign made: imported from standard input, recorded, disabled when retired',
  async ({ custody, collection }) => {
    const folder = exampleTree()
    const keyPairs = join(folder, 'config/local/key-pairs.yaml')
    const emulators = await runEmulate(folder)
    edit(
      keyPairs,
      /$/,
      `  "2026-11":
    state: pending
    origin: docusign
    custody: ${custody}
    since:
      pending: 2026-11-02T09:00:00Z
`,
    )
    const { privateKey } = await rsaKeyPair()
    const stdin = privateKey.export({ type: 'pkcs1', format: 'pem' }) as string
    const options = { cwd: folder, env: emulators.env, stdin }
    const run = (...args: string[]) => runInProcess(args, options)

    const imported = await runIkctl(['key', 'import', 'local', '2026-11'], options)
    expect(imported.stderr).toBe('')
    const key = /^stored {2}(\S+)$/m.exec(imported.stdout)?.[1] ?? ''
    expect(key.startsWith(`${emulators.access.keyVault.url}/${collection}/docusign-2026-11/`)).toBe(
      true,
    )
    expect(imported.stdout).toContain('Next: ikctl rotate stage local')
    expect(imported.stdout).not.toContain(stdin.split('\n')[1])
    expect(imported.code).toBe(0)

    const again = await run('key', 'import', 'local', '2026-11')
    expect(again.stderr).toContain('has "docusign-2026-11" already')
    expect(again.code).toBe(2)

    edit(
      keyPairs,
      'custody: key\n',
      'custody: key\n    docusignKeyPairId: 3f6e2a51-90b1-4f4e-8f0e-0d9a3a1c2b4d\n',
    )
    const dry = await run('key', 'sync', 'local')
    expect(dry.stdout).toMatch(
      /^would {2}set the tags of \S+\/keys\/docusign-2026-09\/\S+ \(key pair 2026-09\)$/m,
    )
    expect(dry.stdout).toContain('Nothing was changed: --yes does it.')
    expect((await run('key', 'sync', 'local')).stdout).toBe(dry.stdout)

    const text = readFileSync(keyPairs, 'utf8')
    writeFileSync(
      keyPairs,
      text
        .replace('state: pending', `state: retired\n    key: ${key}`)
        .replace('pending: 2026-11-02T09:00:00Z', 'retired: 2026-11-02T09:00:00Z'),
    )
    const { git } = gitRepository({ folder })
    git('add', '--all')
    git('commit', '--quiet', '--message', 'A revision')
    const sync = () => run('key', 'sync', 'local', '--yes', '--deployed', git('rev-parse', 'HEAD'))
    const synced = await sync()
    expect(synced.stdout).toContain(`done  disable and tag ${key} (key pair 2026-11)`)
    expect((await sync()).stdout).toBe(
      'the vault follows config/local/key-pairs.yaml: nothing to do\n',
    )
    const list = await run('key', 'list', 'local')
    const shown = custody === 'key' ? 'disabled' : 'unseen'
    expect(list.stdout).toMatch(new RegExp(`2026-11 {2}retired {2}${shown}`))
    expect(list.code).toBe(0)
    expect((await run('drift', 'local')).stdout).not.toContain('2026-11')
  },
)

test('key import refuses a key pair that the vault makes itself', async () => {
  const { code, stderr } = await runInProcess(['key', 'import', 'local', '2026-09'], {
    cwd: exampleTree(),
  })
  expect(stderr).toContain('the key pair "2026-09" is of origin "vault"')
  expect(code).toBe(2)
})
