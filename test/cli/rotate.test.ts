import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ClientSecretCredential } from '@azure/identity'
import { KeyClient } from '@azure/keyvault-keys'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import type { KeyPair } from '../../src/config/environment.ts'
import { azureClientOptions } from '../../src/emulators/azure-client-options.ts'
import type { EmulatorAccess } from '../../src/emulators/emulator-access.ts'
import { readVaultPublicKey } from '../../src/rotation/read-vault-public-key.ts'
import { createHttpsFetch } from '../support/create-https-fetch.ts'
import { edit, exampleTree } from '../support/example-tree.ts'
import { jws } from '../support/jws.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { type Run, runIkctl } from '../support/run-ikctl.ts'
import { runInProcess } from '../support/run-in-process.ts'

const integrationKey = '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90'
const hours = (count: number) => new Date(Date.now() - count * 3_600_000).toISOString()

/** A copy of the examples to work in. */
function workspace() {
  const folder = exampleTree()
  const path = (file: string) => join(folder, 'config', file)
  return {
    folder,
    read: (file: string) => readFileSync(path(file), 'utf8'),
    write: (file: string, text: string) => {
      mkdirSync(dirname(path(file)), { recursive: true })
      writeFileSync(path(file), text)
    },
    keyPairs: (environment: string) =>
      (
        parse(readFileSync(path(`${environment}/key-pairs.yaml`), 'utf8')) as {
          keyPairs: Record<string, KeyPair>
        }
      ).keyPairs,
    run: (args: string[], env: Record<string, string> = {}, now?: () => number): Promise<Run> =>
      runInProcess(['rotate', ...args], { cwd: folder, env, ...(now && { now }) }),
  }
}

/** The emulators as their administrator and the Pulumi program reach them. */
function reach({ docusign, keyVault, authority, certificateAuthority }: EmulatorAccess) {
  const certificate = readFileSync(certificateAuthority, 'utf8')
  const https = createHttpsFetch(certificate)
  onTestFinished(() => https.close())
  const options = azureClientOptions({ certificate, authorityHost: authority.url })
  const { tenantId, clientId, clientSecret } = authority
  const azure = {
    credential: new ClientSecretCredential(tenantId, clientId, clientSecret, options.credential()),
    clientOptions: options.vault(),
  }
  const keyPairsUrl = `${docusign.url}/emulator/integration-keys/${integrationKey}/key-pairs`
  const keyOf = async (id: string) =>
    readVaultPublicKey({ custody: 'key', id, vaultUrl: keyVault.url, ...azure })
  return {
    keyOf,
    keys: new KeyClient(keyVault.url, azure.credential, options.vault()),
    registered: async () =>
      (await https.get(keyPairsUrl)).body as { id: string; thumbprint: string }[],
    async upload(id: string): Promise<string> {
      const { publicKey } = await keyOf(id)
      const { body } = await https.send('POST', keyPairsUrl, { publicKey: publicKey.pem })
      return (body as { id: string }).id
    },
    remove: (keyPair: string) => https.send('DELETE', `${keyPairsUrl}/${keyPair}`),
  }
}

