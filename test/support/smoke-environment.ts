import type { Environment, Tenant } from '../../src/config/environment.ts'

export const smokeIntegrationKey = '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90'
export const canaryUser = '64d1f8a7-0f53-4b52-9c0a-5e7b1d2c3f48'
export const managementAccount = '0d1f6c0e-52b5-4d0f-8a3f-6a1e4c2b9d77'

/** The GUID with this number. */
export function guid(number: number, kind = 0): string {
  const digits = number.toString(16).padStart(12, '0')
  return `00000000-0000-4000-8000-${kind.toString(16)}${digits.slice(1)}`
}

/** One tenant with one user, numbered; `changes` replaces members. */
export function smokeTenant(number: number, changes: Partial<Tenant> = {}): Tenant {
  return {
    id: `tenant-${String(number).padStart(6, '0')}`,
    name: `Tenant ${number}`,
    status: 'live',
    account: guid(number, 10),
    users: { default: guid(number, 11) },
    ...changes,
  }
}

/** An environment of tenants, as the loader would give it. */
export function smokeEnvironment(tenants: readonly Tenant[]): Environment {
  return {
    name: 'test',
    path: 'config/test',
    integration: {
      product: 'contoso-sign',
      integrationKey: smokeIntegrationKey,
      platform: 'demo',
      managementAccount: { id: managementAccount, canaryUser },
      scopes: {
        login: ['signature', 'impersonation'],
        consent: ['signature', 'impersonation'],
      },
      redirectUris: { consent: 'https://app.contoso.example/docusign/consented' },
      rotation: { maxAge: '180d', renewBefore: '30d', overlap: '24h' },
    },
    keyPairs: new Map(),
    tenants: [...tenants].sort((a, b) => (a.id < b.id ? -1 : 1)),
    publicKeys: new Map(),
  }
}
