import { expect, test } from 'vitest'
import { auditAlerts } from '../../infra/audit-alerts.ts'
import { deploymentWith, vaultKeyPair } from './support/deployment.ts'

const version = '0'.repeat(32)
const vaults = [{ id: '/vaults/signing' }, { id: '/vaults/settings' }]

function query(name: string, ...args: Parameters<typeof deploymentWith>): string {
  const alerts = auditAlerts(deploymentWith(...args).environment, vaults)
  return alerts.find((alert) => alert.name === name)?.query ?? ''
}

test('every alert looks at both vaults of this environment and at nothing else', () => {
  for (const alert of auditAlerts(deploymentWith().environment, vaults)) {
    expect(alert.query).toMatch(
      /^AZKVAuditLogs\n\| where _ResourceId in~ \("\/vaults\/signing", "\/vaults\/settings"\)\n/,
    )
  }
})

test.each([
  ['deletion', ['KeyDelete', 'KeyPurge', 'SecretDelete', 'VaultDelete']],
  ['vault-changed', ['VaultPut', 'VaultPatch']],
  ['backup', ['KeyBackup', 'KeyRestore', 'SecretBackup', 'SecretRestore']],
  ['undeclared-version', ['KeyCreate', 'KeyImport', 'KeyRotate', 'SecretSet']],
  ['expiry', ['SecretNearExpiryEventGridNotification', 'KeyExpiredEventGridNotification']],
])('%s looks for %j', (name, operations) => {
  for (const operation of operations) expect(query(name)).toContain(`"${operation}"`)
})

test('a refused request counts, the challenge that every client begins with does not', () => {
  expect(query('refused')).toContain('HttpStatusCode in (401, 403)')
  expect(query('refused')).toContain(
    'where not(OperationName == "Authentication" and HttpStatusCode == 401)',
  )
})

test('only the recorded version of a key pair is declared; before that, any version of its name', () => {
  const key = `https://kv-test-sign.vault.azure.net/keys/docusign-a/${version}`
  const text = query('undeclared-version', {
    a: vaultKeyPair('active', { key }),
    b: vaultKeyPair('pending'),
  })
  expect(text).toContain(`Id !in~ ("${key}")`)
  expect(text).not.toContain('docusign-a/"')
  expect(text).toContain('!startswith "https://kv-test-sign.vault.azure.net/keys/docusign-b/"')
  expect(text).toContain('!startswith "https://kv-test-cfg.vault.azure.net/keys/evidence/"')
})

test('neither a promotion nor the order of the file changes a query', () => {
  const a = { key: `https://kv-test-sign.vault.azure.net/keys/a/${version}` }
  const b = { key: `https://kv-test-sign.vault.azure.net/keys/b/${version}` }
  const before = { a: vaultKeyPair('active', a), b: vaultKeyPair('staged', b) }
  const after = { b: vaultKeyPair('active', b), a: vaultKeyPair('retiring', a) }
  expect(auditAlerts(deploymentWith(after).environment, vaults)).toEqual(
    auditAlerts(deploymentWith(before).environment, vaults),
  )
})