test('a planned rotation on the emulators, from start to retired', async () => {
  const { folder, read, write, keyPairs, run } = workspace()
  write(
    'local/integration.yaml',
    read('local/integration.yaml').replace('overlap: 24h', 'overlap: 1h'),
  )

  const started = await run(['start', 'local', '2026-12'])
  expect(started).toMatchObject({ code: 0, stderr: '' })
  expect(started.stdout).toContain('2026-12: new -> pending')
  expect(read('local/key-pairs.yaml')).toContain(
    '# The emulators make the key when they start, so there is no key id and no thumbprint here.',
  )

  const withoutServices = await run(['stage', 'local'])
  expect(withoutServices.code).toBe(2)
  expect(withoutServices.stderr).toContain('IKCTL_EMULATORS')

  const { access, env } = await runEmulate(folder)
  const { keyOf, registered, upload, remove } = reach(access)

  const shown = await run(['stage', 'local'], env)
  const { publicKey } = await keyOf('2026-12')
  expect(shown).toMatchObject({ code: 0, stderr: '' })
  expect(shown.stdout).toContain(publicKey.thumbprint)
  expect(shown.stdout).toContain(
    `integration key ${integrationKey} > Service Integration > UPLOAD RSA`,
  )

  const early = await run(
    ['stage', 'local', '--docusign-id', '3f6e2a51-90b1-4f4e-8f0e-0d9a3a1c2b4d'],
    env,
  )
  expect(early.code).toBe(1)
  expect(early.stderr).toContain('refused: Docusign does not accept 2026-12')
  expect(early.stderr).toContain('fix: upload the public half')
  expect(keyPairs('local')['2026-12']?.state).toBe('pending')

  const docusignId = await upload('2026-12')
  const staged = await run(['stage', 'local', '--docusign-id', docusignId], env)
  expect(staged.stdout).toContain('the canary user logged in with 2026-12')
  expect(staged.stdout).toContain('ikctl smoke local --candidate 2026-12')
  expect(staged.code).toBe(0)
  expect(keyPairs('local')['2026-12']).toMatchObject({
    state: 'staged',
    docusignKeyPairId: docusignId,
  })
  expect((await run(['stage', 'local'], env)).stdout).toContain('already done: 2026-12 is staged')

  const active = (await keyOf('2026-09')).publicKey
  const promoted = await run(['promote', 'local'], env)
  expect(promoted.stderr).toBe('')
  expect(promoted.stdout).toContain('2026-12: staged -> active\n2026-09: active -> retiring\n')
  expect(promoted.code).toBe(0)
  expect((await run(['promote', 'local'], env)).stdout).toContain('already done: 2026-12 is active')

  // As if that had been yesterday.
  const yesterday = `${hours(24).slice(0, 19)}Z`
  write(
    'local/key-pairs.yaml',
    read('local/key-pairs.yaml').replaceAll(/\b\d{4}-\d\d-\d\dT[\d:]+Z/g, (time) =>
      time < yesterday ? time : yesterday,
    ),
  )
  const unpublished = await run(['retire', 'local'], env)
  expect(unpublished.code).toBe(1)
  expect(unpublished.stderr).toContain('the published settings name another key pair')
  expect(unpublished.stderr).toContain('--published-at')

  const retire = (publishedAt: string) =>
    run(['retire', 'local', '--interval', '0', '--published-at', publishedAt], env)
  const tooEarly = await retire(hours(0.5))
  expect(tooEarly.code).toBe(1)
  expect(tooEarly.stderr).toContain('the overlap of 1h ends at')
  const impossible = await retire(hours(48))
  expect(impossible.stderr).toContain('before 2026-09 was replaced at')

  const notDeleted = await retire(hours(2))
  expect(notDeleted.code).toBe(1)
  expect(notDeleted.stderr).toContain('refused: Docusign accepted 2026-09 (attempt 1 of 5)')
  expect(keyPairs('local')['2026-09']?.state).toBe('retiring')

  const old = (await registered()).find(({ thumbprint }) => thumbprint === active.thumbprint)
  await remove(old?.id ?? '')
  const retired = await retire(hours(2))
  expect(retired.stderr).toBe('')
  expect(retired.stdout).toContain('Docusign refused 2026-09 5 times and accepted 2026-12 6 times')
  expect(retired.code).toBe(0)
  expect(keyPairs('local')['2026-09']?.state).toBe('retired')
  expect(await retire(hours(2))).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('already done: 2026-09 is retired'),
  })

  const outputs = [shown, early, staged, promoted, notDeleted, retired]
  for (const { stdout, stderr } of outputs) {
    expect(stdout + stderr).not.toMatch(jws)
    expect(stdout + stderr).not.toContain('PRIVATE KEY')
    expect(stdout + stderr).not.toContain(access.authority.clientSecret)
  }
})

test('stage records key, thumbprint and public half where keys are declared', async () => {
  const { folder, read, write, keyPairs, run } = workspace()
  const { access, env } = await runEmulate(folder)
  const { keyOf, keys, upload } = reach(access)
  const active = await keyOf('2026-09')
  write(
    'local/key-pairs.yaml',
    read('local/key-pairs.yaml').replace(
      'custody: key',
      `custody: key\n    key: ${active.key}\n    thumbprint: ${active.publicKey.thumbprint}`,
    ),
  )
  await run(['start', 'local', 'next'])
  const early = await run(['stage', 'local'], env)
  expect(early).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('has no key for next yet'),
  })
  expect(early.stderr).toContain('pulumi up -s local')

  await keys.createRsaKey('docusign-next', { keyOps: ['sign'] })
  const { key, publicKey } = await keyOf('next')
  const recorded = await run(['stage', 'local'], env)
  expect(recorded).toMatchObject({ code: 0, stderr: '' })
  expect(recorded.stdout).toContain('upload config/local/public-keys/next.pem')
  expect(keyPairs('local').next).toMatchObject({
    ...{ state: 'pending', key, thumbprint: publicKey.thumbprint },
  })
  expect(read('local/public-keys/next.pem')).toBe(publicKey.pem)

  const before = read('local/key-pairs.yaml')
  expect((await run(['stage', 'local'], env)).stdout).toContain('the vault holds the key')
  expect(read('local/key-pairs.yaml')).toBe(before)

  const docusignId = await upload('next')
  expect((await run(['stage', 'local', '--docusign-id', docusignId], env)).code).toBe(0)
  expect(keyPairs('local').next).toMatchObject({
    ...{ state: 'staged', key, docusignKeyPairId: docusignId },
  })
})

