import {
  type Attributes,
  changeAttributes,
  newAttributes,
  optionalObject,
  parseTags,
  type Tags,
} from './attributes.ts'
import { createObjectStore, newest, type StoredObject } from './object-store.ts'
import {
  newVersionId,
  openBackup,
  page,
  recoveryAttributes,
  sealBackup,
  type VaultContext,
} from './vault-context.ts'
import { badParameter, forbidden } from './vault-error.ts'

/** A secret as the service shows it. */
export interface SecretBundle {
  id: string
  value?: string
  contentType?: string
  attributes: Attributes & { recoveryLevel: string; recoverableDays: number }
  tags?: Tags
}

export type Secrets = ReturnType<typeof createSecrets>

/** The secrets of one vault. */
export function createSecrets(vault: VaultContext) {
  const store = createObjectStore<SecretVersion>({
    ...vault,
    type: 'Secret',
    vaultName: vault.name,
  })

  const idOf = (name: string, version?: string) =>
    `${vault.url}/secrets/${name}${version === undefined ? '' : `/${version}`}`
  /** All but the value: what lists, updates and deleted secrets show. */
  const item = (id: string, secret: SecretVersion): SecretBundle => ({
    id,
    ...(secret.contentType === undefined ? {} : { contentType: secret.contentType }),
    attributes: { ...secret.attributes, ...recoveryAttributes(vault) },
    ...(secret.tags === undefined ? {} : { tags: secret.tags }),
  })
  const current = (object: StoredObject<SecretVersion>): SecretBundle => {
    const [id, secret] = newest(object)
    return item(idOf(object.name, id), secret)
  }
  const deletion = ({ name, deletion }: StoredObject<SecretVersion>) => ({
    recoveryId: `${vault.url}/deletedsecrets/${name}`,
    ...deletion,
  })

  return {
    /** Sets the value, as a further version when the name is taken. */
    set(name: string, options: unknown): SecretBundle {
      store.checkName(name)
      const input = optionalObject(options, 'body')
      const { value } = input
      if (typeof value !== 'string') throw badParameter('Property value is missing or no text.')
      if (Buffer.byteLength(value) > 25_600) {
        throw badParameter('The value of a secret can have at most 25600 bytes (25 KB).')
      }
      const id = newVersionId()
      const secret: SecretVersion = {
        value,
        contentType: contentType(input.contentType),
        attributes: newAttributes(input.attributes, vault.now()),
        tags: parseTags(input.tags),
      }
      const object = store.add(name, id, secret)
      return { value, ...item(idOf(object.name, id), secret) }
    },

    /** The value; refused for a disabled version, but not outside its time window. */
    get(name: string, id?: string): SecretBundle {
      const [found, secret] = store.version(name, id)
      if (!secret.attributes.enabled) {
        throw forbidden('Operation get is not allowed on a disabled secret.', 'SecretDisabled')
      }
      return { value: secret.value, ...item(idOf(store.get(name).name, found), secret) }
    },

    /** Whether the name is taken, and if so by what: the name of a deleted one stays blocked. */
    status: store.status,

    /** The names of the secrets, sorted. */
    names: (which: 'live' | 'deleted') => store.list(which).map(({ name }) => name),

    update(name: string, id: string | undefined, changes: unknown): SecretBundle {
      const [found, secret] = store.version(name, id)
      const input = optionalObject(changes, 'body')
      const attributes = changeAttributes(secret.attributes, input.attributes, vault.now())
      const tags = parseTags(input.tags) ?? secret.tags
      const type = contentType(input.contentType) ?? secret.contentType
      Object.assign(secret, { attributes, tags, contentType: type })
      return item(idOf(store.get(name).name, found), secret)
    },

    list: (url: URL) =>
      page(
        store.list('live').map((object) => item(idOf(object.name), newest(object)[1])),
        ({ id }) => id,
        { url, vaultUrl: vault.url },
      ),

    /** Sorted by id, as the service does it: the order says nothing of the age. */
    listVersions: (name: string, url: URL) => {
      const object = store.get(name)
      return page(
        [...object.versions]
          .map(([id, secret]) => item(idOf(object.name, id), secret))
          .sort((a, b) => (a.id < b.id ? -1 : 1)),
        ({ id }) => id,
        { url, vaultUrl: vault.url },
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

    listDeleted: (url: URL) =>
      page(
        store.list('deleted').map((object) => ({
          ...deletion(object),
          ...item(idOf(object.name), newest(object)[1]),
        })),
        ({ id }) => id,
        { url, vaultUrl: vault.url },
      ),

    recover: (name: string): SecretBundle => current(store.recover(name)),

    purge: store.purge,

    backup(name: string): { value: string } {
      const object = store.get(name)
      return sealBackup({
        type: 'secret',
        name: object.name,
        versions: [...object.versions],
      } satisfies SecretBackup)
    },

    restore(input: unknown): SecretBundle {
      const backup = openBackup<SecretBackup>(optionalObject(input, 'body').value, 'secret')
      const object = { name: backup.name, versions: new Map(backup.versions) }
      store.put(object)
      return current(object)
    },
  }
}

// --- internal ---

interface SecretVersion {
  value: string
  contentType: string | undefined
  attributes: Attributes
  tags: Tags | undefined
}

interface SecretBackup {
  type: 'secret'
  name: string
  versions: [id: string, version: SecretVersion][]
}

function contentType(input: unknown): string | undefined {
  if (input === undefined || input === null) return undefined
  if (typeof input === 'string' && input.length <= 255) return input
  throw badParameter('Property contentType has to be text of at most 255 characters.')
}
