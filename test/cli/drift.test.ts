import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emulatedAzure } from '../../scripts/environment/azure-access.ts'
import type { Drift } from '../../src/drift/drift.ts'
import { openKeyClient, openSecretClient } from '../../src/keys/vault-access.ts'
import { formatTime } from '../../src/rotation/plan-step.ts'
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
    'local: vault, settings, logins, redirect URIs as the YAML says, none overdue\n',
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
    ['vault', 'differs', 'somebody-elses', expect.stringContaining('that no key pair declares')],
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
