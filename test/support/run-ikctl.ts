import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type ProcessResult, processResult } from '../../tools/rehearse/process-result.ts'

/** The built command. */
export const ikctl = fileURLToPath(new URL('../../dist/ikctl.js', import.meta.url))

export type Run = ProcessResult

/** Runs the built command as a process of its own. */
export async function runIkctl(
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string>; stdin?: string } = {},
): Promise<Run> {
  const child = spawn(process.execPath, [ikctl, ...args], {
    cwd: options.cwd,
    env: { ...process.env, NO_COLOR: '1', IKCTL_EMULATORS: '', ...options.env },
  })
  child.stdin.end(options.stdin ?? '')
  return processResult(child)
}
