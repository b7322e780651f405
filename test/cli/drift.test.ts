import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emulatedAzure } from '../../scripts/environment/azure-access.ts'
import type { Drift } from '../../src/drift/drift.ts'
import { formatTime } from '../../src/key-pair/state-times.ts'
import { readRsaPrivateKey } from '../../src/keys/private-key.ts'
import { openKeyClient, openSecretClient } from '../../src/keys/vault-access.ts'
import { createHttpsFetch } from '../support/create-https-fetch.ts'
import { edit, exampleTree } from '../support/example-tree.ts'
import { runEmulate } from '../support/run-emulate.ts'
import { runInProcess } from '../support/run-in-process.ts'

/** The example, with a key pair that has been active for so long. */
function treeWithAge(days: number): string {
  const folder = exampleTree()
  const since = formatTime(Date.now() - days * 86_400_000)
  edit(
    join(folder, 'config/local/key-pairs.yaml'),
    /since:(?:.|\n)*/,
    `since: {active: ${since}}\n`,
  )
  return folder
}

test('nothing drifts where nothing was changed', async () => {
  const { code, stdout } = await runInProcess(['drift', 'local'], { cwd: treeWithAge(1) })
  expect(stdout).toBe(
    'local: vault, settings, evidence key, logins, webhooks, redirect URIs as the YAML says, none overdue\n',
  )
  expect(code).toBe(0)
})

test('what was changed behind the YAML is named, each with what to do', async () => {
  const folder = treeWithAge(100)
  const { access, env } = await runEmulate(folder)
  const azure = await emulatedAzure(access)
  const keys = await openKeyClient({ vaultUrl: access.keyVault.url, ...azure })
  await keys.createRsaKey('somebody-elses')
  const active = await keys.getKey('docusign-2026-09')
  const version = active.properties.version ?? ''
  await keys.updateKeyProperties('docusign-2026-09', version, {
    keyOps: ['sign', 'decrypt'],
    expiresOn: new Date('2036-01-01T00:00:00Z'),
    tags: { ...active.properties.tags, state: 'retired', theirs: 'stays' },
  })
  const secrets = await openSecretClient({ vaultUrl: access.keyVault.settingsUrl, ...azure })
  const published = JSON.parse((await secrets.getSecret('docusign-settings')).value ?? '')
  await secrets.setSecret(
    'docusign-settings',
    JSON.stringify({ ...published, scopes: ['signature'] }),
  )
  const local = join(folder, 'config/local')
  const keyPairs = join(local, 'key-pairs.yaml')
  const thumbprint = published.keyPair.thumbprint
  edit(
    keyPairs,
    'custody: key',
    `custody: key\n    key: ${active.id}\n    thumbprint: ${thumbprint}`,
  )
  const other = '22f0c2a4-0d3b-4e5f-8a61-9b7c2d1e0f34'
  edit(join(local, 'tenants/adatum.yaml'), /account: .*/, `account: ${other}`)
  edit(join(local, 'integration.yaml'), '/docusign/consented', '/docusign/elsewhere')
  edit(join(local, 'integration.yaml'), /maxAge: \w+/, 'maxAge: 60d')

  const { code, stdout } = await runInProcess(
    ['drift', 'local', '--sample', 'all', '--format', 'json'],
    { cwd: folder, env },
  )
  const { drifts } = JSON.parse(stdout) as { drifts: Drift[] }
  expect(drifts.map(({ area, kind, subject, message }) => [area, kind, subject, message])).toEqual([
    ['vault', 'differs', '2026-09', "the key's tags are not as the YAML says: state"],
    ['vault', 'differs', '2026-09', expect.stringContaining('expires on 2036-01-01')],
    [
      'vault',
      'differs',
      '2026-09',
      'the key allows sign, decrypt where it should allow sign alone',
    ],
    ['vault', 'differs', 'somebody-elses', expect.stringContaining('that nothing declares')],
    [
      'settings',
      'differs',
      'scopes',
      'published is ["signature"], the YAML says ["signature","impersonation"]',
    ],
    ['settings', 'differs', 'consent', expect.stringContaining('/docusign/elsewhere')],
    ['logins', 'differs', 'adatum/default', expect.stringContaining(other)],
    [
      'redirect URIs',
      'differs',
      'http://127.0.0.1:8080/docusign/elsewhere',
      'Docusign does not know it',
    ],
    ['rotation', 'differs', 'rotation/overdue', expect.stringContaining('has been active for')],
  ])
  expect(drifts.every(({ help }) => help.length > 10)).toBe(true)
  expect(code).toBe(1)
})

