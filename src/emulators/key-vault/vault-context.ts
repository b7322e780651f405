import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { badParameter } from './vault-error.ts'

/** What the keys and the secrets of one vault share. */
export interface VaultContext {
  /** `https://localhost:PORT`, the start of every id. */
  url: string
  name: string
  /** Seconds since the epoch, by the emulator's clock. */
  now: () => number
  retentionDays: number
  purgeProtection: boolean
}

/** The attributes by which the service says how a deleted object can be got back. */
export function recoveryAttributes({ retentionDays, purgeProtection }: VaultContext) {
  const level = retentionDays === 90 ? 'Recoverable' : 'CustomizedRecoverable'
  return {
    recoveryLevel: purgeProtection ? level : `${level}+Purgeable`,
    recoverableDays: retentionDays,
  }
}

/** A new version's id: 32 hexadecimal digits. */
export function newVersionId(): string {
  return randomBytes(16).toString('hex')
}

/** One page of a list: at most 25 items, and where the next page is. */
export function page<Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  request: { url: URL; vaultUrl: string },
): { value: Item[]; nextLink: string | null } {
  const { searchParams, pathname } = request.url
  const size = Number(searchParams.get('maxresults') ?? 25)
  if (!Number.isInteger(size) || size < 1 || size > 25) {
    throw badParameter('Invalid value for query parameter maxresults: it must be from 1 to 25.')
  }
  const marker = searchParams.get('$skiptoken')
  const after = marker === null ? '' : Buffer.from(marker, 'base64url').toString('utf8')
  const rest = items.filter((item) => idOf(item) > after)
  const value = rest.slice(0, size)
  const last = value.at(-1)
  if (last === undefined || rest.length <= size) return { value, nextLink: null }
  const next = new URL(pathname, request.vaultUrl)
  next.searchParams.set('api-version', searchParams.get('api-version') ?? '')
  next.searchParams.set('$skiptoken', Buffer.from(idOf(last)).toString('base64url'))
  next.searchParams.set('maxresults', String(size))
  return { value, nextLink: next.href }
}

/** Seals a backup: only the emulators of this process can read it, as with one subscription. */
export function sealBackup(content: object): { value: string } {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', backupKey, iv)
  const sealed = [cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]
  return { value: Buffer.concat([iv, ...sealed, cipher.getAuthTag()]).toString('base64url') }
}

/** Opens what {@link sealBackup} made of the same type of object. */
export function openBackup<Content extends { type: string }>(
  value: unknown,
  type: Content['type'],
): Content {
  try {
    const blob = Buffer.from(String(value), 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', backupKey, blob.subarray(0, 12))
    decipher.setAuthTag(blob.subarray(-16))
    const text = decipher.update(blob.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8')
    const content = JSON.parse(text) as Content
    if (content.type === type) return content
  } catch {
    // Falls through: the service tells no more either.
  }
  throw badParameter(`Backup blob contains invalid or corrupt ${type} data.`)
}

// --- internal ---

const backupKey = randomBytes(32)
