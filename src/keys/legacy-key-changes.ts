import type { Environment } from '../config/environment.ts'
import { toSignerError } from './signer-error.ts'
import type { KeyChange } from './sync-key-pairs.ts'
import { openKeyClient, openSecretClient, type Vault } from './vault-access.ts'
import { parseVaultObjectId } from './vault-object-id.ts'

/**
 * The imported keys of tenants that no longer log in with them, and are still enabled: known by the tags
 * of the import. Nothing is written.
 *
 * @param vault the signing vault.
 * @throws {SignerError} when the vault refuses or does not answer.
 */
export async function legacyKeyChanges(
  { tenants, keyPairs }: Environment,
  vault: Vault,
): Promise<KeyChange[]> {
  const migrating = new Set(
    tenants.flatMap(({ id, status }) => (status === 'migrating' ? [`legacy-${id}`] : [])),
  )
  const named = new Set(tenants.flatMap(({ legacy }) => (legacy ? [legacy.key.toLowerCase()] : [])))
  const isLeft = ({ enabled, tags }: Properties) => {
    const owner = tags?.['key-pair'] ?? ''
    const isImported = tags?.['managed-by'] === 'ikctl' && owner.startsWith('legacy-')
    return enabled !== false && isImported && !migrating.has(owner) && !keyPairs.has(owner)
  }
  const changes: KeyChange[] = []
  const add = (tags: Properties['tags'], id: string, collection: 'keys' | 'secrets') => {
    if (named.has(id.toLowerCase())) return
    const key = parseVaultObjectId(id, collection)
    changes.push({ id: tags?.['key-pair'] ?? '', key, enabled: false })
  }
  try {
    const keys = await openKeyClient(vault)
    for await (const properties of keys.listPropertiesOfKeys()) {
      if (!isLeft(properties)) continue
      for await (const version of keys.listPropertiesOfKeyVersions(properties.name)) {
        if (version.enabled !== false) add(properties.tags, version.id ?? '', 'keys')
      }
    }
    const secrets = await openSecretClient(vault)
    for await (const properties of secrets.listPropertiesOfSecrets()) {
      if (!isLeft(properties)) continue
      for await (const version of secrets.listPropertiesOfSecretVersions(properties.name)) {
        if (version.enabled !== false) add(properties.tags, version.id ?? '', 'secrets')
      }
    }
  } catch (error) {
    throw toSignerError(error, `list the legacy keys of ${vault.vaultUrl}`)
  }
  return changes
}

// --- internal ---

interface Properties {
  enabled?: boolean | undefined
  tags?: Record<string, string> | undefined
}
