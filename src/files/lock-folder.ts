import { randomUUID } from 'node:crypto'
import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { IkctlError } from '../ikctl-error.ts'
import { writing } from './file-not-written.ts'
import { removeDraft, temporaryBeside } from './replace-file.ts'

/** Who edits the files of a folder. */
export interface LockOwner {
  /** Of the process. */
  pid: number
  host: string
  /** Epoch milliseconds. */
  since: number
  /** Tells two locks of one process apart. */
  token: string
}

/** Thrown by {@link lockFolder} while another process edits the files of the folder. */
export class FolderLocked extends IkctlError {
  static readonly code = 'ERR_FOLDER_LOCKED'
  readonly code = FolderLocked.code
  /** Absent when the lock could not be read. */
  readonly owner?: LockOwner

  constructor(lock: string, owner: LockOwner | undefined, now: number) {
    const who =
      owner === undefined
        ? 'another process'
        : `process ${owner.pid} on ${owner.host}, for ${Math.max(0, Math.round((now - owner.since) / 1000))} s,`
    super(
      `${who} is editing these files: run this again when it has ended. Nothing was changed. If no such process exists, delete ${lock}`,
    )
    if (owner !== undefined) this.owner = owner
  }
}

/**
 * Locks a folder for one process at a time, so that what it read there is still true when it writes. The
 * lock of a process of this machine that has ended is taken over.
 *
 * @param folder made when it is missing.
 * @param now epoch milliseconds, for the lock's age.
 * @returns what releases it.
 * @throws {FolderLocked} when another process has it.
 * @throws {FileNotWritten} when the folder cannot be written to.
 */
export function lockFolder(folder: string, now: number): () => void {
  const lock = join(folder, lockName)
  const owner: LockOwner = { pid: process.pid, host: hostname(), since: now, token: randomUUID() }
  writing(lock, () => mkdirSync(folder, { recursive: true }))
  if (!create(lock, owner)) {
    const present = readOwner(lock)
    if (!isStale(lock, present) || !takeOver(lock, owner)) {
      throw new FolderLocked(lock, readOwner(lock) ?? present, now)
    }
  }
  return () => {
    if (readOwner(lock)?.token === owner.token) rmSync(lock, { force: true })
  }
}

/**
 * Runs something while the folder is locked, see {@link lockFolder}.
 *
 * @param options `waitMs`: how long to wait for another process to release it.
 */
export async function withFolderLock<T>(
  folder: string,
  { now, waitMs = 0 }: { now: () => number; waitMs?: number },
  action: () => T | Promise<T>,
): Promise<T> {
  const release = await lockInTime(folder, now, waitMs)
  try {
    return await action()
  } finally {
    release()
  }
}

// --- internal ---

const pollMs = 50

async function lockInTime(folder: string, now: () => number, waitMs: number): Promise<() => void> {
  for (let waited = 0; ; waited += pollMs) {
    try {
      return lockFolder(folder, now())
    } catch (error) {
      if (!(error instanceof FolderLocked) || waited >= waitMs) throw error
      await setTimeout(pollMs)
    }
  }
}

/** A dot file is no configuration, and what ends in `.tmp` is not committed. */
const lockName = '.ikctl-lock.tmp'

/** Locks without an owner that are older than this are leftovers. */
const unreadableMs = 10_000

/**
 * Makes a lock that is complete from its first moment on: a process that is killed here leaves none, or one
 * that names it.
 *
 * @returns whether there was none.
 */
function create(lock: string, owner: LockOwner): boolean {
  return writing(lock, () => {
    const draft = temporaryBeside(lock)
    try {
      writeFileSync(draft, JSON.stringify(owner), { flag: 'wx' })
      return linked(draft, lock)
    } finally {
      removeDraft(draft)
    }
  })
}

function linked(draft: string, lock: string): boolean {
  try {
    linkSync(draft, lock)
    return true
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EEXIST') return false
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error
  }
  // A file system without links.
  try {
    copyFileSync(draft, lock, constants.COPYFILE_EXCL)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function readOwner(lock: string): LockOwner | undefined {
  try {
    const { pid, host, since, token } = JSON.parse(readFileSync(lock, 'utf8')) as Partial<LockOwner>
    if (typeof pid !== 'number' || typeof host !== 'string') return undefined
    if (typeof since !== 'number' || typeof token !== 'string') return undefined
    return { pid, host, since, token }
  } catch {
    return undefined
  }
}

function isStale(lock: string, owner: LockOwner | undefined): boolean {
  if (owner !== undefined) return owner.host === hostname() && !isAlive(owner.pid)
  const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs
  return made !== undefined && Date.now() - made > unreadableMs
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It is there, but another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * Replaces a lock that is stale. Only one process at a time may do so: of two that found the same stale
 * lock, the second would remove the new one of the first.
 */
function takeOver(lock: string, owner: LockOwner): boolean {
  const guard = `${lock.slice(0, -'.tmp'.length)}-takeover.tmp`
  const left = statSync(guard, { throwIfNoEntry: false })?.mtimeMs
  if (left !== undefined && Date.now() - left > unreadableMs) rmSync(guard, { force: true })
  if (!create(guard, owner)) return false
  try {
    if (isStale(lock, readOwner(lock))) rmSync(lock, { force: true })
    return create(lock, owner)
  } finally {
    rmSync(guard, { force: true })
  }
}
