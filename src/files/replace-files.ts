import { mkdirSync, renameSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { FileNotWritten, writing } from './file-not-written.ts'
import { type FileTexts, requireUnchanged } from './files-changed.ts'
import { removeDraft, temporaryBeside } from './replace-file.ts'

/**
 * Writes many files, each as `replaceFile` does. None is replaced before all of them were written
 * beside their places, so that a full disk, or a folder that may not be written to, changes nothing.
 *
 * @param contents by path, in the order in which they are put in their places.
 * @param before what the files were when the contents were made of them, by path; compared once more
 *   before the first is replaced.
 * @throws {FileNotWritten}
 * @throws {FilesChanged} when a file is no longer what it was: nothing was replaced.
 */
export async function replaceFiles(
  contents: ReadonlyMap<string, string | Uint8Array>,
  before: FileTexts = new Map(),
): Promise<void> {
  const staged = [...contents].map(([path, content]) => ({
    ...{ path, content },
    temporary: temporaryBeside(path),
  }))
  for (const folder of new Set(staged.map(({ path }) => dirname(path)))) {
    writing(folder, () => mkdirSync(folder, { recursive: true }))
  }
  try {
    const waiting = staged.values()
    // A flush waits for the disk: one after the other, 10,000 files take several times as long.
    const writeWaiting = async () => {
      for (const { path, temporary, content } of waiting) {
        await writeFlushed(temporary, content).catch((error) => {
          throw new FileNotWritten(path, error)
        })
      }
    }
    const writers = await Promise.allSettled(Array.from({ length: 32 }, writeWaiting))
    for (const writer of writers) if (writer.status === 'rejected') throw writer.reason
    requireUnchanged(before)
    for (const { path, temporary } of staged) writing(path, () => renameSync(temporary, path))
  } catch (error) {
    for (const { temporary } of staged) removeDraft(temporary)
    throw error
  }
}

// --- internal ---

async function writeFlushed(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o666)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}
