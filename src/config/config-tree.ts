import { closeSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { failureReason } from '../files/failure-reason.ts'
import { maxFileSize } from './read-text.ts'

/** Where configuration is read from: a folder on disk, or a revision in Git. */
export interface ConfigTree {
  /** All files below `config/`, relative to the start folder, with `/`, sorted. */
  files(): readonly string[]
  /**
   * @throws {Error} when the file cannot be read; its message is the reason.
   * @throws {IkctlError} when nothing can be read there any more.
   * @throws {FileTooLarge} when that was known before it was read. Else what comes may be cut, but is
   * longer than `maxFileSize`.
   */
  read(path: string): Uint8Array
  /**
   * Modes of what Git does not keep as a plain file (100644), by path: `100755` is executable, `120000` a
   * symbolic link, `160000` a submodule. Absent where Git was not asked.
   */
  readonly modes?: ReadonlyMap<string, string>
  /**
   * The bytes of a plain file beside `config/`, such as `Pulumi.yaml`; undefined where none can be read.
   * Absent where only `config/` is known.
   */
  beside?(path: string): Uint8Array | undefined
}

/** Thrown by trees for a file of more than `maxFileSize` bytes. */
export class FileTooLarge extends Error {
  constructor() {
    super('it has more than 8 MiB')
  }
}

/**
 * The configuration below a folder on disk. Symbolic links are not followed, so that a pull request
 * cannot make the tool read (and print) what is not in the repository.
 */
export function diskTree(directory: string): ConfigTree {
  /** What is not a plain file or a folder that can be listed, and why it cannot be read. */
  const unreadable = new Map<string, string>()
  const walk = (path: string, files: string[]): void => {
    for (const entry of readdirSync(join(directory, path), { withFileTypes: true })) {
      const child = `${path}/${entry.name}`
      if (entry.name.toLowerCase() === '.git') {
        files.push(child)
        unreadable.set(child, 'it makes its folder a Git repository of its own')
        continue
      }
      try {
        if (entry.isDirectory()) walk(child, files)
        else files.push(child)
        if (entry.isSymbolicLink()) unreadable.set(child, 'it is a symbolic link')
        else if (!entry.isFile() && !entry.isDirectory())
          unreadable.set(child, 'it is not a regular file')
      } catch (error) {
        files.push(child)
        unreadable.set(child, failureReason(error))
      }
    }
  }
  return {
    files() {
      const files: string[] = []
      const folder = lstatSync(join(directory, 'config'), { throwIfNoEntry: false })
      if (folder?.isDirectory()) walk('config', files)
      return files.sort()
    },
    read(path) {
      const reason = unreadable.get(path)
      if (reason !== undefined) throw new Error(reason)
      try {
        return readBounded(`${directory}/${path}`)
      } catch (error) {
        throw new Error(failureReason(error), { cause: error })
      }
    },
    beside(path) {
      const file = join(directory, path)
      try {
        return lstatSync(file).isFile() ? readBounded(file) : undefined
      } catch {
        return undefined
      }
    },
  }
}

// --- internal ---

const scratch = Buffer.allocUnsafe(64 * 1024)

/** A file's content; of one that is too large, only so much that it shows. */
function readBounded(file: string): Uint8Array {
  const descriptor = openSync(file, 'r')
  try {
    const chunks: Buffer[] = []
    for (let length = 0; length <= maxFileSize; ) {
      const count = readSync(descriptor, scratch)
      if (count > 0) chunks.push(Buffer.from(scratch.subarray(0, count)))
      // A plain file gives less than was asked for only at its end.
      if (count < scratch.length) break
      length += count
    }
    return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
  } finally {
    closeSync(descriptor)
  }
}
