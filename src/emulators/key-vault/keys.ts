import {
  type Attributes,
  changeAttributes,
  newAttributes,
  optionalObject,
  parseTags,
  type SettableAttributes,
  type Tags,
} from './attributes.ts'
import { type EcKey, generateEcKey, restoreEcKey, signEcDigest, verifyEcDigest } from './ec-key.ts'
import { createObjectStore, newest, type StoredObject } from './object-store.ts'
import {
  decrypt,
  encrypt,
  generateRsaKey,
  importRsaKey,
  type RsaKey,
  restoreRsaKey,
  signDigest,
  verifyDigest,
} from './rsa-key.ts'
import { keptObjects, storedObjects } from './stored-objects.ts'
import {
  newVersionId,
  openBackup,
  recoveryAttributes,
  sealBackup,
  type VaultContext,
} from './vault-context.ts'
import { badParameter, forbidden } from './vault-error.ts'

/** A key as the service shows it: never with a private member. */
export interface KeyBundle {
  key: { kid: string; kty: string; key_ops: string[] } & PublicMembers
  attributes: Attributes & { recoveryLevel: string; recoverableDays: number }
  tags?: Tags
}

/** What is public of a key, by its type. */
export type PublicMembers = Pick<RsaKey, 'n' | 'e'> | Pick<EcKey, 'crv' | 'x' | 'y'>

/** How a key can be made in process, without HTTP and without role checks. */
export interface CreateKeyOptions {
  kty?: string
  /** Of RSA, in bits. */
  key_size?: number
  /** Of EC: `P-256`. */
  crv?: string
  key_ops?: string[]
  attributes?: SettableAttributes
  tags?: Tags
}

/** A key with its private half, as a backup and a kept state hold it. */
export interface KeyBackup {
  type: 'key'
  name: string
  versions: [id: string, version: Omit<KeyVersion, 'material'> & { pkcs8: string }][]
}

export type Keys = ReturnType<typeof createKeys>

