import { badParameter, VaultError } from './vault-error.ts'

/** A key or a secret: a name with versions, the newest last, and a mark once it is deleted. */
export interface StoredObject<Version> {
  name: string
  versions: Map<string, Version>
  /** Times in seconds since the epoch. */
  deletion?: { deletedDate: number; scheduledPurgeDate: number }
}

/** The newest version of an object, with its id. */
export function newest<Version>({
  name,
  versions,
}: StoredObject<Version>): [id: string, version: Version] {
  const entry = [...versions].at(-1)
  if (entry === undefined) throw new TypeError(`${name} has no version`)
  return entry
}

/** Where the objects of one type are, and what soft delete lets happen to them. */
export interface ObjectStore<Version> {
  /** Adds a version, and the object when the name is free. */
  add(name: string, id: string, version: Version): StoredObject<Version>
  /** Puts a whole object back, as restoring a backup does; throws 409 when the name is taken. */
  put(object: StoredObject<Version>): void
  /** The object that is not deleted; throws 404. */
  get(name: string): StoredObject<Version>
  /** One version, the newest when none is named; throws 404. */
  version(name: string, id?: string): [id: string, version: Version]
  /** The deleted object; throws 404. */
  getDeleted(name: string): StoredObject<Version>
  remove(name: string): StoredObject<Version>
  recover(name: string): StoredObject<Version>
  purge(name: string): void
  status(name: string): 'live' | 'deleted' | undefined
  /** Sorted by name. */
  list(which: 'live' | 'deleted'): StoredObject<Version>[]
  /** Throws 400 for a name that no object may have and 409 for the name of a deleted one. */
  checkName(name: string): void
}

/** Throws 400 for a name that no object can have, whatever is asked about it. */
export function checkObjectName(name: string): void {
  if (/^[0-9a-zA-Z-]{1,127}$/.test(name)) return
  throw badParameter(
    `The request URI contains an invalid name: ${name.replace(/[^\x20-\x7e]/g, '?')}`,
  )
}

/**
 * An empty store.
 *
 * @param type as the service's messages and error codes call it.
 * @param now seconds since the epoch: what is past its purge date is gone.
 */
export function createObjectStore<Version>(options: {
  type: 'Key' | 'Secret'
  now: () => number
  retentionDays: number
  purgeProtection: boolean
  vaultName: string
}): ObjectStore<Version> {
  const { type, now } = options
  const noun = type.toLowerCase()
  // Names are case-insensitive, and shown as they were first written.
  const objects = new Map<string, StoredObject<Version>>()

  const find = (name: string): StoredObject<Version> | undefined => {
    const object = objects.get(name.toLowerCase())
    if (object?.deletion === undefined || object.deletion.scheduledPurgeDate > now()) return object
    objects.delete(name.toLowerCase())
    return undefined
  }
  const notFound = (id: string) =>
    new VaultError(
      404,
      `${type}NotFound`,
      `A ${noun} with (name/id) ${id} was not found in this key vault. If you recently deleted ` +
        `this ${noun} you may be able to recover it using the correct recovery command. For help ` +
        'resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182',
    )

  const store: ObjectStore<Version> = {
    checkName(name) {
      checkObjectName(name)
      if (find(name)?.deletion !== undefined) {
        throw new VaultError(
          409,
          'Conflict',
          `${type} ${name} is currently in a deleted but recoverable state, and its name cannot ` +
            `be reused; in this state, the ${noun} can only be recovered or purged.`,
          'ObjectIsDeletedButRecoverable',
        )
      }
    },
    add(name, id, version) {
      store.checkName(name)
      const object = find(name) ?? { name, versions: new Map<string, Version>() }
      object.versions.set(id, version)
      objects.set(name.toLowerCase(), object)
      return object
    },
    put(object) {
      store.checkName(object.name)
      if (find(object.name) !== undefined) {
        throw new VaultError(409, 'Conflict', `${type} ${object.name} already exists.`)
      }
      objects.set(object.name.toLowerCase(), object)
    },
    get(name) {
      const object = find(name)
      if (object === undefined || object.deletion !== undefined) throw notFound(name)
      return object
    },
    version(name, id) {
      const object = store.get(name)
      if (id === undefined) return newest(object)
      const version = object.versions.get(id)
      if (version === undefined) throw notFound(`${name}/${id}`)
      return [id, version]
    },
    getDeleted(name) {
      const object = find(name)
      if (object?.deletion === undefined) {
        throw new VaultError(404, `${type}NotFound`, `Deleted ${type} not found: ${name}`)
      }
      return object
    },
    remove(name) {
      const object = store.get(name)
      object.deletion = {
        deletedDate: now(),
        scheduledPurgeDate: now() + options.retentionDays * 86_400,
      }
      return object
    },
    recover(name) {
      const object = store.getDeleted(name)
      delete object.deletion
      return object
    },
    purge(name) {
      store.getDeleted(name)
      if (options.purgeProtection) {
        throw new VaultError(
          403,
          'Forbidden',
          'Operation "purge" is not allowed because purge protection is enabled for this vault. ' +
            'Key Vault service will automatically purge it after the retention period has ' +
            `passed.\r\nVault: ${options.vaultName};location=local`,
        )
      }
      objects.delete(name.toLowerCase())
    },
    status(name) {
      const object = find(name)
      if (object === undefined) return undefined
      return object.deletion === undefined ? 'live' : 'deleted'
    },
    list: (which) =>
      [...objects.values()]
        .filter(({ name }) => store.status(name) === which)
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
  return store
}