test('stage records the first key pair, too, where emulated vaults are declared', async () => {
  const { folder, read, write, keyPairs, run } = workspace()
  const { access, env } = await runEmulate(folder)
  const { keyVault } = access
  const vaults = `vaults: {signing: "${keyVault.url}", settings: "${keyVault.settingsUrl}"}\n`
  write('local/integration.yaml', read('local/integration.yaml') + vaults)
  write('local/key-pairs.yaml', 'keyPairs: {}\n')
  await run(['start', 'local', '2026-09'])
  const { key } = await reach(access).keyOf('2026-09')
  expect(await run(['stage', 'local'], env)).toMatchObject({ code: 0, stderr: '' })
  expect(keyPairs('local')['2026-09']).toMatchObject({ state: 'pending', key })
})

test('the first key pair needs no evidence, but a login', async () => {
  const { folder, write, keyPairs, run } = workspace()
  const since = '{pending: 2026-11-01T00:00:00Z, staged: 2026-11-02T00:00:00Z}'
  write(
    'local/key-pairs.yaml',
    `keyPairs:\n  first: {state: staged, origin: vault, custody: key, since: ${since}}\n`,
  )
  const { access, env } = await runEmulate(folder)
  const { registered, remove, upload } = reach(access)
  for (const { id } of await registered()) await remove(id)
  const refused = await run(['promote', 'local'], env)
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('refused: Docusign does not accept first')
  await upload('first')
  expect(await run(['promote', 'local'], env)).toMatchObject({ code: 0, stderr: '' })
  expect(keyPairs('local').first?.state).toBe('active')
})

test('an emergency with a standby: it signs from the same change on, and the proof waits for nothing', async () => {
  const { folder, keyPairs, run } = workspace()
  await run(['start', 'local', 'standby'])
  const { access, env } = await runEmulate(folder)
  const { keyOf, registered, upload, remove } = reach(access)
  await run(['stage', 'local', '--docusign-id', await upload('standby')], env)

  const silent = await run(['compromise', 'local', '2026-09'])
  expect(silent).toMatchObject({ code: 1, stderr: expect.stringContaining('--reason') })
  const compromised = await run([
    'compromise',
    'local',
    '2026-09',
    '--reason',
    'PEM in a build log',
  ])
  expect(compromised.stderr).toBe('')
  expect(compromised.stdout).toMatch(/2026-09: active -> compromised\nstandby: staged -> active/)
  const order = ['pulumi up -s local', 'delete key pair 2026-09', 'rotate retire', 'key sync']
  const places = order.map((words) => compromised.stdout.indexOf(words))
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(places).not.toContain(-1)
  expect(keyPairs('local')).toMatchObject({
    '2026-09': { state: 'compromised', reason: 'PEM in a build log' },
    standby: { state: 'active' },
  })
  expect((await run(['status', 'local'])).code).toBe(1)

  const { publicKey } = await keyOf('2026-09')
  const old = (await registered()).find(({ thumbprint }) => thumbprint === publicKey.thumbprint)
  await remove(old?.id ?? '')

  expect((await run(['retire', 'local', '--interval', '0', '--attempts', '3'], env)).code).toBe(0)
  expect(keyPairs('local')['2026-09']?.state).toBe('retired')
})

test('an emergency without a standby is refused, and led through', async () => {
  const { keyPairs, run } = workspace()
  const { code, stderr } = await run(['compromise', 'local', '2026-09', '--reason', 'leaked'])
  expect(code).toBe(1)
  expect(stderr).toContain('no staged or retiring key pair to take its place')
  expect(stderr).toContain('docs/emergency.md')
  expect(keyPairs('local')['2026-09']?.state).toBe('active')
})

test('a dry run prints the diff and writes nothing', async () => {
  const { folder, read } = workspace()
  const before = read('production/key-pairs.yaml')
  const { code, stdout } = await runIkctl(
    [
      ...['rotate', 'compromise', 'production', '2026-09', '--reason', 'a: b', '--dry-run'],
      ...['--allow-unproven-key-pair', '2026-11'],
    ],
    { cwd: folder },
  )
  expect(code).toBe(0)
  expect(stdout).toContain(`--- a/config/production/key-pairs.yaml
+++ b/config/production/key-pairs.yaml
`)
  expect(stdout).toContain('-    state: active\n+    state: compromised\n')
  expect(stdout).toContain('+    reason: "a: b"\n')
  expect(stdout).toContain('dry run: nothing was written')
  expect(read('production/key-pairs.yaml')).toBe(before)
})

