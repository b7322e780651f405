import { closeSync, openSync, readSync } from 'node:fs'
import { resolve } from 'node:path'
import { maxFileSize } from '../../src/config/read-text.ts'
import { failureReason } from '../../src/files/failure-reason.ts'
import { UsageError } from '../exit-codes.ts'

/** The most that is read of a report, a package, or standard input, in bytes. */
export const maxInputSize = 256 * 1024 * 1024

/**
 * The bytes of a file that the user named; a pipe or a device will do as well.
 *
 * @param file relative to the start folder.
 * @param what it is, for the message: `the key file`.
 * @param maxSize in bytes; 8 MiB unless given.
 * @throws {UsageError} when it cannot be read, or is larger: `/dev/zero` never ends.
 */
export function readNamedFile(
  file: string,
  directory: string,
  what: string,
  maxSize = maxFileSize,
): Buffer {
  let bytes: Buffer | undefined
  try {
    bytes = readBounded(resolve(directory, file), maxSize)
  } catch (error) {
    throw new UsageError(`cannot read ${what} ${file}: ${failureReason(error)}`, { cause: error })
  }
  if (bytes === undefined) {
    throw new UsageError(
      `cannot read ${what} ${file}: it has more than ${maxSize / 1024 / 1024} MiB. Name the right file`,
    )
  }
  return bytes
}

// --- internal ---

const chunkSize = 256 * 1024

/** @returns undefined for a file of more bytes. */
function readBounded(path: string, maxSize: number): Buffer | undefined {
  const file = openSync(path, 'r')
  try {
    const chunks: Buffer[] = []
    for (let size = 0; size <= maxSize; ) {
      const chunk = Buffer.allocUnsafe(chunkSize)
      const count = readSync(file, chunk)
      if (count === 0) return Buffer.concat(chunks, size)
      chunks.push(chunk.subarray(0, count))
      size += count
    }
    return undefined
  } finally {
    closeSync(file)
  }
}
