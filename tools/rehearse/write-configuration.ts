import { join } from 'node:path'
import { replaceFile } from '../../src/files/replace-file.ts'
import { seededGuid } from '../bench/tenant-files.ts'

/** The environment of a rehearsal, and its Pulumi stack. */
export const environmentName = 'rehearsal'

/** Example data, like everything that a rehearsal writes. */
export const integrationKey = seededGuid('rehearsal: integration key')

/** How long a replaced key pair stays registered at Docusign. */
export const overlapHours = 24

/** The user of a tenant, by its number from 1. */
export function userOf(tenant: number): string {
  return seededGuid(`rehearsal: user ${tenant}`)
}

/**
 * Writes the configuration of an environment that has no key pair yet.
 *
 * @param vaults addresses; absent as long as there are none.
 */
export function writeConfiguration(
  folder: string,
  tenants: number,
  vaults?: { signing: string; settings: string },
): void {
  const write = (path: string, text: string) =>
    replaceFile(join(folder, 'config', environmentName, path), text)
  write('integration.yaml', integrationFile(vaults))
  write('key-pairs.yaml', 'keyPairs: {}\n')
  for (let tenant = 1; tenant <= tenants; tenant++) {
    write(`tenants/customer-${String(tenant).padStart(4, '0')}.yaml`, tenantFile(tenant))
  }
}

// --- internal ---

function integrationFile(vaults: { signing: string; settings: string } | undefined): string {
  return `product: contoso-sign
integrationKey: ${integrationKey}
platform: emulator
managementAccount:
  id: ${seededGuid('rehearsal: management account')}
  name: Contoso Integrations (rehearsal)
  contact: docusign-admins@contoso.example
  canaryUser: ${seededGuid('rehearsal: canary user')}
scopes:
  login: [signature, impersonation]
  consent: [signature, impersonation]
redirectUris:
  consent: http://127.0.0.1:8080/docusign/consented
${vaults === undefined ? '' : `vaults:\n  signing: ${vaults.signing}\n  settings: ${vaults.settings}\n`}rotation:
  maxAge: 180d
  renewBefore: 30d
  overlap: ${overlapHours}h
  standby: true
  evidence: {maxAge: 24h, sample: all}
`
}

function tenantFile(tenant: number): string {
  return `name: Customer ${tenant} Limited
status: live
account: ${seededGuid(`rehearsal: account ${tenant}`)}
baseUri: https://demo.docusign.net
users:
  default: ${userOf(tenant)}
`
}