test('what somebody else changes meanwhile is not undone', async () => {
  const folder = exampleTree()
  const file = join(folder, 'config/production/key-pairs.yaml')
  let asked = 0
  // Between reading the files and writing them, a verb looks at the clock again.
  const now = () => {
    asked += 1
    if (asked === 2) edit(file, 'staged: 2026-11-17T10', 'staged: 2026-11-17T11')
    return Date.parse('2026-11-20T08:00:00Z')
  }
  const start = ['rotate', 'start', 'production', 'next']
  const { code, stderr } = await runInProcess(start, { cwd: folder, now })
  expect(stderr).toBe(
    'refused: config/production/key-pairs.yaml was changed while this ran\nfix: look at the change, and run this again\n',
  )
  expect(code).toBe(1)
  const text = readFileSync(file, 'utf8')
  expect(text).toContain('staged: 2026-11-17T11')
  expect(text).not.toContain('next')
})

test('withdraw takes back, and then removes', async () => {
  const { keyPairs, run } = workspace()
  expect((await run(['withdraw', 'production', '2026-11', '--remove'])).stderr).toContain(
    'fix: take it back first',
  )
  const back = await run(['withdraw', 'production', '2026-11'])
  expect(back.stdout).toContain('a979b26c-0327-4754-98f0-049c43824110')
  expect(keyPairs('production')['2026-11']).toMatchObject({ state: 'pending' })
  expect(keyPairs('production')['2026-11']?.docusignKeyPairId).toBeUndefined()
  const active = await run(['withdraw', 'production', '2026-09', '--remove'])
  expect(active).toMatchObject({ code: 1, stderr: expect.stringContaining('promote another') })
})

test('adopt takes in what is in production under any name', async () => {
  const { read, write, keyPairs, run } = workspace()
  write('production/key-pairs.yaml', 'keyPairs: {}\n')
  const pem = read('production/public-keys/2026-09.pem')
  write('../old.pem', pem)
  const key =
    'https://kv-contoso-sign-prod.vault.azure.net/secrets/DocuSignPem/0f8b6f2f3f5d1c7e904d7b0f3e9a1c4a'
  const adopt = ['adopt', 'production', 'legacy', '--key', key, '--public-key', 'old.pem']
  const adopted = await run(adopt)
  expect(adopted.stderr).toBe('')
  expect(adopted.stdout).toContain('its age counts from now')
  expect(adopted.stdout).toMatch(/next:\n {2}1\. nobody has logged in with legacy yet/)
  expect(keyPairs('production')).toEqual({
    legacy: {
      state: 'active',
      origin: 'docusign',
      custody: 'secret',
      key,
      thumbprint: 'RUUllmC2hQ6Sx7Dx1cgqVPUs1rVgbUJarXBAiudFwcM',
      since: { active: expect.stringMatching(/Z$/) },
    },
  })
  expect(read('production/public-keys/legacy.pem')).toBe(pem)
  expect((await run(adopt)).stdout).toContain('already done: legacy is active')
  const second = await run(['adopt', 'production', 'older', '--key', key])
  expect(second).toMatchObject({ code: 2, stderr: expect.stringContaining('--state staged') })
  const versionless = await run(['adopt', 'production', 'x', '--key', key.slice(0, -33)])
  expect(versionless).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('with its version'),
  })
})

test('status says what comes next, and fails on what is overdue', async () => {
  const { read, write, run } = workspace()
  const now = () => Date.UTC(2026, 10, 20)
  const good = await run(['status', 'production', '--format', 'json'], {}, now)
  expect(JSON.parse(good.stdout)).toMatchObject({
    overdue: [],
    next: [expect.stringContaining('ikctl smoke production --candidate 2026-11')],
    keyPairs: [
      { id: '2026-09', state: 'active' },
      { id: '2026-11', state: 'staged' },
    ],
  })
  expect(good.code).toBe(0)
  write(
    'demo/key-pairs.yaml',
    read('demo/key-pairs.yaml').replace(/(pending|staged|active): 2026-10/g, '$1: 2025-10'),
  )
  write(
    'demo/integration.yaml',
    read('demo/integration.yaml').replace('standby: false', 'standby: true'),
  )
  const late = await run(['status', 'demo'], {}, now)
  expect(late.stdout).toMatch(
    /overdue {2}the key pair "2026-10" has been active for \d+ days, longer/,
  )
  expect(late.stdout).toContain('overdue  a standby key pair is asked for, but none is staged')
  expect(late.code).toBe(1)
})
