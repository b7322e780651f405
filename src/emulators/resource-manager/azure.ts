import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { replaceFile } from '../../files/replace-file.ts'
import type { Properties } from './values.ts'

/** The stand-in's Azure: one subscription of one tenant, kept in a JSON file. */
export interface Azure {
  tenantId: string
  subscriptionId: string
  /** By lower-case resource id. */
  resources: Record<string, AzureResource>
  /** What is deleted but can be recovered, with all that was in it; by lower-case resource id. */
  deleted: Record<string, DeletedResource>
  /** Namespaces of the resource providers that are registered; a new subscription has none of these. */
  registered: string[]
  /** Regions that are closed to this subscription. */
  closedRegions: string[]
  /** What Azure Policy denies. */
  denials: Denial[]
  /** How long a new custom role is not yet known to those who assign it, in milliseconds. */
  replicationMs: number
  /** Names of vaults and storage accounts that other customers have taken, in lower case. */
  takenNames: string[]
  /** What goes wrong, in the order in which it is tried. */
  faults: AzureFault[]
  /** How often something was written: identifiers are derived from it. */
  writes: number
}

export interface AzureResource {
  id: string
  /** `azure-native:keyvault:Vault`. */
  type: string
  /** As last written, in the form of the SDK. */
  inputs: Properties
  /** What Azure added, in the form of the SDK's outputs. */
  added: Properties
  /** What Azure never shows: of a secret's value, only a digest. */
  hidden?: Properties
}

export interface DeletedResource {
  resource: AzureResource
  /** The keys and secrets of a deleted vault. */
  contents: AzureResource[]
  /** ISO 8601 times. */
  deletedOn: string
  purgeOn: string
  /** Whether it can be purged before. */
  purgeProtected: boolean
}

/** A policy assignment with the effect "deny". */
export interface Denial {
  /** Of the policy. */
  name: string
  /** `azure-native:keyvault:Key` */
  type: string
  /** What inputs must have, such as `properties.attributes.expires`; absent: no such resource at all. */
  demands?: string
}

/** What goes wrong, with which operations, and how often. */
export interface AzureFault {
  operation: 'create' | 'read' | 'update' | 'delete' | '*'
  /** `azure-native:keyvault:Vault`; absent: any. */
  type?: string
  /** The resource's name in Azure, the last part of its id; absent: any. */
  name?: string
  /** Wait this long first, in milliseconds. */
  delayMs?: number
  /** Fail with this status; absent: only wait. 408, 429 and 5xx are tried again, as the plugin does. */
  status?: number
  /** Default: what Azure says with that status. */
  code?: string
  message?: string
  /**
   * `before` (default): nothing has happened yet. `middle`: Azure has taken the request and then fails, so
   * the resource exists, incomplete. `lost`: the same, and nobody hears the answer: the process ends.
   */
  when?: 'before' | 'middle' | 'lost'
  /** How many operations it meets before it is used up; absent: all of them. */
  times?: number
}

/** An Azure with nothing in it. */
export function emptyAzure(options: { tenantId?: string; subscriptionId?: string } = {}): Azure {
  return {
    tenantId: options.tenantId ?? '7e4b1c52-0d3a-4f86-9c27-5a1e8b6d3f90',
    subscriptionId: options.subscriptionId ?? '3c9d5e17-8a2b-4c60-b1f4-d07e92a6c835',
    resources: {},
    deleted: {},
    registered: [],
    closedRegions: [],
    denials: [],
    replicationMs: 0,
    takenNames: [],
    faults: [],
    writes: 0,
  }
}

/**
 * Reads the Azure in a file (an empty one when there is no file), lets it be changed, and writes it back
 * when it was. Nothing is written when `change` throws. Several processes may do so at once.
 *
 * Tests change things behind Pulumi's back with it.
 *
 * @example
 * editAzure(file, (azure) => {
 *   changeResource(azure, 'kv-contoso-sign-demo', { properties: { publicNetworkAccess: 'Enabled' } })
 *   azure.faults.push({ operation: 'create', type: 'azure-native:keyvault:Key', status: 429, times: 1 })
 * })
 */
export function editAzure<T>(file: string, change: (azure: Azure) => T): T {
  const unlock = lock(`${file}.lock`)
  try {
    const before = readOrEmpty(file)
    const azure: Azure = before === '' ? emptyAzure() : JSON.parse(before)
    const result = change(azure)
    const after = `${JSON.stringify(azure, null, 2)}\n`
    if (after !== before) replaceFile(file, after)
    return result
  } finally {
    unlock()
  }
}

/** A GUID that is the same for the same parts. */
export function guidOf(...parts: (string | number)[]): string {
  const hash = createHash('sha256').update(parts.join('\n')).digest('hex')
  return hash.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')
}

// --- internal ---

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

/** Waits until no other process has the file; what a killed process left behind counts for ten seconds. */
function lock(path: string): () => void {
  mkdirSync(dirname(path), { recursive: true })
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (;;) {
    try {
      closeSync(openSync(path, 'wx'))
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > 10_000) rmSync(path, { force: true })
    Atomics.wait(pause, 0, 0, 5)
  }
}
