import { join } from 'node:path'
import { withFolderLock } from '../../src/files/lock-folder.ts'
import type { Io } from '../io.ts'
import { requireFolder } from './require-environments.ts'

/**
 * Runs what edits the files of an environment, one command at a time: it has to read them again inside,
 * and to compute from what is there. A dry run writes nothing and needs no lock.
 *
 * @param options `waitMs`: how long to wait for another command to end.
 * @throws {FolderLocked} while another command edits them.
 * @throws {UsageError} when there is no such environment.
 */
export async function editEnvironment<T>(
  name: string,
  { directory, dryRun, waitMs = 0 }: { directory: string; dryRun: boolean; waitMs?: number },
  io: Io,
  edit: () => T | Promise<T>,
): Promise<T> {
  if (dryRun) return edit()
  requireFolder(name, directory)
  return withFolderLock(join(directory, 'config', name), { now: io.now, waitMs }, edit)
}
