import type { Environment, Tenant } from '../config/environment.ts'
import { defaultKeyName } from '../key-pair/vault-names.ts'
import { parseRsaPublicKey } from '../keys/rsa-public-key.ts'
import { unlessMissing } from '../keys/unless-missing.ts'
import { openKeyClient, type Vault } from '../keys/vault-access.ts'
import { legacyKeyId } from '../tenants/import-legacy-key.ts'

/**
 * Makes the old keys of migrating tenants in the emulated signing vault, unless they are there.
 *
 * @param upload takes the old integration key and a PEM (SPKI), once or again.
 * @returns the environment with the ids of what was made.
 */
export async function createEmulatedLegacyKeys(
  environment: Environment,
  { upload, ...vault }: Vault & { upload: (integrationKey: string, publicKey: string) => void },
): Promise<Environment> {
  return withLegacyKeys(environment, async (name, { integrationKey }) => {
    const keys = await openKeyClient(vault)
    const { id, key } =
      (await unlessMissing(() => keys.getKey(name))) ??
      (await keys.createRsaKey(name, { keySize: 2048, keyOps: ['sign'] }))
    upload(integrationKey, parseRsaPublicKey({ ...key }).pem)
    return id
  })
}

/** Finds these keys in a running vault; ids of that vault, and of keys that it does not have, stay. */
export async function findEmulatedLegacyKeys(
  environment: Environment,
  vault: Vault,
): Promise<Environment> {
  return withLegacyKeys(environment, async (name, { key }) => {
    if (key.startsWith(`${vault.vaultUrl}/`)) return key
    const keys = await openKeyClient(vault)
    return (await unlessMissing(() => keys.getKey(name)))?.id
  })
}

// --- internal ---

async function withLegacyKeys(
  environment: Environment,
  keyOf: (name: string, legacy: NonNullable<Tenant['legacy']>) => Promise<string | undefined>,
): Promise<Environment> {
  const tenants: Tenant[] = []
  for (const tenant of environment.tenants) {
    const { legacy } = tenant
    if (legacy === undefined) {
      tenants.push(tenant)
      continue
    }
    const key = await keyOf(defaultKeyName(legacyKeyId(tenant.id)), legacy)
    tenants.push({ ...tenant, legacy: { ...legacy, ...(key !== undefined && { key }) } })
  }
  return { ...environment, tenants }
}
