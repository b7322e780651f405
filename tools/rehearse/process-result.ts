import type { ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'

/** How a process ended, and what it wrote. */
export interface ProcessResult {
  code: number | null
  stdout: string
  stderr: string
}

/**
 * Waits for the end of a process whose output is piped.
 *
 * @throws when it cannot be started.
 */
export async function processResult(
  child: ChildProcess & { stdout: Readable; stderr: Readable },
): Promise<ProcessResult> {
  const result: ProcessResult = { code: null, stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      result[stream] += text
    })
  }
  result.code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return result
}
