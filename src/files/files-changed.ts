import { IkctlError } from '../ikctl-error.ts'
import { readFileIfThere } from './read-file-if-there.ts'

/** Texts of files by path; undefined for a file that is not there. */
export type FileTexts = ReadonlyMap<string, string | undefined>

/** Thrown when files are no longer what they were when they were read. */
export class FilesChanged extends IkctlError {
  static readonly code = 'ERR_FILES_CHANGED'
  readonly code = FilesChanged.code
  readonly paths: readonly string[]

  constructor(paths: readonly string[]) {
    const more = paths.length > 5 ? ` and ${paths.length - 5} more` : ''
    super(
      `changed by something else while this ran: ${paths.slice(0, 5).join(', ')}${more}. Nothing was written: look at the change, and run this again`,
    )
    this.paths = paths
  }
}

/**
 * Compares files with what they were, just before they are replaced.
 *
 * @throws {FilesChanged} which names all that differ.
 */
export function requireUnchanged(before: FileTexts): void {
  const changed = [...before].filter(([path, text]) => readFileIfThere(path) !== text)
  if (changed.length > 0) throw new FilesChanged(changed.map(([path]) => path))
}
