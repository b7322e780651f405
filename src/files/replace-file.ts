import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { writing } from './file-not-written.ts'

/**
 * Writes a file so that everyone sees either the old or the whole new content, also after a kill or
 * a power cut: a temporary file beside it is written, flushed and renamed. Missing folders are made.
 *
 * @throws {FileNotWritten}
 */
export function replaceFile(path: string, content: string | Uint8Array): void {
  writing(path, () => {
    mkdirSync(dirname(path), { recursive: true })
    writeAndRename(path, content)
  })
}

/**
 * Writes a temporary file beside a path and renames it to that.
 *
 * @param options `mode` of the file, before the umask; `prepare` changes the open file before it has its name.
 */
export function writeAndRename(
  path: string,
  content: string | Uint8Array,
  { mode = 0o666, prepare }: { mode?: number; prepare?: (file: number) => void } = {},
): void {
  const temporary = temporaryBeside(path)
  const file = openSync(temporary, 'wx', mode)
  try {
    try {
      prepare?.(file)
      writeFileSync(file, content)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  } catch (error) {
    removeDraft(temporary)
    throw error
  }
}

/** Removes a file on its way, as far as possible: why it was not put in its place is the error to report. */
export function removeDraft(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // It is a dot file that nothing reads.
  }
}

/** A name for a file on its way: a dot file, for what a kill leaves behind must not be configuration. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
}
