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

/** A name for a file on its way: a dot file, for what a kill leaves behind must not be configuration. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
}

// --- internal ---

function writeAndRename(path: string, content: string | Uint8Array): void {
  const temporary = temporaryBeside(path)
  const file = openSync(temporary, 'wx', 0o666)
  try {
    writeFileSync(file, content)
    fsyncSync(file)
    closeSync(file)
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
