import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from './exit-codes.ts'

/**
 * The bytes of a file with a private key.
 *
 * @param file as it was named, relative to the start folder.
 * @throws {UsageError} when it cannot be read.
 */
export function readKeyFile(file: string, directory: string): Buffer {
  try {
    return readFileSync(resolve(directory, file))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    throw new UsageError(`cannot read the key file ${file} (${code})`)
  }
}
