import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { failureReason } from '../../src/files/failure-reason.ts'
import { UsageError } from '../exit-codes.ts'

/**
 * The bytes of a file that the user named.
 *
 * @param file relative to the start folder.
 * @param what it is, for the message: `the key file`.
 * @throws {UsageError} when it cannot be read.
 */
export function readNamedFile(file: string, directory: string, what: string): Buffer {
  try {
    return readFileSync(resolve(directory, file))
  } catch (error) {
    throw new UsageError(`cannot read ${what} ${file}: ${failureReason(error)}`, { cause: error })
  }
}
