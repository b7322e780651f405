import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from '../exit-codes.ts'
import { readNamedFile } from './read-named-file.ts'

/**
 * The bytes of a key file that the user named. Where a variable with the key itself was given instead of
 * a path, the key is not repeated.
 *
 * @param file relative to the start folder.
 * @throws {UsageError} when it cannot be read.
 */
export function readKeyFile(file: string, directory: string): Buffer {
  if (!fileName.test(file) && !existsSync(resolve(directory, file))) {
    throw new UsageError(
      'cannot read the key file: there is none of that name, which is not shown since it may be the key itself; give the path of a file',
    )
  }
  return readNamedFile(file, directory, 'the key file')
}

// --- internal ---

/** Neither PEM nor base64 has a dot. */
const fileName = /^[^\n]*\.\w{1,10}$/