/** The keys of one vault. Times are seconds, binary values base64url, both as on the wire. */
export function createKeys(vault: VaultContext) {
  const store = createObjectStore<KeyVersion>({
    ...vault,
    type: 'Key',
    vaultName: vault.name,
  })
  const policies = new WeakMap<StoredObject<KeyVersion>, RotationPolicy>()

  const shown = (key: KeyVersion) => ({
    attributes: { ...key.attributes, ...recoveryAttributes(vault) },
    ...(key.tags === undefined ? {} : { tags: key.tags }),
  })
  const bundle = (kid: string, key: KeyVersion): KeyBundle => ({
    key: { kid, kty: key.kty, key_ops: key.ops, ...publicMembers(key.material) },
    ...shown(key),
  })
  const {
    idOf: kid,
    current,
    operations,
  } = storedObjects(vault, store, {
    collection: 'keys',
    item: (kid: string, key) => ({ kid, ...shown(key) }),
    bundle,
  })
  const add = (name: string, version: KeyVersion): KeyBundle => {
    const id = newVersionId()
    return bundle(kid(store.add(name, id, version).name, id), version)
  }

  /** Refuses what the service refuses: the state of the key, its time window, its operations. */
  const usable = (
    name: string,
    id: string | undefined,
    operation: KeyOperation,
  ): [string, KeyMaterial] => {
    const [found, { attributes, ops, material }] = store.version(name, id)
    const { usesPrivate, needsWindow } = keyOperations[operation]
    if (usesPrivate && !attributes.enabled) {
      throw forbidden(`Operation ${operation} is not allowed on a disabled key.`, 'KeyDisabled')
    }
    if (needsWindow && attributes.nbf !== undefined && vault.now() < attributes.nbf) {
      throw forbidden(
        `Operation ${operation} is not allowed on a key that is not yet valid.`,
        'KeyNotYetValid',
      )
    }
    if (needsWindow && attributes.exp !== undefined && vault.now() >= attributes.exp) {
      throw forbidden(`Operation ${operation} is not allowed on an expired key.`, 'KeyExpired')
    }
    if (!ops.includes(operation)) {
      throw forbidden(
        `Operation ${operation} is not permitted on this key.`,
        'KeyOperationForbidden',
      )
    }
    return [kid(store.get(name).name, found), material]
  }
  const ciphering =
    (operation: 'encrypt' | 'decrypt' | 'wrapKey' | 'unwrapKey') =>
    (name: string, id: string | undefined, input: unknown): { kid: string; value: string } => {
      const [kid, material] = usable(name, id, operation)
      const { alg, value } = optionalObject(input, 'body')
      if (isEc(material)) {
        throw badParameter(`Operation ${operation} is not supported for a key of type EC.`)
      }
      const run = keyOperations[operation].usesPrivate ? decrypt : encrypt
      return { kid, value: run(material, String(alg), bytes(value, 'value')).toString('base64url') }
    }

  const toBackup = (object: StoredObject<KeyVersion>): KeyBackup => ({
    type: 'key',
    name: object.name,
    versions: [...object.versions].map(([id, { material, ...rest }]) => [
      id,
      {
        ...rest,
        pkcs8: material.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url'),
      },
    ]),
  })
  const fromBackup = ({ name, versions }: KeyBackup): StoredObject<KeyVersion> => ({
    name,
    versions: new Map(
      versions.map(([id, { pkcs8, ...rest }]) => [
        id,
        { ...rest, material: restore(rest.kty, Buffer.from(pkcs8, 'base64url')) },
      ]),
    ),
  })

  return {
    ...operations,
    ...keptObjects(store, toBackup, fromBackup),

    /** Makes a key, or a further version when the name is taken. */
    async create(name: string, options: CreateKeyOptions = {}): Promise<KeyBundle> {
      store.checkName(name)
      const input: Record<string, unknown> = { ...optionalObject(options, 'body') }
      const kty = keyType(input.kty ?? 'RSA')
      const size = input.key_size ?? 2048
      if (typeof size !== 'number') throw badParameter('Property key_size is invalid.')
      const ops = keyOps(input.key_ops, kty)
      const attributes = newAttributes(input.attributes, vault.now())
      const tags = parseTags(input.tags)
      const material = kty.startsWith('EC')
        ? await generateEcKey(input.crv)
        : await generateRsaKey(size)
      return add(name, { material, kty, ops, attributes, tags })
    },

    /** Takes in a private JSON Web Key; an existing name gets a further version. */
    import(name: string, options: unknown): KeyBundle {
      store.checkName(name)
      const input = optionalObject(options, 'body')
      const jwk = optionalObject(input.key, 'key')
      const kty = keyType(jwk.kty)
      if (kty.startsWith('EC')) throw badParameter('The emulator imports keys of type RSA only.')
      return add(name, {
        material: importRsaKey(jwk),
        kty: input.Hsm === true ? 'RSA-HSM' : kty,
        ops: keyOps(jwk.key_ops, kty),
        attributes: newAttributes(input.attributes, vault.now()),
        tags: parseTags(input.tags),
      })
    },

    get(name: string, id?: string): KeyBundle {
      const [found, version] = store.version(name, id)
      return bundle(kid(store.get(name).name, found), version)
    },

    update(name: string, id: string | undefined, changes: unknown): KeyBundle {
      const [found, version] = store.version(name, id)
      const input = optionalObject(changes, 'body')
      const attributes = changeAttributes(version.attributes, input.attributes, vault.now())
      const ops = input.key_ops === undefined ? version.ops : keyOps(input.key_ops, version.kty)
      const tags = parseTags(input.tags) ?? version.tags
      Object.assign(version, { attributes, ops, tags })
      return bundle(kid(store.get(name).name, found), version)
    },

    backup: (name: string): { value: string } => sealBackup(toBackup(store.get(name))),

    restore(input: unknown): KeyBundle {
      const object = fromBackup(openBackup(optionalObject(input, 'body').value, 'key'))
      store.put(object)
      return current(object)
    },

    /** A further version with new material, alike in all else. */
    async rotate(name: string): Promise<KeyBundle> {
      const object = store.get(name)
      const [, { attributes: _, material, ...alike }] = newest(object)
      const lifetime = policies.get(object)?.attributes.expiryTime
      const next = newAttributes(
        lifetime === undefined ? {} : { exp: addDuration(vault.now(), lifetime) },
        vault.now(),
      )
      return add(name, {
        ...alike,
        attributes: next,
        material: isEc(material)
          ? await generateEcKey(material.crv)
          : await generateRsaKey(material.size),
      })
    },

    getRotationPolicy(name: string) {
      const object = store.get(name)
      return {
        id: `${kid(object.name)}/rotationpolicy`,
        ...(policies.get(object) ?? { lifetimeActions: [notify], attributes: {} }),
      }
    },

    /** Keeps the policy. Time alone does not rotate a key in the emulator: {@link rotate} does. */
    setRotationPolicy(name: string, input: unknown) {
      const object = store.get(name)
      const { attributes, lifetimeActions } = optionalObject(input, 'body')
      const { expiryTime } = optionalObject(attributes, 'attributes')
      if (typeof expiryTime === 'string') addDuration(0, expiryTime)
      const actions: unknown[] = Array.isArray(lifetimeActions) ? lifetimeActions : []
      const notifies = actions.some((entry) => {
        const { action } = optionalObject(entry, 'lifetimeActions')
        return /^notify$/i.test(String(optionalObject(action, 'action').type))
      })
      const policy: RotationPolicy = {
        lifetimeActions: notifies ? actions : [...actions, notify],
        attributes: {
          ...(typeof expiryTime === 'string' ? { expiryTime } : {}),
          created: policies.get(object)?.attributes.created ?? vault.now(),
          updated: vault.now(),
        },
      }
      policies.set(object, policy)
      return { id: `${kid(object.name)}/rotationpolicy`, ...policy }
    },

    sign(name: string, id: string | undefined, input: unknown): { kid: string; value: string } {
      const [kid, material] = usable(name, id, 'sign')
      const { alg, value } = optionalObject(input, 'body')
      const digest = bytes(value, 'value')
      const signature = isEc(material)
        ? signEcDigest(material, String(alg), digest)
        : signDigest(material, String(alg), digest)
      return { kid, value: signature.toString('base64url') }
    },

    verify(name: string, id: string | undefined, input: unknown): { value: boolean } {
      const [, material] = usable(name, id, 'verify')
      const { alg, digest, value } = optionalObject(input, 'body')
      const [expected, signature] = [bytes(digest, 'digest'), bytes(value, 'value')]
      return {
        value: isEc(material)
          ? verifyEcDigest(material, String(alg), expected, signature)
          : verifyDigest(material, String(alg), expected, signature),
      }
    },

    encrypt: ciphering('encrypt'),
    decrypt: ciphering('decrypt'),
    wrapKey: ciphering('wrapKey'),
    unwrapKey: ciphering('unwrapKey'),
  }
}

