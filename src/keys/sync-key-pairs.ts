import type { KeyProperties } from '@azure/keyvault-keys'
import type { Environment, KeyPair } from '../config/environment.ts'
import { toSignerError } from './signer-error.ts'
import { openKeyClient, type VaultAccess } from './vault-access.ts'
import { parseVaultObjectId, type VaultObjectId } from './vault-object-id.ts'

/** What a vault key version should look like, and does not. */
export interface KeyChange {
  /** Id of the key pair. */
  id: string
  key: VaultObjectId
  /** Absent: as it should be. */
  enabled?: boolean
  /** All tags as they will be, when one of ikctl's own is missing or different. */
  tags?: Record<string, string>
}

/** A vault that can only be read. */
export interface KeyReader {
  properties(key: VaultObjectId): Promise<Pick<KeyProperties, 'enabled' | 'tags'>>
}

/**
 * Whether the vault should sign with a key pair of this state. A compromised one stays enabled until
 * it is proven that Docusign refuses it, because a disabled key could prove nothing; the proof makes
 * it retired.
 */
export function shouldBeEnabled(state: KeyPair['state']): boolean {
  return state !== 'retired'
}

/** The tags by which a vault key shows what it is; others on it are nobody's business here. */
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
 * the reader has no way to. Secrets are left alone, because the rotator may not read them.
 *
 * @throws {SignerError} when the vault refuses or does not answer.
 */
export async function planKeySync(
  { keyPairs }: Environment,
  reader: KeyReader,
): Promise<KeyChange[]> {
  const changes: KeyChange[] = []
  for (const [id, keyPair] of keyPairs) {
    if (keyPair.key === undefined || keyPair.custody !== 'key') continue
    const key = parseVaultObjectId(keyPair.key, 'keys')
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
    async properties({ vaultUrl, name, version }) {
      const client = await openKeyClient({ vaultUrl, ...access })
      try {
        return (await client.getKey(name, { version })).properties
      } catch (error) {
        throw toSignerError(error, `read key ${vaultUrl}/keys/${name}/${version}`)
      }
    },
  }
}

/**
 * Makes one planned change; making it again changes nothing.
 *
 * @throws {SignerError} when the vault refuses or does not answer.
 */
export async function applyKeyChange(
  { key: { vaultUrl, name, version }, enabled, tags }: KeyChange,
  access: VaultAccess,
): Promise<void> {
  const client = await openKeyClient({ vaultUrl, ...access })
  try {
    await client.updateKeyProperties(name, version, {
      ...(enabled !== undefined && { enabled }),
      ...(tags !== undefined && { tags }),
    })
  } catch (error) {
    throw toSignerError(error, `update key ${vaultUrl}/keys/${name}/${version}`)
  }
}