test('a key pair kept as a secret is looked at without its value', async () => {
  const folder = treeWithAge(1)
  const keyPairs = join(folder, 'config/local/key-pairs.yaml')
  edit(keyPairs, 'custody: key', 'custody: secret')
  edit(keyPairs, 'origin: vault', 'origin: docusign')
  const { access, env } = await runEmulate(folder)
  const run = () => runInProcess(['drift', 'local', '--format', 'json'], { cwd: folder, env })
  expect(JSON.parse((await run()).stdout).drifts).toEqual([])

  const secrets = await openSecretClient({
    ...{ vaultUrl: access.keyVault.url, ...(await emulatedAzure(access)) },
  })
  const { properties, value = '' } = await secrets.getSecret('docusign-2026-09')
  const { thumbprint } = readRsaPrivateKey(value).publicKey
  await secrets.setSecret('somebody-elses', 'canary of a value')
  await secrets.updateSecretProperties('docusign-2026-09', properties.version ?? '', {
    enabled: false,
    tags: { ...properties.tags, state: 'retired' },
  })
  edit(
    keyPairs,
    'custody: secret',
    `custody: secret\n    key: ${properties.id}\n    thumbprint: ${thumbprint}`,
  )
  const { stdout, stderr, code } = await run()
  expect(stderr).toBe('')
  const { drifts } = JSON.parse(stdout) as { drifts: Drift[] }
  const vault = drifts.filter(({ area }) => area === 'vault')
  expect(vault.map(({ kind, subject, message }) => [kind, subject, message])).toEqual([
    ['differs', '2026-09', 'the secret is disabled, but the key pair is active'],
    ['differs', '2026-09', "the secret's tags are not as the YAML says: state"],
    [
      'differs',
      'somebody-elses',
      'the signing vault has a secret "somebody-elses" that nothing declares',
    ],
  ])
  expect(stdout).not.toContain('canary of a value')
  expect(code).toBe(1)
})

test('a vault that does not sign hides nothing else', async () => {
  const folder = treeWithAge(1)
  const { access, env } = await runEmulate(folder)
  const keys = await openKeyClient({
    ...{ vaultUrl: access.keyVault.url, ...(await emulatedAzure(access)) },
  })
  const { version = '' } = (await keys.getKey('docusign-2026-09')).properties
  await keys.updateKeyProperties('docusign-2026-09', version, { enabled: false })
  const { code, stdout, stderr } = await runInProcess(['drift', 'local'], { cwd: folder, env })
  expect(stderr).toBe('')
  expect(stdout).toContain('the key is disabled, but the key pair is active')
  expect(stdout).toContain('unseen  logins: all tenants')
  expect(stdout.replace(/\s+/g, ' ')).toContain('is disabled in the vault')
  expect(code).toBe(1)
})

test('a vault that may not be read is unseen, not in order', async () => {
  const folder = treeWithAge(1)
  const { access, env } = await runEmulate(folder)
  const https = createHttpsFetch(readFileSync(access.certificateAuthority, 'utf8'))
  await https.send('PUT', `${access.keyVault.url}/emulator/roles`, {
    [access.authority.clientId]: ['keys/read', 'keys/sign'],
  })
  await https.send('PUT', `${access.keyVault.settingsUrl}/emulator/roles`, {})
  await https.close()
  const { code, stdout, stderr } = await runInProcess(['drift', 'local'], { cwd: folder, env })
  expect(stderr).toBe('')
  expect(stdout).toContain('unseen  settings: docusign-settings')
  expect(stdout).toContain('local: 0 differ, 1 could not be read')
  expect(code).toBe(4)
})
