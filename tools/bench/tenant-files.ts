import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A GUID that depends on nothing but its seed. */
export function seededGuid(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex')
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ]
  return [...parts, hex.slice(20, 32)].join('-')
}

/** A valid tenant file as people write it. */
export function tenantFile(index: number): string {
  return `# yaml-language-server: $schema=../../../schemas/tenant.schema.json
name: Customer ${index} Limited
status: live
account: ${seededGuid(`account ${index}`)}
baseUri: https://na${1 + (index % 4)}.docusign.net
users:
  default: ${seededGuid(`user ${index}`)}
  hr: ${seededGuid(`hr ${index}`)}
labels: {region: ${index % 2 === 0 ? 'eu' : 'us'}, tier: gold}
`
}

/** Writes `config/production` of the example with this many tenants into a folder. */
export function writeConfiguration(folder: string, tenants: number): void {
  const example = fileURLToPath(new URL('../../config/production', import.meta.url))
  const production = join(folder, 'config/production')
  mkdirSync(join(production, 'tenants'), { recursive: true })
  for (const name of ['integration.yaml', 'key-pairs.yaml', 'public-keys']) {
    cpSync(join(example, name), join(production, name), { recursive: true })
  }
  for (let index = 0; index < tenants; index++) {
    writeFileSync(join(production, 'tenants', `customer-${index}.yaml`), tenantFile(index))
  }
}
