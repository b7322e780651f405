import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  realpathSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { writing } from './file-not-written.ts'
import { writeAndRename } from './replace-file.ts'

/**
 * Writes an output that the user named. A file is replaced as a whole, and keeps its mode and owner; links are
 * followed; a device, a pipe or an open descriptor (`/dev/fd/3`) is written to. Missing folders are made.
 *
 * @param options `mode` of a new file, before the umask; 0o666 unless given.
 * @throws {FileNotWritten}
 */
export function writeOutput(
  path: string,
  content: string | Uint8Array,
  { mode = 0o666 }: { mode?: number | undefined } = {},
): void {
  const bytes = Buffer.from(content)
  writing(path, () => {
    const present = statSync(path, { throwIfNoEntry: false })
    const { target, descriptor } = follow(path)
    if (present !== undefined && (descriptor !== undefined || !present.isFile())) {
      writeInto(path, bytes, descriptor)
      return
    }
    if (present === undefined) {
      mkdirSync(dirname(target), { recursive: true })
      writeAndRename(target, bytes, { mode })
    } else replacePresent(target, bytes, present)
  })
}

/** The mode of a new file that only its owner reads: it names customers, or opens something. */
export const ownersOnly = 0o600

/**
 * The open descriptor of this process to which a name leads, such as 1 for `/dev/stdout`, or a link to it.
 * Undefined also for a name that {@link writeOutput} refuses.
 */
export function descriptorOf(path: string): number | undefined {
  try {
    return follow(path).descriptor
  } catch {
    return undefined
  }
}

// --- internal ---

function writeInto(path: string, bytes: Buffer, descriptor: number | undefined): void {
  // Opened again, a file would be written from its beginning.
  if (descriptor !== undefined && fstatSync(descriptor).isFile()) {
    writeAll(descriptor, bytes)
    return
  }
  const file = openAgain(path, descriptor)
  try {
    writeAll(file, bytes)
  } finally {
    if (file !== descriptor) closeSync(file)
  }
}

/** A pipe that Node has open does not wait for its reader: the same one, opened again, does. */
function openAgain(path: string, descriptor: number | undefined): number {
  try {
    return openSync(path, constants.O_WRONLY)
  } catch (error) {
    // A socket cannot be opened.
    if (descriptor !== undefined && codeOf(error) === 'ENXIO') return descriptor
    throw error
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(file, bytes, at)
    } catch (error) {
      // Who reads a pipe may have enough.
      if (codeOf(error) === 'EPIPE') return
      if (codeOf(error) !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
  }
}

/** Where links lead, also to a file that is not there yet, or to an open descriptor of this process. */
function follow(path: string): { target: string; descriptor?: number } {
  const folder = dirname(path)
  let target = existsSync(folder) ? join(realpathSync(folder), basename(path)) : path
  for (let links = 0; links < maxLinks; links += 1) {
    const descriptor = descriptorNamed(target)
    if (descriptor !== undefined) return { target, descriptor }
    if (!lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink()) break
    const next = resolve(dirname(target), readlinkSync(target))
    const parent = dirname(next)
    target = existsSync(parent) ? join(realpathSync(parent), basename(next)) : next
  }
  return { target }
}

/** As Linux does. */
const maxLinks = 40

function descriptorNamed(path: string): number | undefined {
  const standard = ['stdin', 'stdout', 'stderr'].findIndex((name) => path === `/dev/${name}`)
  if (standard >= 0) return standard
  const [, owner, number] = /^\/(?:dev|proc\/([\w-]+))\/fd\/(\d{1,9})$/.exec(path) ?? []
  const isOwn = [undefined, 'self', 'thread-self', String(process.pid)].includes(owner)
  return number !== undefined && isOwn ? Number(number) : undefined
}

function replacePresent(path: string, bytes: Buffer, present: Stats): void {
  try {
    writeAndRename(path, bytes, {
      mode: 0o600,
      prepare(file) {
        const { uid, gid } = fstatSync(file)
        if (uid !== present.uid || gid !== present.gid) fchownSync(file, present.uid, present.gid)
        fchmodSync(file, present.mode & 0o7777)
      },
    })
  } catch (error) {
    // The folder takes no new file, the owner cannot be kept, or the file is mounted: only it can be written to.
    if (!['EACCES', 'EBUSY', 'EPERM', 'EROFS'].includes(codeOf(error) ?? '')) throw error
    const file = openSync(path, constants.O_WRONLY | constants.O_TRUNC)
    try {
      writeAll(file, bytes)
    } finally {
      closeSync(file)
    }
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
