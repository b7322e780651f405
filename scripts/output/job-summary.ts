import { appendFileSync, statSync } from 'node:fs'
import { failureReason } from '../../src/files/failure-reason.ts'
import type { Io } from '../io.ts'

/** GitHub drops the whole summary of a step above 1 MiB. */
const maxSize = 1024 * 1024

/**
 * Adds Markdown to the summary that GitHub shows of a job, where there is one. A summary that cannot
 * be written is no reason to fail: the log has everything.
 */
export function addJobSummary(markdown: string, { env, stderr }: Io): void {
  const file = env.GITHUB_STEP_SUMMARY
  if (file === undefined || file === '') return
  try {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
    if (size + Buffer.byteLength(markdown) > maxSize) {
      stderr.write('ikctl: the job summary is full, so the findings are in the log only\n')
      return
    }
    appendFileSync(file, `${markdown}\n`)
  } catch (error) {
    stderr.write(
      `ikctl: the job summary cannot be written: ${failureReason(error)}; the log has everything\n`,
    )
  }
}