// --- internal ---

type KeyMaterial = RsaKey | EcKey

interface KeyVersion {
  material: KeyMaterial
  kty: string
  ops: string[]
  attributes: Attributes
  tags: Tags | undefined
}

interface RotationPolicy {
  lifetimeActions: unknown[]
  attributes: { expiryTime?: string; created?: number; updated?: number }
}

/** What the service adds to every policy that names no notification. */
const notify = { trigger: { timeBeforeExpiry: 'P30D' }, action: { type: 'Notify' } }

/**
 * Disabled keys refuse what needs the private half; the window from `nbf` to `exp` binds all but
 * `decrypt`, `unwrapKey` and `verify` ("about keys", Microsoft's documentation).
 */
const keyOperations = {
  encrypt: { usesPrivate: false, needsWindow: true },
  decrypt: { usesPrivate: true, needsWindow: false },
  sign: { usesPrivate: true, needsWindow: true },
  verify: { usesPrivate: false, needsWindow: false },
  wrapKey: { usesPrivate: false, needsWindow: true },
  unwrapKey: { usesPrivate: true, needsWindow: false },
}
type KeyOperation = keyof typeof keyOperations

function keyType(input: unknown): string {
  if (typeof input === 'string' && /^(RSA|EC)(-HSM)?$/.test(input)) return input
  throw badParameter(
    `Key type ${String(input)} is not supported; the emulator has RSA, RSA-HSM, EC and EC-HSM.`,
  )
}

function isEc(material: KeyMaterial): material is EcKey {
  return 'crv' in material
}

function publicMembers(material: KeyMaterial): PublicMembers {
  return isEc(material)
    ? { crv: material.crv, x: material.x, y: material.y }
    : { n: material.n, e: material.e }
}

function restore(kty: string, pkcs8: Buffer): KeyMaterial {
  return kty.startsWith('EC') ? restoreEcKey(pkcs8) : restoreRsaKey(pkcs8)
}

function keyOps(input: unknown, kty: string): string[] {
  const legal = kty.startsWith('EC') ? ['sign', 'verify'] : Object.keys(keyOperations)
  if (input === undefined || input === null) return legal
  const ops: unknown[] = Array.isArray(input) ? input : [input]
  return ops.map((op) => {
    if (typeof op === 'string' && legal.includes(op)) return op
    throw badParameter(`Key operation ${String(op)} is not supported for a key of type ${kty}.`)
  })
}

function bytes(input: unknown, property: string): Buffer {
  if (typeof input === 'string' && /^[\w-]+=*$/.test(input)) return Buffer.from(input, 'base64url')
  throw badParameter(`Property ${property} has to be base64url.`)
}

/** Adds an ISO 8601 duration of years, months and days to a time in seconds. */
function addDuration(seconds: number, duration: string): number {
  const match = /^P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/.exec(duration)
  if (match === null) throw badParameter('Property expiryTime is not an ISO 8601 duration.')
  const [years, months, days] = [1, 2, 3].map((group) => Number(match[group] ?? 0))
  const date = new Date(seconds * 1000)
  date.setUTCFullYear(
    date.getUTCFullYear() + (years ?? 0),
    date.getUTCMonth() + (months ?? 0),
    date.getUTCDate() + (days ?? 0),
  )
  return date.getTime() / 1000
}
