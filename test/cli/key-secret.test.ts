import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emulatedAzure } from '../../scripts/environment/azure-access.ts'
import { openSecretClient } from '../../src/keys/vault-access.ts'
import { edit, exampleTree } from '../support/example-tree.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runInProcess } from '../support/run-in-process.ts'

const canary = 'b1946ac9-2b3d-4c5e-8f70-canary000001'

test('a client secret goes from standard input into the vault, and nowhere else', async () => {
  const folder = exampleTree()
  const file = join(folder, 'config/local/integration.yaml')
  const before = readFileSync(file, 'utf8')
  const { access, env } = await runEmulate(folder)
  const at = (time: string) => () => Date.parse(time)
  const run = (args: string[], time: string) =>
    runInProcess(['key', 'client-secret', 'local', ...args], {
      ...{ cwd: folder, env, stdin: `${canary}\n` },
      now: at(time),
    })

  const first = await run([], '2026-10-05T08:00:00Z')
  expect(first).toMatchObject({ code: 0, stderr: '' })
  const secret = /^stored {2}(\S+)$/m.exec(first.stdout)?.[1] ?? ''
  expect(secret).toContain(`${access.keyVault.url}/secrets/docusign-client-2026-10/`)
  expect(first.stdout).toContain('2026-10: new -> active')
  const declared = readFileSync(file, 'utf8')
  expect(declared.startsWith(before)).toBe(true)
  expect(declared.slice(before.length)).toContain(`    secret: ${secret}\n`)

  const again = await run(['2026-10'], '2026-10-05T08:00:00Z')
  expect(again).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('"local" has the client secret "2026-10" already'),
  })
  const second = await run(['next'], '2026-11-20T08:00:00Z')
  expect(second).toMatchObject({ code: 0, stderr: '' })
  expect(second.stdout).toContain('next: new -> active\n2026-10: active -> retiring\n')
  expect(second.stdout).toContain('when nothing uses 2026-10 any more')
  expect(readFileSync(file, 'utf8')).toContain('retiring: 2026-11-20T08:00:00Z')

  const azure = await emulatedAzure(access)
  const vault = await openSecretClient({ vaultUrl: access.keyVault.url, ...azure })
  expect((await vault.getSecret('docusign-client-2026-10')).value).toBe(canary)
  for (const { stdout, stderr } of [first, again, second]) {
    expect(stdout + stderr).not.toContain(canary)
  }
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  for (const entry of files.filter((one) => one.isFile())) {
    expect(readFileSync(join(entry.parentPath, entry.name), 'utf8')).not.toContain(canary)
  }

  const status = await runInProcess(['rotate', 'status', 'local'], {
    ...{ cwd: folder, env },
    now: at('2026-12-20T08:00:00Z'),
  })
  expect(status.stdout).toContain('overdue  the client secret "2026-10" has been retiring for')
  expect(status.code).toBe(1)
})

test('what somebody else writes while the secret is typed stays', async () => {
  const folder = exampleTree()
  const file = join(folder, 'config/local/integration.yaml')
  const { env } = await runEmulate(folder)
  let asked = 0
  const now = () => {
    asked += 1
    // Last before standard input is read.
    if (asked === 4) edit(file, /$/, '# somebody else\n')
    return Date.parse('2026-10-05T08:00:00Z')
  }
  const { code } = await runInProcess(['key', 'client-secret', 'local', 'next'], {
    ...{ cwd: folder, env, stdin: canary },
    now,
  })
  expect(code).toBe(0)
  const text = readFileSync(file, 'utf8')
  expect(text).toContain('# somebody else\n')
  expect(text).toContain('secrets/docusign-client-next/')
})

test('what could not be declared is not stored', async () => {
  const folder = exampleTree()
  const { env } = await runEmulate(folder)
  const run = (id: string) =>
    runInProcess(['key', 'client-secret', 'local', id], { cwd: folder, env, stdin: canary })
  const { code, stdout, stderr } = await run('Not An Id')
  expect(stderr).toContain('the result would not be valid')
  expect(stdout + stderr).not.toContain(canary)
  expect(code).toBe(1)
})

test('two secrets stored at once are both declared', async () => {
  const folder = exampleTree()
  const file = join(folder, 'config/local/integration.yaml')
  const { env } = await runEmulate(folder)
  const runs = await Promise.all(
    ['one', 'two'].map((id) =>
      runInProcess(['key', 'client-secret', 'local', id], {
        ...{ cwd: folder, env, stdin: `${canary}\n` },
        now: () => Date.parse('2026-10-05T08:00:00Z'),
      }),
    ),
  )
  expect(runs).toMatchObject([
    { code: 0, stderr: '' },
    { code: 0, stderr: '' },
  ])
  const text = readFileSync(file, 'utf8')
  for (const { stdout } of runs) {
    expect(text).toContain(`secret: ${/^stored {2}(\S+)$/m.exec(stdout)?.[1]}\n`)
  }
  expect(text.match(/state: active/g)).toHaveLength(1)
  expect(text.match(/state: retiring/g)).toHaveLength(1)
})
