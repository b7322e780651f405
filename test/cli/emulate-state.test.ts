import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emulatedAzure } from '../../scripts/environment/azure-access.ts'
import type { Drift } from '../../src/drift/drift.ts'
import { openKeyClient, openSecretClient } from '../../src/keys/vault-access.ts'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { createHttpsFetch } from '../support/create-https-fetch.ts'
import { edit, exampleTree } from '../support/example-tree.ts'
import { pageCommands } from '../support/page-commands.ts'
import { rsaKeyPair } from '../support/rsa-key-pair.ts'
import { type RunningEmulators, runEmulate } from '../support/run-emulate.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const integrationKey = '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90'

async function control({ access }: RunningEmulators, method: string, path: string, body?: unknown) {
  const https = createHttpsFetch(readFileSync(access.certificateAuthority, 'utf8'))
  const answer = await https.send(method, `${access.docusign.url}/emulator${path}`, body as object)
  await https.close()
  expect(answer.status, answer.text).toBeLessThan(300)
  return answer.body
}

async function smoke(cwd: string, environment: string, { env }: RunningEmulators) {
  const args = ['smoke', environment, '--quiet', '--format', 'json']
  const { code, stdout, stderr } = await runInProcess(args, { cwd, env })
  return { code, stderr, report: JSON.parse(stdout) as SmokeReport }
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

/** All files below a folder with what is in them. */
function contents(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  return new Map(
    files
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name))
      .map((path) => [path, readFileSync(path, 'utf8')]),
  )
}

test('a kept state: the same addresses, keys, PEM, users and consents after a restart', async () => {
  const folder = exampleTree()
  const state = join(temporaryFolder(), 'emulated.json')
  edit(
    join(folder, 'config/local/key-pairs.yaml'),
    /$/,
    '  "2026-11":\n    state: pending\n    origin: docusign\n    custody: secret\n    since: {pending: 2026-11-02T09:00:00Z}\n',
  )
  const first = await runEmulate(folder, 'local', '--state', state)
  expect(statSync(state).mode & 0o777).toBe(0o600)
  const before = await smoke(folder, 'local', first)
  expect(before.code).toBe(0)

  // What is done to them: a PEM imported, a secret deleted, a consent revoked, a public half uploaded.
  const { privateKey, publicKey } = await rsaKeyPair()
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }) as string
  const imported = await runInProcess(['key', 'import', 'local', '2026-11'], {
    ...{ cwd: folder, env: first.env, stdin: pem },
  })
  expect(imported).toMatchObject({ code: 0, stderr: '' })
  const vaultOf = async ({ access }: RunningEmulators) => ({
    vaultUrl: access.keyVault.url,
    ...(await emulatedAzure(access)),
  })
  const secrets = await openSecretClient(await vaultOf(first))
  const stored = (await secrets.getSecret('docusign-2026-11')).value
  await secrets.setSecret('gone', 'value')
  await (await secrets.beginDeleteSecret('gone', { intervalInMs: 1 })).pollUntilDone()
  const keys = await openKeyClient(await vaultOf(first))
  const [firstKey] = await all(keys.listPropertiesOfKeys())
  const tenant = before.report.tenants.find(({ logins }) => logins[0]?.outcome === 'passed')
  const user = tenant?.logins[0]?.user ?? ''
  await control(first, 'DELETE', `/consents/${integrationKey}/${user}`)
  const uploaded = await control(first, 'POST', `/integration-keys/${integrationKey}/key-pairs`, {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }),
  })
  await first.stop()
  expect(statSync(state).mode & 0o777).toBe(0o600)

  // A customer who came meanwhile, whose user has consented.
  const added = '3f1f0f5e-6f0a-4d4c-8f5c-7f4d2b1e9a60'
  writeFileSync(
    join(folder, 'config/local/tenants/zebra.yaml'),
    `name: Zebra\nstatus: live\naccount: 3f1f0f5e-6f0a-4d4c-8f5c-7f4d2b1e9a61\nusers: {default: ${added}}\n`,
  )
  const second = await runEmulate(folder, 'local', '--state', state)
  expect(second.access).toEqual(first.access)
  const after = await smoke(folder, 'local', second)
  expect(after.report.thumbprint).toBe(before.report.thumbprint)
  const outcomes = (report: SmokeReport) =>
    new Map(report.tenants.map(({ id, logins }) => [id, logins[0]?.failure?.class ?? 'in']))
  expect(outcomes(after.report)).toEqual(
    new Map([...outcomes(before.report), [tenant?.id, 'consent_required'], ['zebra', 'in']]),
  )
  const keptSecrets = await openSecretClient(await vaultOf(second))
  expect((await keptSecrets.getSecret('docusign-2026-11')).value).toBe(stored)
  expect(await all(keptSecrets.listDeletedSecrets())).toMatchObject([{ name: 'gone' }])
  const keptKeys = await openKeyClient(await vaultOf(second))
  expect((await all(keptKeys.listPropertiesOfKeys()))[0]?.id).toBe(firstKey?.id)
  const registered = await control(second, 'GET', '/state')
  expect(JSON.stringify(registered)).toContain((uploaded as { id: string }).id)
  // The old file of addresses still leads there.
  expect((await smoke(folder, 'local', first)).report.thumbprint).toBe(before.report.thumbprint)
})

