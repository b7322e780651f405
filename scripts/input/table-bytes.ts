import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { failureReason } from '../../src/files/failure-reason.ts'
import { UsageError } from '../exit-codes.ts'
import type { Io } from '../io.ts'

/**
 * The bytes of a table that the user named: a file relative to the start folder, or `-` for standard input.
 *
 * @throws {UsageError} when it cannot be read.
 */
export async function* tableBytes(
  { from, directory }: { from: string; directory: string },
  io: Io,
) {
  if (from === '-') {
    yield await io.readStdin()
    return
  }
  try {
    // Without a signal: nothing is written yet, and a pipe nobody writes into can only be ended from outside.
    for await (const chunk of createReadStream(resolve(directory, from))) yield chunk as Buffer
  } catch (error) {
    throw new UsageError(`cannot read the table ${from}: ${failureReason(error)}`, { cause: error })
  }
}
