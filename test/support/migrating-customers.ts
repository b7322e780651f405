import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DocusignEmulator } from '../../src/emulators/docusign/start-docusign-emulator.ts'
import { rsaKeyPair } from './rsa-key-pair.ts'

const guid = (n: number) => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000009`
const scopes = ['signature', 'impersonation']

/** A customer with an integration key and a key pair of its own. */
export interface MigratingCustomer {
  id: string
  account: string
  user: string
  integrationKey: string
  /** PEM, PKCS#1. */
  pem: string
}

/**
 * Customers as a Docusign emulator knows them: each with an integration key of its own, to which its user
 * has consented. Key pairs are made at run time, several at once.
 */
export async function migratingCustomers(
  docusign: DocusignEmulator,
  count: number,
): Promise<MigratingCustomer[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const n = index + 1
      const { publicKey, privateKey } = await rsaKeyPair(`legacy ${n}`)
      const customer: MigratingCustomer = {
        id: `customer-${String(n).padStart(2, '0')}`,
        account: guid(1000 + n),
        user: guid(2000 + n),
        integrationKey: guid(3000 + n),
        pem: privateKey.export({ type: 'pkcs1', format: 'pem' }) as string,
      }
      const { id, account, user, integrationKey } = customer
      const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string
      docusign.state.putIntegrationKey({
        id: integrationKey,
        redirectUris: [],
        keyPairs: [{ id: guid(4000 + n), publicKey: pem }],
      })
      docusign.state.putUser({
        id: user,
        name: id,
        email: `${id}@customer.example`,
        active: true,
        accounts: [
          { id: account, name: id, baseUri: 'https://demo.docusign.net', isDefault: true },
        ],
      })
      docusign.state.grantConsent({ integrationKey, userId: user, scopes })
      return customer
    }),
  )
}

/** Lets users consent to the shared integration key. */
export function consentToShared(
  docusign: DocusignEmulator,
  integrationKey: string,
  customers: readonly MigratingCustomer[],
): void {
  for (const { user } of customers) {
    docusign.state.grantConsent({ integrationKey, userId: user, scopes })
  }
}

/** Writes `inventory.csv` and `pems/<id>.pem` below a folder that has `pems`. */
export function writeInventory(folder: string, customers: readonly MigratingCustomer[]): void {
  const rows = customers.map(({ id, account, user, integrationKey }) =>
    [id, `"Customer, ${id}"`, account, user, integrationKey].join(','),
  )
  const text = ['id,name,account,user,integrationKey', ...rows, ''].join('\n')
  writeFileSync(join(folder, 'inventory.csv'), text)
  for (const { id, pem } of customers) writeFileSync(join(folder, 'pems', `${id}.pem`), pem)
}
