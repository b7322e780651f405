import type { Environment, KeyPair } from '../config/environment.ts'
import { SignerError, toSignerError } from './signer-error.ts'
import { openKeyClient, openSecretClient, type VaultAccess } from './vault-access.ts'
import {
  collectionOf,
  formatVaultObjectId,
  parseVaultObjectId,
  type VaultObjectId,
} from './vault-object-id.ts'

/** What the version of a vault key or secret should look like, and does not. */
export interface KeyChange {
  /** Id of the key pair. */
  id: string
  key: VaultObjectId
  /** Absent: as it should be. */
  enabled?: boolean
  /** All tags as they will be, when one of ikctl's own is missing or different. */
  tags?: Record<string, string>
}

/** What a vault says of a key or a secret beside what it is. */
export interface VaultProperties {
  enabled?: boolean | undefined
  tags?: Record<string, string> | undefined
}

/** A vault that can only be read. */
export interface KeyReader {
  /** Of one version; the value of a secret is not among them. */
  properties(key: VaultObjectId): Promise<VaultProperties>
}

/**
 * Whether the vault should sign with a key pair of this state. A compromised one stays enabled until
 * it is proven that Docusign refuses it, because a disabled key could prove nothing; the proof makes
 * it retired.
 */
export function shouldBeEnabled(state: KeyPair['state']): boolean {
  return state !== 'retired'
}

/** The tags by which a vault key or secret shows what it is; others on it are nobody's business here. */
export function ownTags(id: string, { state, docusignKeyPairId }: KeyPair): Record<string, string> {
  return {
    'managed-by': 'ikctl',
    'key-pair': id,
    state,
    ...(docusignKeyPairId !== undefined && { 'docusign-key-pair': docusignKeyPairId }),
  }
}

/**
 * What has to change so that the vault's enabled flags and tags follow the YAML. Nothing is written:
 * the reader has no way to.
 *
 * @throws {SignerError} when the vault refuses or does not answer.
 */
export async function planKeySync(
  { keyPairs }: Environment,
  reader: KeyReader,
): Promise<KeyChange[]> {
  const changes: KeyChange[] = []
  for (const [id, keyPair] of keyPairs) {
    if (keyPair.key === undefined) continue
    const key = parseVaultObjectId(keyPair.key, collectionOf(keyPair.custody))
    const { enabled, tags = {} } = await reader.properties(key)
    const wanted = shouldBeEnabled(keyPair.state)
    const own = ownTags(id, keyPair)
    const tagsDiffer = Object.entries(own).some(([name, value]) => tags[name] !== value)
    if (enabled === wanted && !tagsDiffer) continue
    changes.push({
      id,
      key,
      ...(enabled !== wanted && { enabled: wanted }),
      ...(tagsDiffer && { tags: { ...tags, ...own } }),
    })
  }
  return changes
}

/** A reader on Azure's own client. */
export function keyReader(access: VaultAccess): KeyReader {
  return {
    async properties(object) {
      try {
        const found = await (object.collection === 'keys'
          ? keyProperties(object, access)
          : secretProperties(object, access))
        if (found !== undefined) return found
      } catch (error) {
        throw toSignerError(error, `read ${shown(object)}`)
      }
      throw new SignerError(
        'not_found',
        `could not read ${shown(object)}: there is no such version`,
      )
    },
  }
}

/**
 * Makes one planned change; making it again changes nothing.
 *
 * @throws {SignerError} when the vault refuses or does not answer.
 */
export async function applyKeyChange(
  { key, enabled, tags }: KeyChange,
  access: VaultAccess,
): Promise<void> {
  const { vaultUrl, collection, name, version } = key
  const vault = { vaultUrl, ...access }
  const changes = { ...(enabled !== undefined && { enabled }), ...(tags !== undefined && { tags }) }
  try {
    if (collection === 'keys') {
      await (await openKeyClient(vault)).updateKeyProperties(name, version, changes)
    } else {
      await (await openSecretClient(vault)).updateSecretProperties(name, version, changes)
    }
  } catch (error) {
    throw toSignerError(error, `update ${shown(key)}`)
  }
}

// --- internal ---

async function keyProperties(
  { vaultUrl, name, version }: VaultObjectId,
  access: VaultAccess,
): Promise<VaultProperties> {
  const client = await openKeyClient({ vaultUrl, ...access })
  return (await client.getKey(name, { version })).properties
}

/** From the list of versions: to get a secret is to get its value, which the rotator may not. */
async function secretProperties(
  { vaultUrl, name, version }: VaultObjectId,
  access: VaultAccess,
): Promise<VaultProperties | undefined> {
  const client = await openSecretClient({ vaultUrl, ...access })
  for await (const properties of client.listPropertiesOfSecretVersions(name)) {
    if (properties.version === version) return properties
  }
  return undefined
}

function shown(object: VaultObjectId): string {
  return `${object.collection === 'keys' ? 'key' : 'secret'} ${formatVaultObjectId(object)}`
}
