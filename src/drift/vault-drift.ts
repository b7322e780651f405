import type { Environment, KeyPair } from '../config/environment.ts'
import { vaultSecrets } from '../config/vault-secrets.ts'
import { defaultKeyName } from '../key-pair/vault-names.ts'
import { parseRsaPublicKey } from '../keys/rsa-public-key.ts'
import { toSignerError } from '../keys/signer-error.ts'
import { ownTags, shouldBeEnabled } from '../keys/sync-key-pairs.ts'
import { openKeyClient, openSecretClient, type Vault } from '../keys/vault-access.ts'
import { collectionOf, parseVaultObjectId, type VaultCollection } from '../keys/vault-object-id.ts'
import { type Drift, unseen } from './drift.ts'

/** One version of a key or a secret as the vault describes it. */
export interface VaultVersion {
  version: string
  enabled: boolean
  createdOn?: Date
  expiresOn?: Date
  notBefore?: Date
  tags: Readonly<Record<string, string>>
}

/** The signing vault, as far as drift looks at it: nothing here can write, or read a secret's value. */
export interface VaultView {
  /** Names of all keys, or of all secrets. */
  names(collection: VaultCollection): Promise<string[]>
  /** All versions of a key or a secret; empty when there is none. */
  versions(collection: VaultCollection, name: string): Promise<VaultVersion[]>
  /** One version of a key: its operations and the thumbprint of its public half. */
  key(name: string, version: string): Promise<{ operations: string[]; thumbprint: string }>
}

/**
 * Compares the declared key pairs with the signing vault: versions, enabled flags, tags, dates, of
 * keys also operations and public halves; and what is in the vault that nobody declared. Secrets are
 * looked at only where a key pair is kept as one: elsewhere nobody who logs in may list them.
 */
export async function vaultDrift(environment: Environment, vault: VaultView): Promise<Drift[]> {
  const drifts: Drift[] = []
  for (const [id, keyPair] of environment.keyPairs) {
    if (keyPair.key === undefined) continue
    try {
      drifts.push(...(await keyPairDrift(id, keyPair, keyPair.key, vault)))
    } catch (error) {
      drifts.push(unseenVault(id, error, collectionOf(keyPair.custody)))
    }
  }
  const kept = [...environment.keyPairs.values()].map(({ custody }) => collectionOf(custody))
  for (const collection of new Set<VaultCollection>(['keys', ...kept])) {
    const known = declaredNames(environment, collection)
    try {
      const names = await vault.names(collection)
      const unknown = names.filter((name) => !known.has(name))
      drifts.push(...unknown.map((name) => undeclared(collection, name)))
    } catch (error) {
      drifts.push(unseenVault(`all ${collection}`, error, collection))
    }
  }
  return drifts
}

/** The view on Azure's own client. */
export async function azureVaultView(vault: Vault): Promise<VaultView> {
  const keys = await openKeyClient(vault)
  const secrets = await openSecretClient(vault)
  return {
    async names(collection) {
      const names: string[] = []
      const listed =
        collection === 'keys' ? keys.listPropertiesOfKeys() : secrets.listPropertiesOfSecrets()
      for await (const { name } of listed) names.push(name)
      return names
    },
    async versions(collection, name) {
      const versions: VaultVersion[] = []
      const listed =
        collection === 'keys'
          ? keys.listPropertiesOfKeyVersions(name)
          : secrets.listPropertiesOfSecretVersions(name)
      try {
        for await (const properties of listed) {
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
      const { key, keyOperations = [] } = await keys.getKey(name, { version })
      const { thumbprint } = parseRsaPublicKey({ ...key })
      return { operations: keyOperations, thumbprint }
    },
  }
}

// --- internal ---

async function keyPairDrift(
  id: string,
  keyPair: KeyPair,
  key: string,
  vault: VaultView,
): Promise<Drift[]> {
  const { state, custody, thumbprint } = keyPair
  const { collection, name, version } = parseVaultObjectId(key, collectionOf(custody))
  const versions = await vault.versions(collection, name)
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
        `Look for it among the deleted ${collection} of the vault; what was deleted can be recovered.`,
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
        `the ${custody} is ${found.enabled ? 'enabled' : 'disabled'}, but the key pair is ${state}`,
        found.enabled
          ? '`ikctl key sync --yes` makes the vault follow the YAML.'
          : `Find out in the audit log who disabled it, and why; if it should sign, \`ikctl key sync --yes --enable ${id}\` enables it.`,
      ),
    )
  }
  const tags = Object.entries(ownTags(id, keyPair))
    .filter(([tag, value]) => found.tags[tag] !== value)
    .map(([tag]) => tag)
  if (tags.length > 0) {
    drifts.push(
      differs(
        `the ${custody}'s tags are not as the YAML says: ${tags.join(', ')}`,
        '`ikctl key sync --yes` makes the vault follow the YAML.',
      ),
    )
  }
  if (found.expiresOn !== undefined) {
    drifts.push(
      differs(
        `the ${custody} expires on ${found.expiresOn.toISOString()}: from then on nobody can sign with it`,
        `Remove the expiry date of that version of the ${custody}.`,
      ),
    )
  }
  if (custody === 'secret') return drifts
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

/** What the YAML names; also of a pending key pair that is made but not recorded yet. */
function declaredNames(
  { keyPairs, integration }: Environment,
  collection: VaultCollection,
): Set<string> {
  const names = [...keyPairs]
    .filter(([, { custody }]) => collectionOf(custody) === collection)
    .map(([id, { key }]) =>
      key === undefined ? defaultKeyName(id) : parseVaultObjectId(key, collection).name,
    )
  const secrets = collection === 'secrets' ? vaultSecrets(integration) : []
  return new Set([...names, ...secrets.map((secret) => parseVaultObjectId(secret, 'secrets').name)])
}

function undeclared(collection: VaultCollection, name: string): Drift {
  const what = collection === 'keys' ? 'key' : 'secret'
  return {
    area: 'vault',
    kind: 'differs',
    subject: name,
    message: `the signing vault has a ${what} "${name}" that nothing declares`,
    help: 'Find out in the audit log who made it; record a key pair with `ikctl rotate adopt`, else disable it.',
  }
}

function unseenVault(subject: string, error: unknown, collection: VaultCollection): Drift {
  return unseen({ area: 'vault', subject }, error, {
    attempt: 'read the vault',
    rights: `${collection === 'keys' ? 'read the keys' : 'list the secrets'} of the signing vault`,
  })
}