test('--port: Docusign there, the others behind it', async () => {
  const folder = exampleTree()
  const once = await runEmulate(folder)
  // The ports that were free a moment ago.
  const port = Number(new URL(once.access.docusign.url).port)
  await once.stop()
  const { access } = await runEmulate(folder, 'local', '--port', String(port))
  const { docusign, authority, keyVault } = access
  const urls = [docusign.url, authority.url, keyVault.url, keyVault.settingsUrl]
  expect(urls).toEqual([0, 1, 2, 3].map((offset) => `https://localhost:${port + offset}`))
})

test.each([
  ['{"some": "JSON"}', 'holds no state of emulators'],
  ['not JSON', 'holds no state of emulators'],
  [
    '{"ikctlEmulators": 1, "integrationKey": "x", "docusign": {}}',
    'emulators for the integration key x, not',
  ],
])('a file that is another: %s', async (text, words) => {
  const state = join(temporaryFolder(), 'state.json')
  writeFileSync(state, text)
  const args = ['emulate', 'local', '--state', state]
  const { code, stderr, stdout } = await runInProcess(args, { cwd: exampleTree() })
  expect(stderr).toContain(words)
  expect([code, stdout]).toEqual([2, ''])
  expect(readFileSync(state, 'utf8')).toBe(text)
})

test('emulators stand for an environment of any platform, loudly, and nothing of it counts there', async () => {
  const folder = exampleTree()
  const before = contents(join(folder, 'config'))
  const emulators = await runEmulate(folder, 'production')
  const { report, stderr, code } = await smoke(folder, 'production', emulators)
  expect(code).toBe(0)
  expect(stderr).toMatch(/^EMULATED: .*stand for "production" \(platform production\)/)
  expect(report).toMatchObject({ platform: 'emulator', verdict: 'passed', keyPair: '2026-09' })
  expect(report.thumbprint).not.toBe('RUUllmC2hQ6Sx7Dx1cgqVPUs1rVgbUJarXBAiudFwcM')

  const run = (...args: string[]) => runInProcess(args, { cwd: folder, env: emulators.env })
  const human = await run('smoke', 'production', '--quiet')
  expect(human.stdout).toContain('on emulators')
  const drift = await run('drift', 'production', '--format', 'json')
  expect(drift.stderr).toContain('EMULATED')
  const { drifts } = JSON.parse(drift.stdout) as { drifts: Drift[] }
  expect(drifts.filter(({ area }) => area !== 'rotation' && area !== 'evidence key')).toEqual([])
  const links = await run('consent', 'production', 'acme')
  expect(links.stdout).toContain(emulators.access.docusign.url)
  expect(links.stderr).toContain('EMULATED')

  for (const args of [
    ['key', 'evidence', 'production'],
    ['key', 'client-secret', 'production'],
    ['rotate', 'prove', 'production', '2026-11'],
  ]) {
    const refused = await run(...args)
    expect(refused.stderr, args.join(' ')).toContain(
      'what they say is not written to the files of "production"',
    )
    expect(refused.code).toBe(2)
  }
  const evidence = await run('smoke', 'production', '--candidate', '2026-11')
  expect(evidence.code).not.toBe(0)
  expect(contents(join(folder, 'config'))).toEqual(before)
})

test('the commands of docs/rehearse.md work as they stand there', async () => {
  const cwd = exampleTree()
  const [background, smoke, kept] = pageCommands('rehearse.md').filter(
    ({ args }) => args[0] !== 'rehearse',
  )
  const inBackground = async (args: readonly string[], meanwhile: () => Promise<void>) => {
    const controller = new AbortController()
    const { signal } = controller
    const ended = await new Promise<{ run: ReturnType<typeof runInProcess> }>((resolve) => {
      const run: ReturnType<typeof runInProcess> = runInProcess(args, {
        ...{ cwd, signal },
        onStdout: () => resolve({ run }),
      })
      run.then(() => resolve({ run }))
    })
    await meanwhile()
    controller.abort()
    expect(await ended.run).toMatchObject({ code: 0, stderr: '' })
  }
  await inBackground(background?.args ?? [], async () => {
    const { code, stderr } = await runInProcess(smoke?.args ?? [], { cwd, env: smoke?.env ?? {} })
    expect(stderr).toContain('EMULATED')
    expect(code).toBe(0)
  })
  const free = await runEmulate(cwd)
  const port = new URL(free.access.docusign.url).port
  await free.stop()
  const args = kept?.args.map((word) => (word === '4600' ? port : word)) ?? []
  await inBackground(args, async () => {
    expect(statSync(join(cwd, 'emulated.json')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(cwd, 'emulated.json.ca.pem'), 'utf8')).toContain('BEGIN CERTIFICATE')
  })
})
