import { childrenOf } from '../../../infra/children.ts'
import type { Deployment } from '../../../infra/deployment.ts'
import type { KeyPair } from '../../../src/config/environment.ts'
import { subscriptionId, tenantId } from './run-program.ts'

/** A deployment with these key pairs; nothing about it is read from files. */
export function deploymentWith(keyPairs: Record<string, KeyPair> = {}): Deployment {
  const resourceGroupId = `/subscriptions/${subscriptionId}/resourceGroups/rg-test`
  return {
    environment: {
      name: 'production',
      path: 'config/production',
      integration: {
        product: 'contoso-sign',
        integrationKey: '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90',
        platform: 'production',
        managementAccount: {
          id: '0d1f6c0e-52b5-4d0f-8a3f-6a1e4c2b9d77',
          canaryUser: '64d1f8a7-0f53-4b52-9c0a-5e7b1d2c3f48',
        },
        scopes: { login: ['signature', 'impersonation'], consent: ['signature', 'impersonation'] },
        redirectUris: { consent: 'https://app.contoso.example/docusign/consented' },
        vaults: {
          signing: 'https://kv-test-sign.vault.azure.net',
          settings: 'https://kv-test-cfg.vault.azure.net',
        },
        rotation: { maxAge: '180d', renewBefore: '30d', overlap: '24h' },
      },
      keyPairs: new Map(Object.entries(keyPairs)),
      tenants: [],
      publicKeys: new Map(),
    },
    parameters: {
      location: 'westeurope',
      resourceGroup: 'rg-test',
      sku: 'standard',
      allowedIpRanges: ['203.0.113.16/28'],
      subjects: { application: [], smoke: [], rotator: [] },
      alertEmails: ['on-call@contoso.example'],
      privateDnsByPolicy: false,
      softDeleteRetentionInDays: 90,
      keyExpiryDays: 0,
      managementLock: false,
      keyVaultApi: 'v20241101',
      tags: {},
      ci: {},
    },
    vaultNames: { signing: 'kv-test-sign', settings: 'kv-test-cfg' },
    oauthHost: 'account.docusign.com',
    client: { tenantId, subscriptionId },
    resourceGroupId,
    baseName: 'contoso-sign-production',
    place: {
      resourceGroupName: 'rg-test',
      location: 'westeurope',
      tags: { product: 'contoso-sign' },
    },
    retry: [],
    ...childrenOf(),
  }
}

/** A key pair that is made in the vault. */
export function vaultKeyPair(state: KeyPair['state'], details: Partial<KeyPair> = {}): KeyPair {
  return { state, origin: 'vault', custody: 'key', since: {}, ...details }
}
