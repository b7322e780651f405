import { newest, type ObjectStore, type StoredObject } from './object-store.ts'
import { page, type VaultContext } from './vault-context.ts'

/** An object as a state that is kept holds it. */
export interface KeptObject<Backup> {
  backup: Backup
  deletion?: NonNullable<StoredObject<unknown>['deletion']>
}

/** How all objects of one type are written down, and got back: with their versions, deleted ones included. */
export function keptObjects<Version, Backup extends object>(
  store: ObjectStore<Version>,
  toBackup: (object: StoredObject<Version>) => Backup,
  fromBackup: (backup: Backup) => StoredObject<Version>,
) {
  return {
    keep: (): KeptObject<Backup>[] =>
      [...store.list('live'), ...store.list('deleted')].map((object) => ({
        backup: toBackup(object),
        ...(object.deletion && { deletion: object.deletion }),
      })),
    /** Takes in what was kept; its names have to be free. */
    takeIn(kept: readonly KeptObject<Backup>[]) {
      for (const { backup, deletion } of kept) {
        store.put({ ...fromBackup(backup), ...(deletion && { deletion }) })
      }
    },
  }
}

/** How objects of one type are shown. */
export interface Shown<Version, Item extends object, Bundle extends object> {
  collection: 'keys' | 'secrets'
  /** As lists show it. */
  item(id: string, version: Version): Item
  /** As it is shown on its own. */
  bundle(id: string, version: Version): Bundle
}

/**
 * What keys and secrets have in common: lists in pages, and soft delete.
 *
 * @returns the operations, and how an object's id and its newest version are shown.
 */
export function storedObjects<Version, Item extends object, Bundle extends object>(
  vault: VaultContext,
  store: ObjectStore<Version>,
  { collection, item, bundle }: Shown<Version, Item, Bundle>,
) {
  const idOf = (name: string, version?: string) =>
    `${vault.url}/${collection}/${name}${version === undefined ? '' : `/${version}`}`
  const current = (object: StoredObject<Version>): Bundle => {
    const [id, version] = newest(object)
    return bundle(idOf(object.name, id), version)
  }
  const deletion = ({ name, deletion }: StoredObject<Version>) => ({
    recoveryId: `${vault.url}/deleted${collection}/${name}`,
    ...deletion,
  })
  const listed = (items: { id: string; shown: object }[], url: URL) => {
    const { value, nextLink } = page(items, ({ id }) => id, { url, vaultUrl: vault.url })
    return { value: value.map(({ shown }) => shown), nextLink }
  }
  const listedNewest = (object: StoredObject<Version>) => {
    const id = idOf(object.name)
    return { id, shown: item(id, newest(object)[1]) }
  }

  return {
    idOf,
    current,
    operations: {
      /** Whether the name is taken, and if so by what: the name of a deleted object stays blocked. */
      status: store.status,

      /** The names of the objects, sorted. */
      names: (which: 'live' | 'deleted') => store.list(which).map(({ name }) => name),

      list: (url: URL) => listed(store.list('live').map(listedNewest), url),

      /** Sorted by id, as the service does it: the order says nothing of the age. */
      listVersions(name: string, url: URL) {
        // Of a name that nothing has, an empty page: not 404.
        if (store.status(name) !== 'live') return listed([], url)
        const object = store.get(name)
        const versions = [...object.versions].map(([version, value]) => {
          const id = idOf(object.name, version)
          return { id, shown: item(id, value) }
        })
        return listed(
          versions.sort((a, b) => (a.id < b.id ? -1 : 1)),
          url,
        )
      },

      remove(name: string) {
        const object = store.remove(name)
        return { ...deletion(object), ...current(object) }
      },

      getDeleted(name: string) {
        const object = store.getDeleted(name)
        return { ...deletion(object), ...current(object) }
      },

      listDeleted(url: URL) {
        const items = store.list('deleted').map((object) => {
          const { id, shown } = listedNewest(object)
          return { id, shown: { ...deletion(object), ...shown } }
        })
        return listed(items, url)
      },

      recover: (name: string): Bundle => current(store.recover(name)),

      purge: store.purge,
    },
  }
}
