import { IkctlError } from '../ikctl-error.ts'
import { failureReason } from './failure-reason.ts'

/** Thrown when a file cannot be written. */
export class FileNotWritten extends IkctlError {
  static readonly code = 'ERR_FILE_NOT_WRITTEN'
  readonly code = FileNotWritten.code

  constructor(path: string, cause: unknown) {
    super(`cannot write ${path}: ${failureReason(cause)}`, { cause })
  }
}

/**
 * Runs what writes a file.
 *
 * @throws {FileNotWritten} whatever it throws.
 */
export function writing<T>(path: string, write: () => T): T {
  try {
    return write()
  } catch (error) {
    throw new FileNotWritten(path, error)
  }
}
