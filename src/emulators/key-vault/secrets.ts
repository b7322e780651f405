import {
  type Attributes,
  changeAttributes,
  newAttributes,
  optionalObject,
  parseTags,
  type Tags,
} from './attributes.ts'
import { createObjectStore, type StoredObject } from './object-store.ts'
import { keptObjects, storedObjects } from './stored-objects.ts'
import {
  newVersionId,
  openBackup,
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

/** A secret with its values, as a backup and a kept state hold it. */
export interface SecretBackup {
  type: 'secret'
  name: string
  versions: [id: string, version: SecretVersion][]
}

export type Secrets = ReturnType<typeof createSecrets>

/** The secrets of one vault. */
export function createSecrets(vault: VaultContext) {
  const store = createObjectStore<SecretVersion>({
    ...vault,
    type: 'Secret',
    vaultName: vault.name,
  })

  /** All but the value: what lists, updates and deleted secrets show. */
  const item = (id: string, secret: SecretVersion): SecretBundle => ({
    id,
    ...(secret.contentType === undefined ? {} : { contentType: secret.contentType }),
    attributes: { ...secret.attributes, ...recoveryAttributes(vault) },
    ...(secret.tags === undefined ? {} : { tags: secret.tags }),
  })
  const { idOf, current, operations } = storedObjects(vault, store, {
    ...{ collection: 'secrets', item, bundle: item },
  })

  const toBackup = ({ name, versions }: StoredObject<SecretVersion>): SecretBackup => ({
    ...{ type: 'secret', name },
    versions: [...versions],
  })
  const fromBackup = ({ name, versions }: SecretBackup): StoredObject<SecretVersion> => ({
    name,
    versions: new Map(versions),
  })

  return {
    ...operations,
    ...keptObjects(store, toBackup, fromBackup),

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

    update(name: string, id: string | undefined, changes: unknown): SecretBundle {
      const [found, secret] = store.version(name, id)
      const input = optionalObject(changes, 'body')
      const attributes = changeAttributes(secret.attributes, input.attributes, vault.now())
      const tags = parseTags(input.tags) ?? secret.tags
      const type = contentType(input.contentType) ?? secret.contentType
      Object.assign(secret, { attributes, tags, contentType: type })
      return item(idOf(store.get(name).name, found), secret)
    },

    backup: (name: string): { value: string } => sealBackup(toBackup(store.get(name))),

    restore(input: unknown): SecretBundle {
      const object = fromBackup(openBackup(optionalObject(input, 'body').value, 'secret'))
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

function contentType(input: unknown): string | undefined {
  if (input === undefined || input === null) return undefined
  if (typeof input === 'string' && input.length <= 255) return input
  throw badParameter('Property contentType has to be text of at most 255 characters.')
}
