import type { Key } from '@pulumi/azure-native/keyvault/key.js'
import { log, type Resource } from '@pulumi/pulumi'
import type { KeyPair } from '../src/config/environment.ts'
import { keyPairStates } from '../src/key-pair/states.ts'
import { defaultKeyName, evidenceKeyName } from '../src/key-pair/vault-names.ts'
import type { Deployment } from './deployment.ts'
import { keyVaultResources } from './key-vault-api.ts'
import { refusal } from './refusal.ts'
import type { EnvironmentVault } from './vaults.ts'

/**
 * One vault key for each key pair that is made in the vault. Key pairs that Docusign made are
 * imported by people instead: their private half must not pass through Pulumi's state.
 *
 * @param dependsOn what must be there to notice the new key: Event Grid reports only versions that
 *   are made after the subscription.
 * @returns the keys by the id of their key pair.
 */
export function createSigningKeys(
  vault: EnvironmentVault,
  dependsOn: Resource[],
  deployment: Deployment,
): Map<string, Key> {
  const { environment, parameters, place, nameOf, optionsOf } = deployment
  const { createKey } = keyVaultResources(parameters.keyVaultApi)
  const keys = new Map<string, Key>()
  for (const [id, keyPair] of environment.keyPairs) {
    if (keyPair.origin !== 'vault') continue
    // Entries of key pairs that Docusign does not know may leave `key-pairs.yaml`; the vault keeps their
    // keys even then.
    const protect = keyPairStates[keyPair.state].registered
    const key = createKey(
      nameOf(`key-${id}`),
      {
        resourceGroupName: place.resourceGroupName,
        vaultName: vault.resource.name,
        keyName: keyNameOf(id, keyPair, vault),
        tags: { ...place.tags, 'key-pair': id },
        properties: {
          kty: parameters.sku === 'premium' ? 'RSA-HSM' : 'RSA',
          keySize: 2048,
          keyOps: ['sign'],
          // Normally no `expires`: the vault refuses to sign after it, so it is an outage timer.
          attributes: { enabled: true, exportable: false, ...expiryOf(keyPair, parameters) },
        },
      },
      optionsOf(`key-${id}`, { ...keyOptions, dependsOn, protect }),
    )
    if (parameters.sku === 'premium') warnOfSoftwareKey(id, key)
    keys.set(id, key)
  }
  return keys
}

/**
 * The key that signs smoke evidence. An elliptic curve, because then its signatures can never be
 * taken for an assertion (Docusign knows RS256 only), and because Key Vault's ES256 signature is
 * already the 64 bytes that a compact JWS carries. Evidence is verified offline with the public
 * half in `config/`, so `sign` is the only operation.
 */
export function createEvidenceKey(
  vault: EnvironmentVault,
  dependsOn: Resource[],
  { parameters, place, nameOf, optionsOf }: Deployment,
): Key {
  return keyVaultResources(parameters.keyVaultApi).createKey(
    nameOf('evidence-key'),
    {
      resourceGroupName: place.resourceGroupName,
      vaultName: vault.resource.name,
      keyName: evidenceKeyName,
      tags: place.tags,
      properties: {
        kty: parameters.sku === 'premium' ? 'EC-HSM' : 'EC',
        curveName: 'P-256',
        keyOps: ['sign'],
        attributes: { enabled: true, exportable: false },
      },
    },
    optionsOf('evidence-key', { ...keyOptions, dependsOn, protect: true }),
  )
}

// --- internal ---

/** Counted from the declaration of the key pair, so that it is the same in every run. */
function expiryOf({ since }: KeyPair, { keyExpiryDays }: Deployment['parameters']) {
  const declared = since.pending ?? Object.values(since)[0]
  if (keyExpiryDays === 0 || declared === undefined) return {}
  return { expires: Math.floor(Date.parse(declared) / 1000) + keyExpiryDays * 86_400 }
}

/** The SKU is a vault's; a key stays what it was made as. */
function warnOfSoftwareKey(id: string, key: Key): void {
  key.kty.apply((kty?: string) => {
    if (kty === undefined || kty.endsWith('-HSM')) return
    void log.warn(
      `the key of "${id}" stays in software although sku is premium: only new key pairs are made in an HSM, so rotate`,
      key,
    )
  })
}

/**
 * Azure Resource Manager only creates keys: it returns an existing one as it is. What happens to a
 * key later (disabling, tags) is done in the vault, so Pulumi must not want it back.
 */
const keyOptions = { ignoreChanges: ['properties', 'tags'], retainOnDelete: true }

function keyNameOf(id: string, { key }: KeyPair, vault: EnvironmentVault): string {
  if (key === undefined) return defaultKeyName(id)
  const { host, pathname } = new URL(key)
  const [, kind, name] = pathname.split('/')
  if (host !== new URL(vault.url).host || kind !== 'keys' || name === undefined) {
    throw refusal(
      `key pair "${id}" is made in the vault, but its key ${key} is not a key of ${vault.url}`,
    )
  }
  return name
}
