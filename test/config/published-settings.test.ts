import { expect, test } from 'vitest'
import { publishedSettings as validator } from '../../src/config/generated/validators.js'
import { publishedSettings } from '../../src/config/published-settings.ts'
import { deploymentWith, vaultKeyPair } from '../infra/support/deployment.ts'

const key = `https://kv-test-sign.vault.azure.net/keys/docusign-2026-11/${'0'.repeat(32)}`
const thumbprint = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'

test('holds what a login needs, and fits its schema', () => {
  const { environment } = deploymentWith({
    '2026-05': vaultKeyPair('retiring', { key, thumbprint }),
    '2026-11': vaultKeyPair('active', { key, thumbprint }),
  })
  const settings = publishedSettings(environment, 'account.docusign.com')
  expect(settings).toEqual({
    version: 1,
    integrationKey: '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90',
    oauthHost: 'account.docusign.com',
    scopes: ['signature', 'impersonation'],
    keyPair: { id: '2026-11', key, thumbprint },
    consent: {
      redirectUri: environment.integration.redirectUris.consent,
      scopes: environment.integration.scopes.consent,
    },
  })
  expect(validator(settings)).toBe(true)
})

test('there are none before a key pair is active', () => {
  const { environment } = deploymentWith({ '2026-11': vaultKeyPair('staged', { key, thumbprint }) })
  expect(publishedSettings(environment, 'account.docusign.com')).toBeUndefined()
})

test('an active key pair without its key is a mistake of the caller', () => {
  const { environment } = deploymentWith({ '2026-11': vaultKeyPair('active') })
  expect(() => publishedSettings(environment, 'account.docusign.com')).toThrow(TypeError)
})

test('a reader accepts properties that it does not know yet', () => {
  const { environment } = deploymentWith({ a: vaultKeyPair('active', { key, thumbprint }) })
  const settings = publishedSettings(environment, 'account.docusign.com')
  expect(validator({ ...settings, later: true })).toBe(true)
  expect(validator({ ...settings, version: 2 })).toBe(false)
})

test('what older versions published has no consent in it, and is read', () => {
  const { environment } = deploymentWith({ a: vaultKeyPair('active', { key, thumbprint }) })
  const { consent, ...older } = publishedSettings(environment, 'account.docusign.com') ?? {}
  expect(consent).toBeDefined()
  expect(validator(older)).toBe(true)
})
