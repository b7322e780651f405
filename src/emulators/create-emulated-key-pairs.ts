import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { Environment, KeyPair } from '../config/environment.ts'
import { defaultKeyName } from '../key-pair/vault-names.ts'
import { readRsaPrivateKey } from '../keys/private-key.ts'
import { parseRsaPublicKey } from '../keys/rsa-public-key.ts'
import { applyKeyChange, ownTags } from '../keys/sync-key-pairs.ts'
import { unlessMissing } from '../keys/unless-missing.ts'
import { openKeyClient, openSecretClient, type Vault } from '../keys/vault-access.ts'
import { collectionOf, parseVaultObjectId } from '../keys/vault-object-id.ts'

/**
 * Makes the declared key pairs in the emulated signing vault, through Azure's own clients, and
 * uploads the public halves of those that Docusign should know. All get the tags of `ikctl key sync`. One
 * that is there already stays as it is.
 *
 * @param upload takes a PEM (SPKI) and gives Docusign's key pair id.
 * @returns the environment with the ids and thumbprints of what was made.
 */
export async function createEmulatedKeyPairs(
  environment: Environment,
  { upload, ...vault }: Vault & { upload: (publicKey: string) => string },
): Promise<Environment> {
  const keyPairs = new Map<string, KeyPair>()
  for (const [id, keyPair] of environment.keyPairs) {
    // What Docusign is still to make is imported by hand.
    const isImported = keyPair.state === 'pending' && keyPair.origin === 'docusign'
    if (keyPair.state === 'retired' || isImported || keyPair.key !== undefined) {
      keyPairs.set(id, keyPair)
      continue
    }
    const [find, make] =
      keyPair.custody === 'key'
        ? ([findKey, makeKey] as const)
        : ([findSecret, makeSecret] as const)
    const found = await find(defaultKeyName(id), vault)
    if (found !== undefined) {
      keyPairs.set(id, { ...keyPair, ...found })
      continue
    }
    const made = await make(defaultKeyName(id), vault)
    const { thumbprint } = parseRsaPublicKey(made.publicKey)
    const completed: KeyPair = {
      ...keyPair,
      key: made.id,
      thumbprint,
      ...(keyPair.state !== 'pending' && { docusignKeyPairId: upload(made.publicKey) }),
    }
    keyPairs.set(id, completed)
    const key = parseVaultObjectId(made.id, collectionOf(keyPair.custody))
    const change = { id, key, tags: ownTags(id, completed) }
    await applyKeyChange(change, vault)
  }
  return { ...environment, keyPairs }
}

/**
 * Finds the keys that an emulated environment leaves undeclared in its running vault. What the vault
 * does not have stays undeclared.
 */
export async function findEmulatedKeyPairs(
  environment: Environment,
  vault: Vault,
): Promise<Environment> {
  const keyPairs = new Map<string, KeyPair>()
  for (const [id, keyPair] of environment.keyPairs) {
    const isDeclared = keyPair.key !== undefined || keyPair.state === 'pending'
    const find = keyPair.custody === 'key' ? findKey : findSecret
    const found = isDeclared ? undefined : await find(defaultKeyName(id), vault)
    keyPairs.set(id, { ...keyPair, ...found })
  }
  return { ...environment, keyPairs }
}

// --- internal ---

interface Made {
  id: string
  publicKey: string
}

async function makeKey(name: string, vault: Vault): Promise<Made> {
  const keys = await openKeyClient(vault)
  const { id = '', key } = await keys.createRsaKey(name, { keySize: 2048, keyOps: ['sign'] })
  return { id, publicKey: parseRsaPublicKey({ ...key }).pem }
}

/** As Docusign does: it makes the key pair, and the administrator stores the PEM. */
async function makeSecret(name: string, vault: Vault): Promise<Made> {
  const secrets = await openSecretClient(vault)
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
  const { properties } = await secrets.setSecret(name, privateKey, {
    contentType: 'application/x-pem-file',
  })
  return { id: properties.id ?? '', publicKey }
}

type Found = Pick<KeyPair, 'key' | 'thumbprint'>

async function findKey(name: string, vault: Vault): Promise<Found | undefined> {
  const keys = await openKeyClient(vault)
  return unlessMissing(async () => {
    const { id, key } = await keys.getKey(name)
    return { key: id, thumbprint: parseRsaPublicKey({ ...key }).thumbprint }
  })
}

async function findSecret(name: string, vault: Vault): Promise<Found | undefined> {
  const secrets = await openSecretClient(vault)
  return unlessMissing(async () => {
    const { properties, value = '' } = await secrets.getSecret(name)
    return { key: properties.id, thumbprint: readRsaPrivateKey(value).publicKey.thumbprint }
  })
}
