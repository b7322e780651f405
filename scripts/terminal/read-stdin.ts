import { addAbortSignal } from 'node:stream'
import { UsageError } from '../exit-codes.ts'
import { maxInputSize } from '../input/read-named-file.ts'

/**
 * All of standard input. At a terminal nothing that is typed or pasted is shown; Ctrl-D ends it.
 *
 * @returns a buffer that nobody else holds, so that the caller can overwrite it.
 * @throws {UsageError} when the signal ends it, or it has more than 256 MiB.
 */
export async function readStdin(signal: AbortSignal): Promise<Buffer> {
  const { stdin, stderr } = process
  const hidden = stdin.isTTY === true
  if (hidden) {
    stderr.write('Paste it here (nothing is shown), then press Enter and Ctrl-D:\n')
    stdin.setRawMode(true)
  }
  const chunks: Buffer[] = []
  let size = 0
  addAbortSignal(signal, stdin)
  try {
    for await (const chunk of stdin as AsyncIterable<Buffer>) {
      const end = hidden ? chunk.findIndex((byte) => byte === ctrlC || byte === ctrlD) : -1
      chunks.push(end < 0 ? chunk : chunk.subarray(0, end))
      size += chunk.length
      if (size > maxInputSize) {
        throw new UsageError(
          `standard input has more than ${maxInputSize / 1024 / 1024} MiB: name the right file`,
        )
      }
      if (end < 0) continue
      if (chunk[end] === ctrlC) process.kill(process.pid, 'SIGINT')
      break
    }
    const whole = Buffer.concat(chunks)
    // Terminals send a carriage return for Enter in raw mode.
    return hidden ? (whole.map((byte) => (byte === 0x0d ? 0x0a : byte)) as Buffer) : whole
  } catch (error) {
    throw signal.aborted ? new UsageError('stopped: nothing was read') : error
  } finally {
    for (const chunk of chunks) chunk.fill(0)
    if (hidden) stdin.setRawMode(false)
  }
}

// --- internal ---

const ctrlC = 3
const ctrlD = 4
