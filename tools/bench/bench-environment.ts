import type { Environment, Tenant } from '../../src/config/environment.ts'

const integrationKey = '7c2b8d7e-6f3b-4b7e-9d0a-3c1f5a2e8b90'

/** The tenant of a user of {@link benchEnvironment}; undefined for all other users. */
export function benchTenantOf(userId: string): Tenant | undefined {
  const number = /^00000000-0000-4000-8000-b([0-9a-f]{11})$/.exec(userId)?.[1]
  return number === undefined ? undefined : benchTenant(Number.parseInt(number, 16))
}

/** The user of the tenant with a number. */
export function benchUser(number: number): string {
  return `00000000-0000-4000-8000-b${number.toString(16).padStart(11, '0')}`
}

/** An environment of so many tenants with one user each; the canary user is tenant 0's. */
export function benchEnvironment(tenants: number): Environment {
  const canary = benchTenant(0)
  return {
    name: 'bench',
    path: 'config/bench',
    integration: {
      product: 'bench',
      integrationKey,
      platform: 'emulator',
      managementAccount: { id: canary.account, canaryUser: canary.users.default ?? '' },
      scopes: { login: ['signature', 'impersonation'], consent: ['signature', 'impersonation'] },
      redirectUris: { consent: 'https://app.contoso.example/docusign/consented' },
      rotation: { maxAge: '180d', renewBefore: '30d', overlap: '24h' },
    },
    keyPairs: new Map(),
    tenants: Array.from({ length: tenants }, (_, index) => benchTenant(index + 1)),
    publicKeys: new Map(),
  }
}

// --- internal ---

function benchTenant(number: number): Tenant {
  const digits = number.toString(16).padStart(11, '0')
  return {
    id: `tenant-${String(number).padStart(6, '0')}`,
    name: `Tenant ${number}`,
    status: 'live',
    account: `00000000-0000-4000-8000-a${digits}`,
    baseUri: 'https://demo.docusign.net',
    users: { default: benchUser(number) },
  }
}
