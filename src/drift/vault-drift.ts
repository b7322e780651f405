import { defaultKeyName } from '../config/default-key-name.ts'
import type { Environment, KeyPair } from '../config/environment.ts'
import { parseRsaPublicKey } from '../keys/rsa-public-key.ts'
import { SignerError, toSignerError } from '../keys/signer-error.ts'
import { ownTags, shouldBeEnabled } from '../keys/sync-key-pairs.ts'
import { openKeyClient, type Vault } from '../keys/vault-access.ts'
import { parseVaultObjectId } from '../keys/vault-object-id.ts'
import type { Drift } from './drift.ts'

/** One version of a key as the vault describes it. */
export interface VaultKeyVersion {
  version: string
  enabled: boolean
  createdOn?: Date
  expiresOn?: Date
  notBefore?: Date
  tags: Readonly<Record<string, string>>
}

/** The signing vault, as far as drift looks at it: nothing here can write. */
export interface VaultView {
  /** Names of all keys. */
  names(): Promise<string[]>
  /** All versions of a key; empty when there is none. */
  versions(name: string): Promise<VaultKeyVersion[]>
  /** One version: its operations and the thumbprint of its public half. */
  key(name: string, version: string): Promise<{ operations: string[]; thumbprint: string }>
}

/**
 * Compares the declared key pairs with the signing vault: versions, enabled flags, tags, operations,
 * dates, public halves; and what is in the vault that nobody declared.
 */
export async function vaultDrift({ keyPairs }: Environment, vault: VaultView): Promise<Drift[]> {
  const drifts: Drift[] = []
  const declared = new Set<string>()
  for (const [id, keyPair] of keyPairs) {
    if (keyPair.key === undefined || keyPair.custody !== 'key') continue
    const { name } = parseVaultObjectId(keyPair.key, 'keys')
    declared.add(name)
    try {
      drifts.push(...(await keyDrift(id, keyPair, keyPair.key, vault)))
    } catch (error) {
      drifts.push(unseen(id, error))
    }
  }
  try {
    for (const name of await vault.names()) {
      if (declared.has(name) || isAwaited(name, keyPairs)) continue
      drifts.push({
        area: 'vault',
        kind: 'differs',
        subject: name,
        message: `the signing vault has a key "${name}" that no key pair declares`,
        help: 'Find out in the audit log who made it; record it with `ikctl rotate adopt`, or disable it.',
      })
    }
  } catch (error) {
    drifts.push(unseen('all keys', error))
  }
  return drifts
}

/** The view on Azure's own client. */
export async function azureVaultView(vault: Vault): Promise<VaultView> {
  const client = await openKeyClient(vault)
  return {
    async names() {
      const names: string[] = []
      for await (const { name } of client.listPropertiesOfKeys()) names.push(name)
      return names
    },
    async versions(name) {
      const versions: VaultKeyVersion[] = []
      try {
        for await (const properties of client.listPropertiesOfKeyVersions(name)) {
          const { version = '', enabled = true, tags = {} } = properties
          const { createdOn, expiresOn, notBefore } = properties
          versions.push({
            version,
            enabled,
            tags,
            ...(createdOn && { createdOn }),
            ...(expiresOn && { expiresOn }),
            ...(notBefore && { notBefore }),
          })
        }
      } catch (error) {
        if (toSignerError(error, '').reason === 'not_found') return []
        throw error
      }
      return versions
    },
    async key(name, version) {
      const { key, keyOperations = [] } = await client.getKey(name, { version })
      const { thumbprint } = parseRsaPublicKey({ ...key })
      return { operations: keyOperations, thumbprint }
    },
  }
}

// --- internal ---

async function keyDrift(
  id: string,
  keyPair: KeyPair,
  key: string,
  vault: VaultView,
): Promise<Drift[]> {
  const { state, thumbprint } = keyPair
  const { name, version } = parseVaultObjectId(key, 'keys')
  const versions = await vault.versions(name)
  const found = versions.find((candidate) => candidate.version === version)
  const differs = (message: string, help: string): Drift => ({
    area: 'vault',
    kind: 'differs',
    subject: id,
    message,
    help,
  })
  if (found === undefined) {
    return [
      differs(
        `the vault has no version ${version} of "${name}"`,
        'Look for it among the deleted keys of the vault; a deleted key can be recovered.',
      ),
    ]
  }
  const drifts: Drift[] = []
  const others = versions.filter((candidate) => candidate.version !== version)
  if (others.length > 0) {
    drifts.push(
      differs(
        `"${name}" has ${others.length} further ${others.length === 1 ? 'version' : 'versions'} that nobody declared: ${others.map((other) => other.version).join(', ')}`,
        'Find out in the audit log who made them, and disable them: Docusign does not know their public half.',
      ),
    )
  }
  if (found.enabled !== shouldBeEnabled(state)) {
    drifts.push(
      differs(
        `the key is ${found.enabled ? 'enabled' : 'disabled'}, but the key pair is ${state}`,
        '`ikctl key sync --yes` makes the vault follow the YAML.',
      ),
    )
  }
  const tags = Object.entries(ownTags(id, keyPair))
    .filter(([tag, value]) => found.tags[tag] !== value)
    .map(([tag]) => tag)
  if (tags.length > 0) {
    drifts.push(
      differs(
        `the key's tags are not as the YAML says: ${tags.join(', ')}`,
        '`ikctl key sync --yes` makes the vault follow the YAML.',
      ),
    )
  }
  if (found.expiresOn !== undefined) {
    drifts.push(
      differs(
        `the key expires on ${found.expiresOn.toISOString()}: from then on the vault refuses to sign`,
        'Remove the expiry date of the key version.',
      ),
    )
  }
  const { operations, thumbprint: actual } = await vault.key(name, version)
  const surplus = operations.filter((operation) => operation !== 'sign')
  if (!operations.includes('sign') || surplus.length > 0) {
    drifts.push(
      differs(
        `the key allows ${operations.join(', ') || 'nothing'} where it should allow sign alone`,
        'Set the operations of the key to sign alone: one key, one purpose.',
      ),
    )
  }
  if (thumbprint !== undefined && thumbprint !== actual) {
    drifts.push(
      differs(
        `the vault holds the key with thumbprint ${actual}, declared is ${thumbprint}`,
        'Correct the declaration, or find out who replaced the key.',
      ),
    )
  }
  return drifts
}

/** A pending key pair's key, which is made but not recorded yet. */
function isAwaited(name: string, keyPairs: Environment['keyPairs']): boolean {
  return [...keyPairs].some(([id, { key }]) => key === undefined && name === defaultKeyName(id))
}

function unseen(subject: string, error: unknown): Drift {
  const failure = error instanceof SignerError ? error : toSignerError(error, 'read the vault')
  return {
    area: 'vault',
    kind: 'unseen',
    subject,
    message: failure.message,
    help: 'Run again with an identity that may read the keys of the signing vault.',
  }
}
